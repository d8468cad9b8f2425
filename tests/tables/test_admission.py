"""A table says which terms are accepted first, and how people are told from programs on each channel."""

from pathlib import Path

import pytest

from ivr.admission import NO_ADMISSION, Admission
from ivr.tables import load_file, read
from tests.conftest import ROOT
from tests.tables.conftest import Mistakes

ASKED = '[terms]\nversion = "2026-11"\n\n[human_check]\nweb = "work"\nphone = "digits"\n\n'
CODE = "[code]\n"


def test_a_table_that_says_nothing_asks_nothing() -> None:
    """Serfinansa's customers are asked neither."""
    assert load_file(ROOT / "institutions/serfinansa.toml").admission == NO_ADMISSION


def test_a_table_names_terms_and_ways(mistakes_after: Mistakes, tmp_path: Path) -> None:
    """Each channel has its own way; one that is missing asks for none."""
    assert mistakes_after((CODE, ASKED + CODE)) == []
    assert read(tmp_path)[0]["serfinansa"].admission == Admission("2026-11", "work", "digits")
    assert mistakes_after((CODE, '[human_check]\nphone = "digits"\n\n' + CODE)) == []
    assert read(tmp_path)[0]["serfinansa"].admission == Admission("", "nothing", "digits")


def test_a_temporary_key_is_typed_only_where_there_is_one(mistakes_after: Mistakes) -> None:
    """A table with the procedure and without the key would fail its customers at the end."""
    recover = '[procedures.recover]\nlabel = "Recuperar"\nagent = true\nqueue = "claves"\nchecklist = "identity"\n\n'
    found = mistakes_after((CODE, recover + CODE))
    assert any("procedures.recover: found no temporary key that customers type" in mistake for mistake in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('phone = "digits"', 'phone = "work"', "human_check.phone: found 'work'; allowed: digits nothing"),
        ('web = "work"', 'web = "pictures"', "human_check.web: found 'pictures'; allowed: digits nothing work"),
        ('version = "2026-11"', 'version = ""', "terms.version: found ''"),
        ('version = "2026-11"', 'text = "x"', "terms.version: found nothing"),
    ],
)
def test_a_mistake_is_found(mistakes_after: Mistakes, old: str, new: str, said: str) -> None:
    """A telephone does no work; terms without a version could not be proven."""
    assert any(said in mistake for mistake in mistakes_after((CODE, ASKED.replace(old, new) + CODE)))
