"""Find the institution that a person named in a command."""

from collections.abc import Mapping

import click

from ivr.institutions import Institution


def choose(tables: Mapping[str, Institution], name: str) -> Institution:
    """Give the institution's table. Raises BadParameter with the names that there are."""
    if name not in tables:
        raise click.BadParameter(f"{name!r} is no institution; there are: {', '.join(sorted(tables))}")
    return tables[name]
