"""Carries what happened on the line from the live stream into the records, in batches, each event once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from sqlalchemy import update
from sqlalchemy.orm import Session

from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.schema import CallRecord, TurnRecord
from ivr.values import Channel


@dataclass(frozen=True, slots=True)
class LineEvent:
    """Something that happened in a call: never a digit.

    `entry` is its place in the stream, `place` the scripts that run, outermost first, joined by dots. `type` is
    opened (the first turn), turn, answered (from outside), or ended.
    """

    entry: str
    type: str
    call: str
    institution: str
    line: str
    caller: str
    version: str
    turn: int
    step: str
    kind: str
    place: str
    status: str
    milliseconds: int
    at: datetime
    channel: str = Channel.PHONE

    @classmethod
    def read(cls, entry: str, fields: Mapping[str, Any]) -> Self:
        """Give the event that was published as these fields (see `ivr.stores.live.event_json`)."""
        words = {name: str(fields[name]) for name in WORDS}
        words["channel"] = str(fields.get("channel", Channel.PHONE))
        at = datetime.fromtimestamp(float(fields["at"]), UTC)
        return cls(entry=entry, turn=int(fields["turn"]), milliseconds=int(fields["ms"]), at=at, **words)


WORDS = ("type", "call", "institution", "line", "caller", "version", "step", "kind", "place", "status")


def carry(records: Records, events: Iterable[LineEvent]) -> int:
    """Write a batch in one transaction and give how many were new; what was written before changes nothing."""
    with records.begin() as session:
        new = [event for event in events if _write_turn(session, event)]
        for event in new:
            if event.channel == Channel.PHONE:  # a visit of a page is no call: it has turns, and no line's figures
                _write_call(session, event)
    return len(new)


def _write_turn(session: Session, event: LineEvent) -> bool:
    return insert_once(
        session,
        TurnRecord,
        entry=f"{event.call}:{event.entry}",
        institution=event.institution,
        call=event.call,
        turn=event.turn,
        step=event.step,
        kind=event.kind,
        milliseconds=event.milliseconds,
        at=event.at,
    )


def _write_call(session: Session, event: LineEvent) -> None:
    """Open the call's record with the first event that is seen of it; say what it came for and how it ended."""
    insert_once(
        session,
        CallRecord,
        sid=event.call,
        institution=event.institution,
        line=event.line,
        caller_number=event.caller,
        version=event.version,
        procedure="",
        started=event.at,
        outcome="",
        ended_by="",
    )
    mine = update(CallRecord).where(CallRecord.sid == event.call)
    session.execute(mine.where(CallRecord.started > event.at).values(started=event.at))
    if event.place:
        session.execute(mine.values(procedure=event.place.partition(".")[0]))
    if event.type == "ended":
        outcome = "unfinished" if event.place else "finished"
        session.execute(mine.values(ended=event.at, outcome=outcome, ended_by=event.kind))
