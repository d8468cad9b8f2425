"""A slow port is announced, has a deadline, and is asked again under the same idempotency key."""

import time

import pytest

from ivr import turn as turns
from ivr.calls import Call
from ivr.dialog import Do
from ivr.errors import KeyRefused, Unavailable
from ivr.journal import Entry, EntryKind
from ivr.replay import Later
from ivr.turn import Turn
from ivr.values import Effect, Sealed

REPLACE: Do[None] = Do("Keys.replace", ())
FORGET: Do[None] = Do("Keys.forget", ())


class Keys:
    """A bank that takes some seconds, and writes down under which keys it was asked."""

    def __init__(self, seconds: float = 0, error: Exception | None = None) -> None:
        self.seconds, self.error, self.occasions = seconds, error, list[str]()
        self.sequences = list[int]()

    def replace(self, effect: Effect) -> str:
        """Answer late."""
        self.occasions.append(effect.idempotency_key)
        self.sequences.append(effect.sequence)
        time.sleep(self.seconds)
        if self.error is not None:
            raise self.error
        return "done"

    def forget(self, effect: Effect) -> None:
        """Answer at once."""
        self.sequences.append(effect.sequence)


@pytest.fixture(autouse=True)
def _short_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait tenths of a second instead of seconds."""
    monkeypatch.setattr(turns, "DEADLINE", 0.1)


def a_turn(number: int, bank: Keys, spent: dict[str, int], *, announced: int = 0) -> Turn:
    """Give a turn of a call in which the effect was announced in an earlier turn, or not yet."""
    journal = [Entry(EntryKind.PAUSE, "Keys.replace", announced)] if announced else []
    call = Call("CA1", "serfinansa", "v1", "+571", "+573", "key", "2026-03-04", journal=journal)
    return Turn(call, number, None, {"Keys": bank}, lambda text: Sealed(text, text), lambda: None, spent)


def test_a_slow_port_is_announced_first() -> None:
    """In the turn that comes to it, nothing is done: a sentence comes before the wait."""
    bank = Keys()
    with pytest.raises(Later):
        a_turn(5, bank, {}).perform(REPLACE, "restore")
    assert bank.occasions == []


def test_its_result_comes_in_the_next_turn() -> None:
    """After the sentence the port is asked, under the key of the turn that announced it."""
    bank = Keys()
    assert a_turn(6, bank, {}, announced=5).perform(REPLACE, "restore") == "done"
    assert bank.occasions == ["CA1:5:slow"]


def test_a_late_port_is_asked_again_under_the_same_key() -> None:
    """Two turns end without a result; the port is asked again as the same occasion, and then given up."""
    bank, spent = Keys(seconds=0.25), dict[str, int]()
    for number in (6, 7):
        with pytest.raises(Later):
            a_turn(number, bank, spent, announced=5).perform(REPLACE, "restore")
    with pytest.raises(Unavailable):
        a_turn(8, bank, spent, announced=5).perform(REPLACE, "restore")
    assert bank.occasions == ["CA1:5:slow"] * 3
    assert spent == {}


def test_whoever_asks_later_is_later_in_the_sequence() -> None:
    """A port can tell a late attempt from the one that took its place, and both from what the script did afterwards."""
    bank, spent = Keys(seconds=0.25), dict[str, int]()
    with pytest.raises(Later):
        a_turn(6, bank, spent, announced=5).perform(REPLACE, "restore")
    bank.seconds = 0
    seventh = a_turn(7, bank, spent, announced=5)
    seventh.perform(REPLACE, "restore")
    seventh.perform(FORGET, "restore")
    assert bank.sequences == sorted(set(bank.sequences))
    assert len(bank.sequences) == len(("late", "again", "forget"))


def test_each_time_has_its_own_patience() -> None:
    """A port that was late once and then answered is not given up sooner when it is late again."""
    spent = dict[str, int]()
    for bank, number in ((Keys(seconds=0.25), 6), (Keys(seconds=0.25), 7)):
        with pytest.raises(Later):
            a_turn(number, bank, spent, announced=5).perform(REPLACE, "restore")
    assert a_turn(8, Keys(), spent, announced=5).perform(REPLACE, "restore") == "done"
    with pytest.raises(Later):
        a_turn(10, Keys(seconds=0.25), spent, announced=9).perform(REPLACE, "restore")


def test_a_refusal_of_a_slow_port_is_its_result() -> None:
    """What the port refuses reaches the script as it is."""
    with pytest.raises(KeyRefused, match="repeats"):
        a_turn(6, Keys(error=KeyRefused("repeats")), {}, announced=5).perform(REPLACE, "restore")


def test_a_fault_of_a_port_is_unavailable() -> None:
    """An error that nobody foresaw reaches the script as a part that is away."""
    with pytest.raises(Unavailable):
        a_turn(6, Keys(error=ValueError("oops")), {}, announced=5).perform(REPLACE, "restore")
