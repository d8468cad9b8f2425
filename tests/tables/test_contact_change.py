"""Whether a change of contact needs two people is the table's to say; one is enough where it says nothing."""

from pathlib import Path

import pytest

from ivr.tables import read
from tests.conftest import ROOT

TABLE = (ROOT / "institutions/serfinansa.toml").read_text(encoding="utf-8")
LINE = "contact_change_approval = false"


@pytest.mark.parametrize(("line", "wanted"), [(LINE, False), ("", False), (LINE.replace("false", "true"), True)])
def test_it_is_what_the_table_says(tmp_path: Path, line: str, wanted: bool) -> None:  # noqa: FBT001 - the flag itself
    """It may be left out."""
    assert LINE in TABLE
    (tmp_path / "serfinansa.toml").write_text(TABLE.replace(LINE, line), encoding="utf-8")
    known, mistakes = read(tmp_path)
    assert (mistakes, known["serfinansa"].contact_change_approval) == ([], wanted)


def test_a_word_is_no_answer(tmp_path: Path) -> None:
    """Only true and false are."""
    (tmp_path / "serfinansa.toml").write_text(TABLE.replace(LINE, LINE.replace("false", '"yes"')), encoding="utf-8")
    _, mistakes = read(tmp_path)
    assert ["true or false" in str(mistake) for mistake in mistakes] == [True]
