"""What alembic runs: the revisions, on the connection it was handed, inside that connection's transaction."""

from alembic import context

from knowledge.adapters.sql.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
