"""Loads the tables of all institutions, or says everything that is wrong with them at once."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ivr.errors import ConfigurationError
from ivr.institutions import Institution
from ivr.tables.institution import read_institution
from ivr.tables.reader import TableReader


def load(folder: Path) -> Mapping[str, Institution]:
    """Give the institutions of a folder by their id, the file's name. Raises ConfigurationError with all mistakes."""
    institutions, mistakes = read(folder)
    if mistakes:
        raise ConfigurationError(mistakes)
    return MappingProxyType(institutions)


def load_file(path: Path) -> Institution:
    """Give the institution of one file. Raises ConfigurationError with all mistakes."""
    institution, mistakes = _read_file(path)
    if institution is None or mistakes:
        raise ConfigurationError(mistakes)
    return institution


def read(folder: Path) -> tuple[dict[str, Institution], list[str]]:
    """Give the institutions whose own tables are right, and every mistake of all of them."""
    paths = sorted(folder.glob("*.toml"))
    mistakes = [] if paths else [f"{folder}: found no table; allowed: one <institution>.toml or more"]
    institutions: dict[str, Institution] = {}
    for path in paths:
        institution, own = _read_file(path)
        mistakes += own
        if institution is not None and not own:
            institutions[institution.id] = institution
    return institutions, mistakes + _between(institutions)


def _read_file(path: Path) -> tuple[Institution | None, list[str]]:
    mistakes: list[str] = []
    if not re.fullmatch(r"[a-z][a-z0-9_]*", path.stem):
        mistakes.append(f"{path.name}: found {path.stem!r}; allowed: a file named in lower case letters, digits and _")
    try:
        content = path.read_bytes()
        data = tomllib.loads(content.decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return None, [*mistakes, f"{path.name}: found no TOML ({error}); allowed: a table in TOML and UTF-8"]
    return read_institution(path.stem, content, TableReader(path.name, data, mistakes)), mistakes


def _between(institutions: Mapping[str, Institution]) -> list[str]:
    owners: dict[str, str] = {}
    mistakes = []
    for institution in institutions.values():
        for line in institution.lines:
            owner = owners.setdefault(line.number, institution.id)
            if owner != institution.id:
                mistakes.append(f"{institution.id}.toml: lines: found {line.number}; allowed: not the line of {owner}")
    for institution in institutions.values():
        if institution.own_number in owners:
            # A fallback that dials a line of ours would lead the caller back to the fallback.
            found = f"{institution.id}.toml: own_number: found {institution.own_number}"
            mistakes.append(f"{found}; allowed: a number that is no line of {owners[institution.own_number]}")
    return mistakes
