"""The facts of a call-back: kept once, and never with the number in full."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from ivr.agents.queue.call_back import CallBack, Ending, Standing
from ivr.stores.call_back_records import CallBackFacts
from ivr.stores.records import Records
from ivr.stores.schema import CallBackRecord

ASKED = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
DONE = CallBack(
    id="bank.1",
    institution="bank",
    queue="claves",
    number="+573001234567",
    procedure="restore",
    handoff="bank.handoff",
    asked=ASKED,
    counts_from=ASKED - timedelta(minutes=3),
    state=Standing.ENDED,
    tries=2,
    call="CA1",
    dialled=ASKED + timedelta(minutes=4),
    reached=ASKED + timedelta(minutes=14),
    ended=ASKED + timedelta(minutes=14),
    outcome=Ending.REACHED,
)


def test_the_facts_are_kept_once(records: Records) -> None:
    """A worker that says it again adds nothing; the number is masked."""
    facts = CallBackFacts(records)
    facts.save_call_back(DONE)
    facts.save_call_back(DONE)
    with records.read() as session:
        (kept,) = session.scalars(select(CallBackRecord))
    assert (kept.number, kept.tries, kept.outcome) == ("•••• 4567", 2, "reached")
    assert (kept.asked, kept.dialled, kept.reached) == (DONE.asked, DONE.dialled, DONE.reached)
    assert (kept.handoff, kept.answered_by) == ("bank.handoff", "CA1")
