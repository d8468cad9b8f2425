"""A table says from whom a link comes, what the e-mail is about, and how long the link serves."""

import re
from pathlib import Path

import pytest

from ivr.key_policies import LinkPolicy
from ivr.tables import load_file, read
from tests.conftest import ROOT
from tests.tables.conftest import Mistakes

LINK = '[link]\nsender = "Alianza <clave@alianza.example.co>"\nsubject = "Recuperar contraseña"\nlife_minutes = 30\n\n'
CODE = "[code]\n"


def test_a_table_without_links_sends_none() -> None:
    """Serfinansa's procedures need no e-mail."""
    assert load_file(ROOT / "institutions/serfinansa.toml").link is None


def test_a_table_with_links_says_all_of_them(mistakes_after: Mistakes, tmp_path: Path) -> None:
    """Sender, subject and life; in seconds, as all times of the tables are kept."""
    assert mistakes_after((CODE, LINK + CODE)) == []
    link = read(tmp_path)[0]["serfinansa"].link
    assert link == LinkPolicy("Alianza <clave@alianza.example.co>", "Recuperar contraseña", 1800)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("clave@alianza.example.co", "clave", "link.sender: found 'Alianza <clave>'; allowed: an address such as"),
        ("Alianza <clave@", "Alianza\\nBcc: x <clave@", "link.sender: found"),
        ('"Recuperar contraseña"', '"Uno\\nBcc: x@example.co"', "link.subject: found 'Uno"),
        ("life_minutes = 30", "life_minutes = 0", "link.life_minutes: found 0; allowed: a whole number from 1 to 1440"),
        ("life_minutes = 30", "", "link.life_minutes: found nothing"),
    ],
)
def test_a_mistake_in_a_link_is_found(mistakes_after: Mistakes, old: str, new: str, said: str) -> None:
    """Neither can a table smuggle in a header."""
    assert any(said in mistake for mistake in mistakes_after((CODE, LINK.replace(old, new) + CODE)))


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("[link]", "procedures.reset: found no table [link]"),
        ("[terms]", "procedures.reset: found no table [terms]"),
        ("[web.procedures.reset]", "procedures.reset: found no page"),
        ("company = true", "procedures.reset: found no document of companies"),
    ],
)
def test_a_procedure_that_ends_on_a_page_needs_the_way_there(tmp_path: Path, gone: str, said: str) -> None:
    """A link, a page of its own, companies to ask for, and the terms that are accepted there."""
    table = (ROOT / "institutions/alianza.toml").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^(?=\[)", table)
    kept = "".join(part for part in parts if not part.startswith(gone)).replace(gone, "")
    (tmp_path / "alianza.toml").write_text(kept, encoding="utf-8")
    assert any(said in mistake for mistake in read(tmp_path)[1])
