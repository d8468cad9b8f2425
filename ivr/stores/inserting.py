"""Writes a row unless it is there already: the one statement that two writers can never both win."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from ivr.stores.schema import Base


def insert_once(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert a row and say True; False, changing nothing, when its unique key is taken.

    On PostgreSQL a writer waits for another one that holds the same key, and inserts after all if that one fails.
    """
    insert = insert_sqlite if session.get_bind().dialect.name == "sqlite" else insert_postgresql
    statement = insert(table).values(**values).on_conflict_do_nothing().returning(*table.__table__.primary_key)
    return session.execute(statement).first() is not None
