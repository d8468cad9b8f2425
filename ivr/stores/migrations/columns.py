"""The kinds of columns that the migrations use, so that a table reads as a list of names."""

from typing import Any

import sqlalchemy as sa

from ivr.stores.schema import UtcDateTime


def words(*names: str) -> list[sa.Column[Any]]:
    """Give columns of text that are always filled."""
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def counts(*names: str) -> list[sa.Column[Any]]:
    """Give columns of whole numbers that are always filled."""
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def instants(*names: str, known: bool = True) -> list[sa.Column[Any]]:
    """Give columns of instants; `known=False` for what may not have happened yet."""
    return [sa.Column(name, UtcDateTime(), nullable=not known) for name in names]


def number() -> sa.Column[Any]:
    """Give the column `id` that the database counts up."""
    return sa.Column("id", sa.Integer(), primary_key=True)


def of_customer() -> sa.Column[Any]:
    """Give the column that names a customer who must exist."""
    return sa.Column("customer", sa.String(), sa.ForeignKey("customers.reference"), nullable=False)
