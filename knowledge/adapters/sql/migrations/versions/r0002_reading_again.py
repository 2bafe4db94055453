"""Pages of the web read again on a schedule, duplicates folded, links described."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_IN_ORDER = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add what is known of a page's version and of duplicates, and the tables of watches and links."""
    op.add_column("sources", sa.Column("etag", sa.String(), nullable=True))
    op.add_column("sources", sa.Column("last_modified", sa.String(), nullable=True))
    op.add_column("entries", sa.Column("duplicate_of", sa.String(), nullable=True))
    op.add_column("entries", sa.Column("signature", sa.LargeBinary(), nullable=True))
    op.create_table(
        "watches",
        sa.Column("url", _IN_ORDER, nullable=False),
        sa.Column("every_seconds", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_watches"),
    )
    op.create_index("ix_watches_due_at", "watches", ["due_at"])
    op.create_table(
        "link_descriptions",
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("identity", name="pk_link_descriptions"),
    )
