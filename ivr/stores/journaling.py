"""Carries what happened on the line from the live stream into the records, in batches, each event once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from sqlalchemy import update
from sqlalchemy.orm import Session

from ivr.calls import CallStatus
from ivr.halting import TO_PAGE
from ivr.reports.visits import Ending, ending_of
from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.schema import CallRecord, TurnRecord, VisitRecord
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
    began_on: str = Channel.PHONE
    asked_by: str = Channel.PHONE
    told: str = ""

    @property
    def is_of_page(self) -> bool:
        """Say whether it belongs to a page: its turn, or the link by which a call goes over to one."""
        return Channel.WEB in {self.began_on, self.asked_by} or self.status == CallStatus.LINKED

    @classmethod
    def read(cls, entry: str, fields: Mapping[str, Any]) -> Self:
        """Give the event that was published as these fields (see `ivr.stores.live.event_json`)."""
        words = {name: str(fields[name]) for name in WORDS}
        words["channel"] = str(fields.get("channel", Channel.PHONE))
        words |= {name: str(fields.get(name, words["channel"])) for name in ("began_on", "asked_by")}
        words["told"] = str(fields.get("told", ""))
        at = datetime.fromtimestamp(float(fields["at"]), UTC)
        return cls(entry=entry, turn=int(fields["turn"]), milliseconds=int(fields["ms"]), at=at, **words)


WORDS = ("type", "call", "institution", "line", "caller", "version", "step", "kind", "place", "status")


def carry(records: Records, events: Iterable[LineEvent]) -> int:
    """Write a batch in one transaction and give how many were new; what was written before changes nothing."""
    with records.begin() as session:
        new = [event for event in events if _write_turn(session, event)]
        for event in new:
            if event.channel == Channel.PHONE:  # a visit of a page is no call: it has a record of its own
                _write_call(session, event)
            if event.is_of_page:
                _write_visit(session, event)
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
        channel=event.asked_by,
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


def _write_visit(session: Session, event: LineEvent) -> None:
    """Open the record of what is on a page; say what it came for, what became of its link, and how it ended."""
    of = {"institution": event.institution, "version": event.version, "began_on": event.began_on}
    insert_once(session, VisitRecord, id=event.call, **of, procedure="", started=event.at, outcome=Ending.GOING_ON)
    visit = VisitRecord
    mine = update(visit).where(visit.id == event.call)
    session.execute(mine.where(visit.started > event.at).values(started=event.at))
    if event.place:
        session.execute(mine.where(visit.procedure == "").values(procedure=event.place.partition(".")[0]))
    if event.step == TO_PAGE and event.kind == "nothing":
        session.execute(mine.where(visit.opened.is_(None)).values(opened=event.at))
    if event.asked_by == Channel.WEB and event.type == "ended":
        left = Ending.LEFT if event.place else Ending.BY_TELEPHONE  # its procedure was over: it said whom to call
        session.execute(mine.where(visit.ended.is_(None)).values(ended=event.at, outcome=left))
    elif event.asked_by == Channel.WEB and (ending := _ending(event)):
        session.execute(mine.values(ended=event.at, outcome=ending))
    elif event.status == CallStatus.LINKED and event.type != "ended":
        session.execute(mine.where(visit.linked.is_(None)).values(linked=event.at))
        session.execute(mine.values(ended=None, outcome=Ending.GOING_ON))


def _ending(event: LineEvent) -> Ending:
    """Give how a turn of a page ended it; nothing for one that goes on."""
    if event.status == CallStatus.ENDED:
        return ending_of(event.told)
    if event.status == CallStatus.ANSWERED and event.began_on == Channel.PHONE:
        return Ending.TAKEN_BACK if event.type == "answered" else ending_of(event.told, back=True)
    return Ending.GOING_ON
