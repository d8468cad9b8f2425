"""How a table says that customers are asked about their own products."""

from pathlib import Path

import pytest

from ivr.question_policies import QuestionPolicy
from ivr.tables import load_file, read
from tests.conftest import ROOT
from tests.tables.conftest import Mistakes

TABLE = """
[security_questions]
count = 3
options = 4

[security_questions.products]
savings = "cuenta de ahorros"
current = "cuenta corriente"

[limits]"""


def test_most_institutions_ask_no_questions() -> None:
    """Without the table there are none."""
    assert load_file(ROOT / "institutions/serfinansa.toml").questions is None


def test_the_bank_asks_about_what_it_names() -> None:
    """Three questions among four options, of five kinds of products (B1, B6)."""
    found = load_file(ROOT / "institutions/banco_caja_social.toml").questions
    assert found is not None
    assert (found.count, found.options, found.tries, found.tries_day) == (3, 4, 5, 2)
    assert set(found.products) == {"savings", "current", "mortgage", "consumer_credit", "credit_card"}


def test_what_a_table_does_not_say_is_careful(mistakes_after: Mistakes) -> None:
    """Such a table is right, and has the limits that are usual."""
    assert mistakes_after(("\n[limits]", TABLE)) == []
    assert QuestionPolicy(3, 4, 5, 2).products == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("count = 3", "count = 2", "security_questions.count: found 2; allowed: a whole number from 3 to 5"),
        ("options = 4", "options = 3", "security_questions.options: found 3; allowed: a whole number from 4 to 6"),
        ('current = "cuenta corriente"', "", "security_questions.products: found savings; allowed: at least two kinds"),
        ("count = 3", "counts = 3", "security_questions.counts: found an unknown key"),
    ],
)
def test_questions_that_chance_would_answer_are_refused(
    mistakes_after: Mistakes, old: str, new: str, told: str
) -> None:
    """Too few questions, options or products; and a word that nobody reads."""
    (mistake, *_) = mistakes_after(("\n[limits]", TABLE.replace(old, new)))
    assert told in mistake


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("[link]", "web.procedures.regain: found no table [link]; allowed: one"),
        ("[security_questions]", "procedures.regain: found no table [security_questions]; allowed: one"),
    ],
)
def test_a_key_is_regained_by_link_and_questions_only(tmp_path: Path, table: str, told: str) -> None:
    """A table that offers it without them is refused before anybody is asked in vain."""
    text = (ROOT / "institutions/banco_caja_social.toml").read_text(encoding="utf-8")
    begin = text.index(table)
    end = text.index("\n[", text.index("products]") if table == "[security_questions]" else begin)
    (tmp_path / "bank.toml").write_text(text[:begin] + text[end + 1 :], encoding="utf-8")
    assert any(told in mistake for mistake in read(tmp_path)[1])
