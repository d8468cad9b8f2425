"""How often pages may have telephones called: nobody proved whose number it is that somebody typed."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from ivr.errors import LimitReached
from ivr.ports import Clock
from ivr.security.masking import mask_phone
from ivr.stores.audit import chain
from ivr.stores.effects import perform
from ivr.stores.limits import events as limit_events
from ivr.stores.limits.events import Tally
from ivr.stores.records import Records
from ivr.values import Effect

OF_NUMBER, OF_ADDRESS, OF_INSTITUTION = "page_call_back_to", "page_call_back_from", "page_call_back"
DECLINED = "page_call_back_declined"
MOST = {OF_NUMBER: 2, OF_ADDRESS: 10, OF_INSTITUTION: 300}
"""Requests within a day: for one number, from one network address (a mobile carrier has many behind one), in all."""
DAY, SPARED = timedelta(days=1), timedelta(days=30)
"""Who answered and did not want the call is not called for the pages' sake for so long."""


@dataclass(frozen=True)
class StoredPageCallBackLimits:
    """`ivr.agents.queue.asked_on_pages.PageCallBackLimits` in the database: a restart forgets nothing."""

    records: Records
    clock: Clock

    def allow(self, effect: Effect, number: str, about: dict[str, str]) -> None:
        """Count a request and write it into the audit in one transaction; a repetition counts nothing again."""
        now = self.clock.now()

        def run(session: Session) -> None:
            asked = (
                Tally(effect.institution, OF_NUMBER, number),
                Tally(effect.institution, OF_ADDRESS, effect.caller_number),
                Tally(effect.institution, OF_INSTITUTION),
            )
            limit_events.hold(session, *asked)
            if limit_events.count(session, declined_by(effect.institution, number), now - SPARED):
                raise LimitReached(DECLINED)
            for tally in asked:
                if limit_events.count(session, tally, now - DAY) >= MOST[tally.kind]:
                    raise LimitReached(tally.kind)
            for tally in asked:
                limit_events.add(session, tally, now)
            detail = {**about, "number": mask_phone(number)}
            chain.append_effect(session, effect, "call_back_asked", at=now, subject="", detail=detail)

        perform(self.records, f"{effect.idempotency_key}:allowed", now, run)


def declined_by(institution: str, number: str) -> Tally:
    """Name the calls that whoever answers this number (E.164) did not want."""
    return Tally(institution, DECLINED, number)
