"""What agents did is in the audit; how their handoffs ended is in the records."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from ivr.agents.handoff import Handoff, State
from ivr.stores.audit.chain import verify
from ivr.stores.desk_records import DeskRecords
from ivr.stores.records import Records
from ivr.stores.schema import AuditRecord, HandoffRecord, LookRecord
from ivr.values import Customer
from tests.conftest import FixedClock

AT = datetime(2026, 3, 4, 15, tzinfo=UTC)
HANDOFF = Handoff(
    "serfinansa.abc",
    "serfinansa",
    "CA1",
    "claves",
    "restore",
    AT,
    AT,
    State.ENDED,
    caller_number="+573001234567",
    customer=Customer("reference", "CC •••• 6789"),
    agent="serfinansa.carolina",
    checks=(("birth_date", True), ("mother_surname", False), ("card_last_four", True)),
    outcome="key_set",
)


@pytest.fixture
def desk(records: Records, clock: FixedClock) -> DeskRecords:
    """Give the records of the agents' side."""
    return DeskRecords(records, clock)


def test_an_entry_names_agent_customer_and_call(desk: DeskRecords) -> None:
    """Who did what for whom, with the caller's number masked."""
    desk.note("check", HANDOFF, "serfinansa.carolina", {"question": "birth_date", "match": 1})
    with desk.records.read() as session:
        link = session.scalars(select(AuditRecord)).one()
        assert verify(session, "serfinansa") is None
    assert (link.kind, link.agent, link.subject, link.caller) == (
        "check",
        "serfinansa.carolina",
        "reference",
        "•••• 4567",
    )
    assert '"question":"birth_date"' in link.detail


def test_who_found_no_place_is_in_the_audit(desk: DeskRecords) -> None:
    """Which customer, in which call, for what, and at which queue; nobody of the staff did anything."""
    desk.no_place(HANDOFF)
    with desk.records.read() as session:
        link = session.scalars(select(AuditRecord)).one()
        assert verify(session, "serfinansa") is None
    assert (link.kind, link.actor, link.agent, link.subject) == ("no_place", "customer", "", "reference")
    assert '"conversation":"CA1"' in link.detail


def test_each_look_is_listed(desk: DeskRecords) -> None:
    """One can ask who looked at a customer."""
    desk.note("look", HANDOFF, "serfinansa.carolina", {})
    desk.note("check", HANDOFF, "serfinansa.carolina", {})
    with desk.records.read() as session:
        look = session.scalars(select(LookRecord)).one()
    assert (look.agent, look.customer, look.handoff) == ("serfinansa.carolina", "reference", "serfinansa.abc")


def test_an_ended_handoff_is_kept_once(desk: DeskRecords) -> None:
    """With how many answers matched; the same one again changes nothing."""
    desk.save(HANDOFF)
    desk.save(HANDOFF)
    with desk.records.read() as session:
        record = session.scalars(select(HandoffRecord)).one()
    assert (record.matched, record.mismatched, record.outcome, record.customer) == (2, 1, "key_set", "reference")
    assert (record.requested, record.answered) == (AT, None)


def kept(desk: DeskRecords) -> HandoffRecord:
    """Give the only record of a handoff."""
    with desk.records.read() as session:
        return session.scalars(select(HandoffRecord)).one()


def test_the_parts_of_a_call_add_up(desk: DeskRecords) -> None:
    """Talking, on hold and at the keypad are the time from answer to end, to the millisecond; wrap-up comes after."""
    ended = AT + timedelta(seconds=100.5)
    call = replace(HANDOFF, answered=AT, ended=ended, held=10_000, in_capsule=20_000)
    desk.save(replace(call, wrapped_up=ended + timedelta(seconds=30)))
    record = kept(desk)
    assert (record.talked, record.held, record.in_capsule, record.wrapping) == (70_500, 10_000, 20_000, 30_000)


def test_a_call_that_nobody_answered_took_no_time(desk: DeskRecords) -> None:
    """And neither did one in whose middle the clock was set back."""
    desk.save(replace(HANDOFF, ended=AT + timedelta(seconds=50)))
    back = replace(HANDOFF, id="serfinansa.back", answered=AT, ended=AT - timedelta(hours=1), held=9_000)
    desk.save(back)
    with desk.records.read() as session:
        records = session.scalars(select(HandoffRecord)).all()
        assert {(r.talked, r.held, r.in_capsule, r.wrapping) for r in records} == {(0, 0, 0, 0)}


def test_wrap_up_is_added_when_it_is_over(desk: DeskRecords) -> None:
    """The record that was written when the call ended gets what the agent wrote; an older copy takes nothing away."""
    call = replace(HANDOFF, answered=AT, ended=AT + timedelta(seconds=60))
    desk.save(call)
    assert (kept(desk).wrapped_up, kept(desk).wrap_up_code) == (None, "")
    over = AT + timedelta(seconds=75)
    desk.save(replace(call, wrapped_up=over, wrap_up_code="key_set", note="bien", follow_up="llamar"))
    desk.save(call)
    record = kept(desk)
    assert (record.wrapped_up, record.wrapping) == (over, 15_000)
    assert (record.wrap_up_code, record.note, record.follow_up) == ("key_set", "bien", "llamar")
