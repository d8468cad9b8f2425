"""A mobile is changed by two people where the institution wants that: one asks, another one answers, once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest
from redis import Redis

from ivr.agents.room.controls import RoomControls
from ivr.errors import DeskError
from ivr.institutions import Institution
from tests.agents.checks.pair import BERTA, CARLOS, Pair
from tests.agents.scene import CUSTOMER, Scene
from tests.conftest import FixedClock

MOBILE = "+573001234567"


@pytest.fixture
def pair(redis: "Redis", clock: FixedClock, institution: Institution) -> Pair:
    """Give an institution that wants two people for a change."""
    return Pair(Scene(redis, clock, replace(institution, contact_change_approval=True)))


def test_the_code_goes_only_after_the_yes(pair: Pair) -> None:
    """Asked for, nothing is registered and no code goes anywhere; the yes does both, and each is in the audit."""
    change = pair.ask()
    assert (pair.scene.bank.mobiles, pair.scene.codes.sent, pair.state()) == ({}, {}, "waiting")
    pair.approving.approve(BERTA, pair.handoff.id, change)
    assert pair.scene.bank.mobiles == {CUSTOMER.reference: MOBILE}
    assert list(pair.scene.codes.sent.values()) == ["•••• 4567"]
    assert (pair.state(), pair.now().mobile, pair.deeds()) == (
        "done",
        "•••• 4567",
        ["contact_change_asked", "contact_change_approved"],
    )
    pair.scene.desk.to_keypad(pair.laura, pair.handoff.id)


def test_while_it_waits_nothing_else_goes_on(pair: Pair) -> None:
    """No code to the old mobile, no keypad, no second number, and the buttons say so; freezing stays possible."""
    pair.scene.desk.send_code(pair.laura, pair.handoff.id)
    pair.ask()
    desk, mine = pair.scene.desk, (pair.laura, pair.handoff.id)
    for deed in (
        lambda: desk.send_code(*mine),
        lambda: desk.to_keypad(*mine),
        lambda: desk.change_mobile(*mine, "3001230000"),
    ):
        with pytest.raises(DeskError, match="change_waiting"):
            deed()
    assert len(pair.scene.codes.sent) == 1
    assert pair.may() == {"check", "withdraw_change", "freeze", "not_confirmed", "finish"}


def test_a_no_has_a_reason_and_changes_nothing(pair: Pair) -> None:
    """The agent reads who said no and why, and may ask again; a reason without words, or with a card, is none."""
    change = pair.ask()
    for why, word in (
        ("", "malformed"),
        ("x" * 121, "malformed"),
        ("a\nb", "malformed"),
        ("fin 4321", "digits_in_note"),
    ):
        with pytest.raises(DeskError) as refused:
            pair.approving.refuse(BERTA, pair.handoff.id, change, why)
        assert refused.value.code == word
    pair.approving.refuse(BERTA, pair.handoff.id, change, "el cliente duda")
    shown = pair.shown()
    assert (shown.state, shown.by, shown.why) == ("refused", "Berta", "el cliente duda")
    assert (pair.scene.bank.mobiles, pair.scene.codes.sent) == ({}, {})
    assert pair.book.deeds[-1].detail == {"old": pair.handoff.mobile, "new": "•••• 4567", "why": "el cliente duda"}
    with pytest.raises(DeskError, match="change_over"):
        pair.approving.approve(BERTA, pair.handoff.id, change)
    pair.approving.approve(BERTA, pair.handoff.id, pair.ask("3001230002"))
    assert pair.scene.bank.mobiles == {CUSTOMER.reference: "+573001230002"}


def test_nobody_approves_what_they_asked(pair: Pair) -> None:
    """Also not an agent who has become a supervisor meanwhile."""
    change = pair.ask()
    answers: tuple[Callable[[], None], ...] = (
        partial(pair.approving.approve, pair.laura, pair.handoff.id, change),
        partial(pair.approving.refuse, pair.laura, pair.handoff.id, change, "no"),
    )
    for answer in answers:
        with pytest.raises(DeskError, match="own_change"):
            answer()
    assert (pair.state(), pair.scene.bank.mobiles, pair.book.deeds) == ("waiting", {}, [])


def test_nobody_of_another_institution_answers(pair: Pair) -> None:
    """They learn of it no more than of a call that never was."""
    change, stranger = pair.ask(), replace(BERTA, institution="other")
    for handoff in (pair.handoff.id, "other.unknown", "serfinansa.unknown"):
        with pytest.raises(DeskError, match="not_yours"):
            pair.approving.approve(replace(stranger, institution="other"), handoff, change)
    with pytest.raises(DeskError, match="not_yours"):
        pair.approving.approve(BERTA, "serfinansa.unknown", change)
    assert pair.book.deeds == []


def test_the_yes_is_for_the_number_that_was_seen(pair: Pair) -> None:
    """A supervisor who looks at the number before it was withdrawn approves no other one."""
    first = pair.ask()
    pair.asking.withdraw(pair.laura, pair.handoff.id)
    second = pair.ask("3001230002")
    with pytest.raises(DeskError, match="change_over"):
        pair.approving.approve(BERTA, pair.handoff.id, first)
    assert (pair.scene.bank.mobiles, pair.state()) == ({}, "waiting")
    pair.approving.approve(BERTA, pair.handoff.id, second)
    assert pair.scene.bank.mobiles == {CUSTOMER.reference: "+573001230002"}


def test_it_is_answered_once(pair: Pair) -> None:
    """Of a yes, a no and the agent's own second thought at the same moment just one counts."""
    for number in range(3001230000, 3001230008):
        change = pair.ask(str(number))
        before = dict(pair.scene.bank.mobiles)
        answers: list[Callable[[], object]] = [
            partial(pair.approving.approve, BERTA, pair.handoff.id, change),
            partial(pair.approving.refuse, CARLOS, pair.handoff.id, change, "no"),
            partial(pair.asking.withdraw, pair.laura, pair.handoff.id),
        ]
        with ThreadPoolExecutor(3) as pool:
            results = [pool.submit(answer) for answer in answers]
        refused = [str(result.exception()) for result in results if result.exception()]
        assert refused == ["change_over", "change_over"]
        assert (pair.scene.bank.mobiles != before) == (pair.state() == "done")


