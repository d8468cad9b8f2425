"""The tables of a report: the same cells on the page, in CSV and in a spreadsheet, so that they cannot differ."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from ivr.web.reports.words import FIGURES, Definition

Value = str | int | float | None
Address = Callable[[str], str]
"""Gives where the calls behind a figure are listed."""


class Kind(StrEnum):
    """How a value is written: text, a count, a share of one, or seconds."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"


SHARES = (
    "service_level",
    "strict_service_level",
    "abandonment",
    "occupancy",
    "containment",
    "drop_off",
    "promise_share",
    "reached_share",
)
TIMES = (
    *("speed_of_answer", "longest", "handling_time", "talked", "held", "in_capsule", "wrapping"),
    *("available", "time", "limit", "promise_missed_by", "until_dialled"),
)
KINDS: Mapping[str, Kind] = dict.fromkeys(SHARES, Kind.SHARE) | dict.fromkeys(TIMES, Kind.SECONDS)
"""What is no count; the share of the step before is marked by its own column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name of a figure, or of what a row is about."""

    name: str
    label: str
    kind: Kind
    definition: Definition | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it was counted, and the address of the calls behind it, if there are any."""

    value: Value
    address: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its name; `total` is the row of all, where values add up."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """What its figures mean, in the order of the columns."""
        return tuple(column.definition for column in self.columns if column.definition)

    def column(self, name: str) -> tuple[Value, ...]:
        """Give the values of a column."""
        place = [column.name for column in self.columns].index(name)
        return tuple(row[place].value for row in self.rows)


def about(name: str, label: str) -> Column:
    """Give the column that says what a row is about."""
    return Column(name, label, Kind.TEXT)


def figure_columns(names: Iterable[str]) -> tuple[Column, ...]:
    """Give the columns of figures; one that ends in `_share` is the share of the step before."""
    return tuple(_figure_column(name) for name in names)


def _figure_column(name: str) -> Column:
    if name not in FIGURES:
        return Column(name, "del anterior", Kind.SHARE)
    return Column(name, FIGURES[name].label, KINDS.get(name, Kind.COUNT), FIGURES[name])


def cells(figures: Any, names: Sequence[str], address: Address, linked: Iterable[str]) -> tuple[Cell, ...]:
    """Give the cells of figures by their names; those that count calls lead to them, unless there are none."""
    leading = frozenset(linked)
    values = ((name, getattr(figures, name)) for name in names)
    return tuple(Cell(value, address(name) if name in leading and value else "") for name, value in values)


def written(instant: datetime) -> str:
    """Give a half hour as people say it."""
    return f"{instant:%H:%M}–{instant + timedelta(minutes=30):%H:%M}"
