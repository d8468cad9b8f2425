"""The table's thresholds: read as they are written, usual where they are not, refused where they make no sense."""

from dataclasses import replace
from pathlib import Path

import pytest

from ivr.institutions import USUAL_THRESHOLDS
from ivr.tables import read
from tests.conftest import ROOT
from tests.tables.conftest import Mistakes

TABLE = (ROOT / "institutions/serfinansa.toml").read_text(encoding="utf-8")


def thresholds(folder: Path, text: str) -> object:
    """Give the thresholds of a table."""
    (folder / "serfinansa.toml").write_text(text, encoding="utf-8")
    known, mistakes = read(folder)
    assert mistakes == []
    return known["serfinansa"].thresholds


def test_they_are_what_the_table_says(tmp_path: Path) -> None:
    """Each figure is the table's; without the table they are what is usual."""
    changed = TABLE.replace("waiting_warn = 5 ", "waiting_warn = 7 ").replace("talking_warn = 900", "talking_warn = 60")
    assert thresholds(tmp_path, changed) == replace(USUAL_THRESHOLDS, waiting_warn=7, talking_warn=60)
    assert thresholds(tmp_path, TABLE.partition("[thresholds]")[0]) == USUAL_THRESHOLDS


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "waiting_alarm = 15",
            "waiting_alarm = 4",
            "thresholds.waiting_alarm: found 4; allowed: at least waiting_warn (5)",
        ),
        (
            "longest_alarm = 180",
            "longest_alarm = 59",
            "thresholds.longest_alarm: found 59; allowed: at least longest_warn",
        ),
        ("service_level_alarm = 60", "service_level_alarm = 100", "thresholds.service_level_alarm: found 100"),
        ("talking_warn = 900", "talking_wran = 900", "thresholds.talking_wran: found an unknown key"),
    ],
)
def test_what_makes_no_sense_is_refused(mistakes_after: Mistakes, old: str, new: str, said: str) -> None:
    """An alarm below its warning, a promise to everybody, and a misspelt word are found."""
    assert [mistake for mistake in mistakes_after((old, new)) if said in mistake]