@pytest.mark.parametrize("end", ["finish", "hang_up", "transfer", "lost"])
def test_it_ends_with_the_call(pair: Pair, end: str) -> None:
    """Whatever takes the caller from the agent who asked ends the request; the next agent asks anew."""
    change = pair.ask()
    ends: dict[str, Callable[[], object]] = {
        "finish": lambda: pair.scene.desk.finish(pair.laura, pair.handoff.id),
        "hang_up": lambda: pair.scene.callers.ended("serfinansa", pair.handoff.call),
        "transfer": lambda: RoomControls.of(pair.scene.desk).transferring.to_queue(
            pair.laura, pair.handoff.id, "claves"
        ),
        "lost": lambda: pair.scene.rooms.agent_lost(pair.now()),
    }
    ends[end]()
    assert pair.now().change is None
    with pytest.raises(DeskError, match="change_over"):
        pair.approving.approve(BERTA, pair.handoff.id, change)
    assert (pair.scene.bank.mobiles, pair.scene.codes.sent) == ({}, {})


def test_a_freeze_ends_it_too(pair: Pair) -> None:
    """Whoever says "that was not me" stops what is pending."""
    change = pair.ask()
    pair.scene.desk.freeze(pair.laura, pair.handoff.id)
    with pytest.raises(DeskError, match="change_over"):
        pair.approving.approve(BERTA, pair.handoff.id, change)
    assert pair.scene.bank.mobiles == {}


def test_what_cannot_be_written_is_not_done(pair: Pair) -> None:
    """Without the audit nobody asks, approves or refuses."""
    pair.scene.records.down = True
    with pytest.raises(DeskError, match="unavailable"):
        pair.ask()
    assert pair.state() == ""
    pair.scene.records.down = False
    change, pair.book.down = pair.ask(), True
    with pytest.raises(DeskError, match="unavailable"):
        pair.approving.approve(BERTA, pair.handoff.id, change)
    with pytest.raises(DeskError, match="unavailable"):
        pair.approving.refuse(BERTA, pair.handoff.id, change, "no")
    assert (pair.state(), pair.scene.bank.mobiles) == ("waiting", {})


def test_a_yes_is_said_again_when_the_bank_was_away(pair: Pair) -> None:
    """It stays theirs: nobody else answers it, the agent waits, and the second time it is done, once."""
    change, pair.scene.bank.down = pair.ask(), True
    with pytest.raises(DeskError, match="unavailable"):
        pair.approving.approve(BERTA, pair.handoff.id, change)
    assert (pair.state(), "send_code" in pair.may(), "withdraw_change" in pair.may()) == ("approved", False, False)
    pair.scene.bank.down = False
    with pytest.raises(DeskError, match="change_over"):
        pair.approving.refuse(CARLOS, pair.handoff.id, change, "no")
    pair.approving.approve(BERTA, pair.handoff.id, change)
    assert (pair.state(), len(pair.scene.bank.changes)) == ("done", 1)
    assert [deed.kind for deed in pair.book.deeds] == ["contact_change_approved"]


def test_a_code_that_has_to_wait_is_sent_by_the_agent(pair: Pair) -> None:
    """The number is registered though the limit of codes is reached; the agent reads so, and sends the code later."""
    change, pair.scene.codes.limit = pair.ask(), 0
    pair.approving.approve(BERTA, pair.handoff.id, change)
    assert (pair.shown().state, pair.shown().code_sent) == ("done", False)
    pair.scene.codes.limit = 1
    pair.scene.desk.send_code(pair.laura, pair.handoff.id)
    assert (pair.shown().state, pair.shown().code_sent) == ("done", True)


def test_the_number_lies_nowhere_in_clear(pair: Pair) -> None:
    """While it waits it is sealed for this call; answered, it is gone; the audit has masks only."""
    pair.ask()
    kept = str(pair.scene.redis.hgetall(f"ivr:{{serfinansa}}:handoff:{pair.handoff.id}"))
    change = pair.now().change
    assert "4567" in kept
    assert "1234567" not in kept
    assert change is not None
    assert change.number
    pair.asking.withdraw(pair.laura, pair.handoff.id)
    change = pair.now().change
    assert change is not None
    assert change.number == ""
    assert "1234567" not in str(pair.scene.records.details)
