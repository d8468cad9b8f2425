"""What may be named where: scripts know nothing of the world outside, product and sandbox nothing of each other."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import Module, modules

SCRIPTS_MAY_IMPORT = (
    "__future__",
    "collections.abc",
    "contextlib",
    "dataclasses",
    "enum",
    "functools",
    "ivr.admission",
    "ivr.dialog",
    "ivr.errors",
    "ivr.institutions",
    "ivr.key_policies",
    "ivr.menus",
    "ivr.page_ports",
    "ivr.ports",
    "ivr.procedures",
    "ivr.proof_ports",
    "ivr.recognition",
    "ivr.values",
    "stdnum",
    "typing",
)


def imported(module: Module) -> Iterator[str]:
    """Give every module that a file imports, wherever in it."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    """Say whether a module is one of these, or inside one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def wrong(folder: str, allowed: tuple[str, ...] | None = None, *, never: tuple[str, ...] = ()) -> list[str]:
    """Give each import of a folder's files that is not allowed, with its place."""
    return [
        f"{module.path}: {name}"
        for module in modules(folder)
        for name in imported(module)
        if is_within(name, never) or (allowed is not None and not is_within(name, allowed))
    ]


def test_scripts_are_pure() -> None:
    """A script can name nothing that could answer differently in a replay: what is not on the list is forbidden."""
    assert wrong("ivr/menus/", SCRIPTS_MAY_IMPORT) == []


def test_the_sandbox_stands_apart() -> None:
    """The sandbox imports nothing of the product: they meet over HTTP."""
    own = [module for module in modules("ivr/sandbox/") if any(is_within(name, ("ivr",)) for name in imported(module))]
    assert own, "nothing was looked at"
    assert [place for place in wrong("ivr/sandbox/", never=("ivr",)) if ": ivr.sandbox" not in place] == []


def test_the_product_knows_no_sandbox() -> None:
    """No file outside the sandbox imports it."""
    others = [place for place in wrong("ivr/", never=("ivr.sandbox",)) if not place.startswith("ivr/sandbox/")]
    assert others == []


@pytest.mark.parametrize("name", ["os", "ivr.hours", "ivr.stores.live", "uuid"])
def test_the_list_shuts_out_what_changes(name: str) -> None:
    """Neither the machine nor the time nor a store is on the list."""
    assert not is_within(name, SCRIPTS_MAY_IMPORT)
