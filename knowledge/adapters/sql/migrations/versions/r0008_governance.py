"""How the bot is governed, what is thought of answers, what is overheard, and how long answers took."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add their tables, and their columns to chats and exchanges."""
    op.add_column("chats", sa.Column("shadow", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("chats", sa.Column("language", sa.String(), nullable=True))
    op.add_column("chats", sa.Column("shadow_by", sa.BigInteger(), nullable=True))
    op.add_column("exchanges", sa.Column("way", sa.String(), nullable=True))
    op.add_column("exchanges", sa.Column("further_message_ids", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("exchanges", sa.Column("elapsed_ms", sa.JSON(), nullable=False, server_default="{}"))
    _create_opinions()
    _create_overheard()
    _create_admissions()
    _create_roles()
    _create_consumption()
    _create_confirmations()
    _create_places()
    _create_erasures()


def _create_opinions() -> None:
    op.create_table(
        "opinions",
        sa.Column("exchange_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("thumb", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchanges.id"], name="fk_opinions_exchange_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("exchange_id", "user_id", name="pk_opinions"),
    )
    op.create_index("ix_opinions_given_at", "opinions", ["given_at"])


def _create_overheard() -> None:
    op.create_table(
        "overheard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("would_answer", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("entry_id", sa.String(), nullable=True),
        sa.Column("label", sa.Boolean(), nullable=True),
        sa.Column("labelled_by", sa.BigInteger(), nullable=True),
        sa.Column("labelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_overheard"),
        sa.UniqueConstraint("chat_id", "message_id", name="uq_overheard_chat_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_overheard_heard_at", "overheard", ["heard_at"])


def _create_admissions() -> None:
    op.create_table(
        "admissions",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", name="pk_admissions"),
        sa.UniqueConstraint("code", name="uq_admissions_code"),
    )


def _create_roles() -> None:
    op.create_table(
        "roles",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_roles"),
    )


def _create_consumption() -> None:
    op.create_table(
        "consumption",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("tokens_in", sa.BigInteger(), nullable=False),
        sa.Column("tokens_out", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "id", "day", name="pk_consumption"),
    )
    op.create_index("ix_consumption_day", "consumption", ["day"])
    op.create_table(
        "quotas",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("questions_a_minute", sa.Integer(), nullable=True),
        sa.Column("tokens_a_day", sa.BigInteger(), nullable=True),
        sa.Column("cost_a_day", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("scope", "id", name="pk_quotas"),
    )


def _create_confirmations() -> None:
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_confirmations"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_confirmations_expires_at", "confirmations", ["expires_at"])


def _create_places() -> None:
    op.create_table(
        "places",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place", "chat_id", name="pk_places"),
    )


def _create_erasures() -> None:
    op.create_table(
        "erasures",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("reprinted", sa.Boolean(), nullable=False),
        sa.Column("told_as", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name="pk_erasures"),
    )
