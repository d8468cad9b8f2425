"""Wrap-up, its codes and the reasons for a pause, as the table gives them; each mistake is said."""

import pytest

from ivr.institutions import Institution, NotReadyReason, WrapUpCode, WrapUpRule
from tests.tables.conftest import Mistakes

CODE = '[[queues.claves.wrap_up_codes]]\nid = "key_set"'
SECONDS, LONGEST = "wrap_up_seconds = 30", "wrap_up_longest = 120"
BREAK = '[[not_ready]]\nid = "break"\nlabel = "Descanso"\nlimit = 900'


def test_what_the_table_gives(institution: Institution) -> None:
    """A queue's time, its codes in their order, and the reasons in theirs."""
    rule = institution.queues["claves"].wrap_up
    assert (rule.seconds, rule.longest, rule.required) == (30, 120, True)
    assert rule.codes[0] == WrapUpCode("key_set", "Clave puesta")
    assert not institution.queues["general"].wrap_up.required
    assert institution.not_ready[0] == NotReadyReason("break", "Descanso", 900)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (SECONDS, "wrap_up_seconds = -1", "wrap_up_seconds: found -1"),
        (SECONDS, "wrap_up_seconds = 5000", "wrap_up_seconds: found 5000"),
        (SECONDS, "", "wrap_up_required: found true; allowed: false, or wrap_up_seconds"),
        (LONGEST, "wrap_up_longest = 20", "wrap_up_longest: found 20; allowed: at least wrap_up_seconds (30)"),
        ("wrap_up_required = true", 'wrap_up_required = "yes"', "wrap_up_required: found 'yes'"),
        (CODE, CODE.replace("key_set", "Key set"), "wrap_up_codes[1].id: found 'Key set'"),
        (CODE, CODE.replace("key_set", "not_me"), "wrap_up_codes: found not_me not_confirmed not_me"),
        (CODE, CODE + "\ncolour = 1", "wrap_up_codes[1].colour: found an unknown key"),
        (BREAK, BREAK.replace("900", "30"), "not_ready[1].limit: found 30; allowed: a whole number from 60 to 28800"),
        (BREAK, BREAK.replace("break", "lunch"), "not_ready: found lunch lunch"),
        (BREAK, BREAK.replace('"Descanso"', '""'), "not_ready[1].label: found ''"),
    ],
)
def test_a_mistake_is_found(mistakes_after: Mistakes, old: str, new: str, said: str) -> None:
    """Each single mistake gives a sentence with its key, what was found and what is allowed."""
    assert any(said in mistake for mistake in mistakes_after((old, new)))


def test_a_code_cannot_be_required_where_there_is_none(mistakes_after: Mistakes) -> None:
    """Agents would wait for the longest time after every call."""
    general = "wrap_up_seconds = 20\nwrap_up_longest = 60"
    codes = [("[[queues.general.wrap_up_codes]]", "[[queues.general.words]]")] * 5
    mistakes = mistakes_after((general, f"{general}\nwrap_up_required = true"), *codes)
    assert any("queues.general.wrap_up_required: found true" in mistake for mistake in mistakes)


def test_a_table_may_do_without(mistakes_after: Mistakes) -> None:
    """A queue that says nothing of wrap-up has none."""
    assert WrapUpRule() == WrapUpRule(seconds=0, longest=0, required=False, codes=())
    assert mistakes_after(("wrap_up_seconds = 20\nwrap_up_longest = 60\n", "")) == []
