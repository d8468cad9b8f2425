"""What agents did is in the audit; how their handoffs ended is in the records."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from ivr.agents.handoff import Handoff, State
from ivr.stores.audit import verify
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
