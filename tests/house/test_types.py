"""What only a type checker can see is refused: a script that hands a port the wrong thing, or forgets to wait."""

from pathlib import Path

import pytest
from mypy import api

from tests.house.source import ROOT

RIGHT = '''
"""A script."""

from ivr.dialog import Caller, script
from ivr.ports import Customers, Keys
from ivr.values import Customer, Document


@script
async def example(caller: Caller) -> None:
    """Ask a port, and wait for it."""
    customer: Customer = await caller.do(Customers.identify, Document("CC", "1"))
    await caller.do(Keys.state, customer)
'''
MISTAKES = {
    "the wrong argument": ("caller.do(Keys.state, customer)", "caller.do(Keys.state, 7)", "arg-type"),
    "a missing argument": ("caller.do(Keys.state, customer)", "caller.do(Keys.state)", "call-arg"),
    "a forgotten await": (
        "await caller.do(Keys.state, customer)",
        "caller.do(Keys.state, customer)",
        "unused-awaitable",
    ),
}


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run mypy where the project's rules and its cache are."""
    monkeypatch.chdir(ROOT)


def problems(folder: Path, text: str) -> str:
    """Give what mypy says of a script, by the project's own rules."""
    file = folder / "example.py"
    file.write_text(text)
    said, trouble, _ = api.run(["--config-file", "pyproject.toml", "--cache-dir", ".mypy_cache", str(file)])
    assert not trouble
    return said


def test_a_right_script_passes(tmp_path: Path) -> None:
    """A script that hands the ports what they want, and waits, has no mistake."""
    assert "Success" in problems(tmp_path, RIGHT)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_before_a_caller_meets_it(mistake: str, tmp_path: Path) -> None:
    """Each kind of mistake is refused by name."""
    right, wrong, code = MISTAKES[mistake]
    assert right in RIGHT
    assert f"[{code}]" in problems(tmp_path, RIGHT.replace(right, wrong))
