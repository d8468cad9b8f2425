"""A table that is right, into which each test writes one mistake."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.tables import read
from tests.conftest import ROOT

Mistakes = Callable[..., list[str]]


@pytest.fixture
def mistakes_after(tmp_path: Path) -> Mistakes:
    """Give a function that changes texts of the Serfinansa table and gives the mistakes that are found."""

    def change(*changes: tuple[str, str]) -> list[str]:
        text = (ROOT / "institutions/serfinansa.toml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / "serfinansa.toml").write_text(text, encoding="utf-8")
        return read(tmp_path)[1]

    return change
