"""Other names of things and Latin words, learned from entries."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of name pairs and of vocabularies."""
    op.create_table(
        "aliases",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "name", "other", name="pk_aliases"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_aliases_entry_id", ondelete="CASCADE"),
    )
    op.create_table(
        "vocabularies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vocabularies"),
        sa.UniqueConstraint("entry_id", name="uq_vocabularies_entry_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_vocabularies_entry_id", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
