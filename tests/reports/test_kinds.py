"""What a turn is called in the records, so that steps can be told: a last miss is not one more silence."""

import pytest

from ivr.calls import Call
from ivr.dialog import Form, Kind, Question
from ivr.errors import AgentWanted, TriesExhausted
from ivr.replay import Later
from ivr.turn import Turn
from ivr.values import Sealed

QUESTION: Question[str] = Question("document_number", "document_number", Kind.DIGITS, Form(6, 10))


def a_turn(typed: str, missed: int = 0) -> Turn:
    """Give a turn in which somebody types an answer after so many misses."""
    call = Call("CA1", "serfinansa", "v1", "+571", "+573", "key", "2026-03-04")
    spent = {"0:document_number": missed} if missed else {}
    return Turn(call, 2, typed, {}, lambda text: Sealed(text, text), lambda: None, spent)


@pytest.mark.parametrize(
    ("typed", "missed", "kind", "error"),
    [
        ("1234567#", 0, "answer", None),
        ("", 0, "silence", Later),
        ("12#", 1, "wrong", Later),
        ("12#", 2, "exhausted", TriesExhausted),
        ("", 2, "exhausted", TriesExhausted),
        ("0", 2, "agent", AgentWanted),
        ("9", 0, "repeat", Later),
        ("*", 0, "back", Later),
    ],
)
def test_a_turn_is_called_by_what_became_of_it(
    typed: str, missed: int, kind: str, error: type[Exception] | None
) -> None:
    """An answer, a miss, the last miss, a wish."""
    turn = a_turn(typed, missed)
    if error is None:
        assert turn.hear(QUESTION, 0) == "1234567"
    else:
        with pytest.raises(error):
            turn.hear(QUESTION, 0)
    assert turn.heard == kind
