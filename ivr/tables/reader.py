"""Reads one table of a TOML file and notes every mistake instead of stopping at the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar

T = TypeVar("T")
MISSING: Any = object()


@dataclass
class TableReader:
    """A TOML table at `path` of `file`. Each reading gives a value, or notes a mistake and gives a harmless one."""

    file: str
    data: Mapping[str, Any]
    mistakes: list[str]
    path: str = ""
    known: set[str] = field(default_factory=set)
    inner: list[TableReader] = field(default_factory=list)

    def note(self, key: str, found: object, allowed: str) -> None:
        """Write down a mistake: file, key, what was found, what is allowed."""
        self.mistakes.append(f"{self.file}: {self._name(key)}: found {found}; allowed: {allowed}")

    def text(self, key: str, allowed: str = "a text", pattern: str = r"\S.*", default: str = MISSING) -> str:
        """Give a text that matches `pattern` as a whole, which `allowed` explains."""
        value: str = self._value(key, str, allowed, default, "")
        if value != default and value == self.data.get(key):
            self._matches(key, value, pattern, allowed)
        return value

    def number(self, key: str, least: int, most: int, default: int = MISSING) -> int:
        """Give a whole number, both ends allowed."""
        allowed = f"a whole number from {least} to {most}"
        value = self._value(key, int, allowed, default, least)
        if least <= value <= most:
            return value
        self.note(key, value, allowed)
        return least

    def flag(self, key: str, *, default: bool = MISSING) -> bool:
        """Give true or false."""
        value: bool = self._value(key, bool, "true or false", default, other=False)
        return value

    def one_of(self, key: str, choices: Iterable[str]) -> str:
        """Give one of the words."""
        words = sorted(choices)
        value: str = self._value(key, str, " ".join(words), MISSING, "")
        if value not in words and value == self.data.get(key):
            self.note(key, repr(value), " ".join(words) + suggestion(value, words))
        return value

    def texts(self, key: str, allowed: str, pattern: str, default: tuple[str, ...] = MISSING) -> tuple[str, ...]:
        """Give a list of texts that each match `pattern`."""
        return tuple(
            value for value in self._list(key, str, allowed, default) if self._matches(key, value, pattern, allowed)
        )

    def dates(self, key: str) -> tuple[date, ...]:
        """Give a list of dates, none when the key is missing."""
        allowed = "a list of dates such as [2026-12-24]"
        found = self._list(key, date, allowed, ())
        for value in found:
            if isinstance(value, datetime):
                self.note(key, value, allowed)
        return tuple(found)

    def table(self, key: str, *, optional: bool = False) -> TableReader:
        """Give a table inside this one; an empty one when it is optional and missing."""
        default: Any = {} if optional else MISSING
        return self._inside(key, self._value(key, dict, f"a table [{self._name(key)}]", default, {}))

    def tables(self, key: str, *, optional: bool = False) -> tuple[TableReader, ...]:
        """Give the tables of a list [[key]]; at least one, unless it is optional and missing."""
        default: Any = () if optional else MISSING
        found = self._list(key, dict, f"one or more tables [[{self._name(key)}]]", default)
        return tuple(self._inside(f"{key}[{place}]", each) for place, each in enumerate(found, 1))

    def named(self, key: str) -> dict[str, TableReader]:
        """Give the tables [key.<id>] by their id; at least one."""
        parent = self.table(key)
        if not parent.data and key in self.data:
            self.note(key, "nothing", f"at least one table [{self._name(key)}.<id>]")
        parent.known.update(parent.data)
        return {name: parent.table(name) for name in parent.data}

    def finish(self) -> None:
        """Note every key that nobody reads, here and inside, with the nearest key that is known."""
        for key in self.data:
            if key not in self.known:
                self.note(key, "an unknown key", ", ".join(sorted(self.known)) + suggestion(key, self.known))
        for reader in self.inner:
            reader.finish()

    def _name(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _value(self, key: str, kind: type[T], allowed: str, default: T, other: T) -> T:
        self.known.add(key)
        value = self.data.get(key, default)
        if value is MISSING:
            self.note(key, "nothing", allowed)
            return other
        # In Python a bool is an int, but a table that says `tries = true` is wrong.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            self.note(key, repr(value), allowed)
            return other
        return value

    def _list(self, key: str, kind: type[T], allowed: str, default: tuple[T, ...]) -> list[T]:
        given: Any = list(default) if default is not MISSING else MISSING
        values: list[Any] = self._value(key, list, allowed, given, [])
        if not values and default is MISSING and key in self.data:
            self.note(key, "nothing", allowed)
        for value in values:
            if not isinstance(value, kind):
                self.note(key, repr(value), allowed)
        return [value for value in values if isinstance(value, kind)]

    def _matches(self, key: str, value: str, pattern: str, allowed: str) -> bool:
        if re.fullmatch(pattern, value):
            return True
        self.note(key, repr(value), allowed)
        return False

    def _inside(self, key: str, data: Mapping[str, Any]) -> TableReader:
        reader = TableReader(self.file, data, self.mistakes, self._name(key))
        self.inner.append(reader)
        return reader


def suggestion(word: str, known: Iterable[str]) -> str:
    """Give "; did you mean ...?" when a known word is near, and nothing otherwise."""
    near = get_close_matches(word, sorted(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""
