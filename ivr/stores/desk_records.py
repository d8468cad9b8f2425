"""What the agents' side leaves in the records: who looked at whom, what was done, and the facts of ended handoffs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from ivr.agents.handoff import Handoff, Outcome
from ivr.ports import Clock
from ivr.stores.audit import chain
from ivr.stores.audit.desk import append_deed, reference_of
from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.schema import HandoffRecord, LookRecord

LOOK = "look"
WRAP_UP = ("wrapped_up", "wrap_up_code", "note", "follow_up")


@dataclass(frozen=True)
class DeskRecords:
    """Both of what agents did (`note`) and of how their handoffs ended (`save`). May raise Unavailable."""

    records: Records
    clock: Clock

    def note(self, kind: str, handoff: Handoff, agent: str, detail: Mapping[str, str | int]) -> None:
        """Write one entry of the audit; a `look` is kept in the list of looks too, by customer."""
        now = self.clock.now()
        with self.records.begin() as session:
            if kind == LOOK:
                _keep_look(session, handoff, agent, now)
            append_deed(session, handoff, agent, kind, at=now, detail=detail)

    def no_place(self, handoff: Handoff) -> None:
        """Write into the audit that an identified caller found the queue closed or full."""
        with self.records.begin() as session:
            chain.append(
                session,
                handoff.institution,
                "no_place",
                at=self.clock.now(),
                actor="customer",
                subject=reference_of(handoff),
                channel="phone",
                caller_number=handoff.caller_number,
                detail={"conversation": handoff.call, "procedure": handoff.procedure, "queue": handoff.queue},
            )

    def save(self, handoff: Handoff) -> None:
        """Keep an ended handoff; the same one again changes nothing but what came later: wrap-up, a call-back."""
        facts = _facts(handoff)
        with self.records.begin() as session:
            later = handoff.wrapped_up is not None or handoff.outcome == Outcome.CALL_BACK
            if not insert_once(session, HandoffRecord, **facts) and later:
                session.execute(update(HandoffRecord).where(HandoffRecord.id == handoff.id).values(**facts))


def _keep_look(session: Session, handoff: Handoff, agent: str, at: datetime) -> None:
    customer = reference_of(handoff)
    session.add(LookRecord(institution=handoff.institution, agent=agent, customer=customer, handoff=handoff.id, at=at))


def _facts(handoff: Handoff) -> dict[str, Any]:
    """Give the columns of a handoff's record: those that it has under the same name, and what is counted."""
    same = ("id", "institution", "call", "queue", "procedure", "agent", "outcome", "origin")
    instants = ("requested", "offered", "answered", "capsule", "ended")
    matched = sum(match for _, match in handoff.checks)
    counted = {"matched": matched, "mismatched": len(handoff.checks) - matched, "customer": reference_of(handoff)}
    written = {name: getattr(handoff, name) for name in same + instants + WRAP_UP}
    return written | counted | _times(handoff) | _wait(handoff)


def _wait(handoff: Handoff) -> dict[str, Any]:
    """Give at which priority they waited, and what they were told of it: minutes, to be held against what happened."""
    first, _, last = handoff.promised.partition("-")
    promised = {"promised_at": handoff.promised_at, "promised_from": int(first or 0), "promised_to": int(last or 0)}
    return promised | {"priority": handoff.priority}


def _times(handoff: Handoff) -> dict[str, int]:
    """Give how long the call kept its agent, in milliseconds; a clock that was set back takes nothing off."""
    together = _lasted(handoff.answered, handoff.ended)
    held = min(handoff.held, together)
    in_capsule = min(handoff.in_capsule, together - held)
    talked = together - held - in_capsule
    wrapping = _lasted(handoff.ended, handoff.wrapped_up)
    return {"talked": talked, "held": held, "in_capsule": in_capsule, "wrapping": wrapping}


def _lasted(since: datetime | None, until: datetime | None) -> int:
    if since is None or until is None:
        return 0
    return max(0, round((until - since) / timedelta(milliseconds=1)))
