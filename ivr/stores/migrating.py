"""Moves the tables to the newest version, by the migrations that come with the product."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def configuration(connection: Connection) -> Config:
    """Give Alembic's settings, without a file: the migrations lie in the package, the connection is ours."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Run every migration that this database has not seen, in the connection's transaction."""
    command.upgrade(configuration(connection), "head")
