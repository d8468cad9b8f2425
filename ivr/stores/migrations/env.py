"""What Alembic runs first: the migrations share the transaction of whoever asked for them."""

from alembic import context

from ivr.stores.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=False,
)
context.run_migrations()
