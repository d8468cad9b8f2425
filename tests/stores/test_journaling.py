"""What happened on the line reaches the records, each event once."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from ivr.calls import Call, CallStatus
from ivr.conversation_parts import TurnEvent
from ivr.stores.journaling import LineEvent, carry
from ivr.stores.live import event_json
from ivr.stores.records import Records
from ivr.stores.schema import CallRecord, TurnRecord, VisitRecord
from ivr.values import Channel

AT = datetime(2026, 3, 4, 15, tzinfo=UTC)
CALL = Call("CA1", "serfinansa", "v1", "+5718000510513", "+573001234567", "key", AT.isoformat())


def event(number: int, kind: str, place: str = "") -> LineEvent:
    """Give an event as it comes from the stream."""
    happened = TurnEvent(kind, replace(CALL, turn=number, place=place), "document_number", "digits", 12)
    return LineEvent.read(f"{number}-0", json.loads(event_json(happened, AT.timestamp() + number)))


CALL_EVENTS = (event(1, "opened"), event(2, "turn", "restore.identify"), event(3, "ended", "restore.identify"))


def calls(records: Records) -> CallRecord:
    with records.read() as session:
        return session.scalars(select(CallRecord)).one()


def test_a_call_and_its_turns_are_written(records: Records) -> None:
    """When it began and ended, what for, and each step with its milliseconds."""
    assert carry(records, CALL_EVENTS) == 3
    call = calls(records)
    assert (call.sid, call.procedure, call.outcome, call.ended_by) == ("CA1", "restore", "unfinished", "digits")
    assert call.ended is not None
    assert (call.ended - call.started).total_seconds() == 2
    with records.read() as session:
        turns = session.scalars(select(TurnRecord).order_by(TurnRecord.turn)).all()
    assert [(turn.turn, turn.step, turn.milliseconds) for turn in turns] == [
        (number, "document_number", 12) for number in (1, 2, 3)
    ]


def test_a_batch_that_is_carried_again_changes_nothing(records: Records) -> None:
    """A worker that was killed before it noted its place may carry the same events again."""
    carry(records, CALL_EVENTS)
    assert carry(records, CALL_EVENTS[:2]) == 0
    assert calls(records).outcome == "unfinished"


def test_events_may_come_in_any_order(records: Records) -> None:
    """A call whose beginning is carried last has begun with it all the same."""
    carry(records, CALL_EVENTS[::-1])
    assert (calls(records).started, calls(records).procedure) == (CALL_EVENTS[0].at, "restore")


def test_a_call_that_ended_at_the_menu_is_finished(records: Records) -> None:
    """Nothing was left open."""
    carry(records, [event(1, "opened"), event(2, "ended")])
    assert calls(records).outcome == "finished"


def on_page(number: int, kind: str, status: CallStatus = CallStatus.ASKING, **fields: Any) -> LineEvent:
    """Give an event of a visit; `told` is what its page told last."""
    told = fields.pop("told", "")
    fields |= {"id": "WV1", "turn": number, "channel": Channel.WEB, "status": status}
    call = replace(CALL, **fields)
    happened = TurnEvent(kind, call, "new_key", "answer", 12, Channel.WEB, told)
    return LineEvent.read(f"{number}-0", json.loads(event_json(happened, AT.timestamp() + number)))


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        ([on_page(2, "turn", CallStatus.ENDED, told="key_changed"), on_page(3, "ended", CallStatus.ENDED)], "done"),
        ([on_page(2, "turn", CallStatus.ENDED, told="call_us"), on_page(3, "ended", CallStatus.ENDED)], "by_telephone"),
        ([on_page(2, "ended", place="change")], "left_page"),
        ([on_page(2, "turn"), on_page(3, "ended")], "by_telephone"),
        ([on_page(2, "turn", place="change")], ""),
    ],
)
def test_a_visit_has_a_record_of_its_own(records: Records, last: list[LineEvent], outcome: str) -> None:
    """No call and nobody's address; left where its procedure was over, it was at the number to call."""
    carry(records, [on_page(1, "opened", place="change.identify"), *last])
    with records.read() as session:
        visit, turns = session.scalars(select(VisitRecord)).one(), session.scalars(select(TurnRecord)).all()
        assert session.scalars(select(CallRecord)).all() == []
    assert (visit.procedure, visit.began_on, visit.outcome) == ("change", "web", outcome)
    assert {turn.channel for turn in turns} == {"web"}
    assert CALL.caller_number not in repr([vars(each) for each in (visit, *turns)])
