"""Tells people from programs: a check is good for one conversation, once, for ten minutes."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ivr.admission import WORK
from ivr.errors import HumanCheckFailed, LimitReached
from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.security.tokens import same
from ivr.security.work import Work
from ivr.stores.effects import perform
from ivr.stores.inserting import insert_once
from ivr.stores.limits import events as limit_events
from ivr.stores.limits.events import Tally
from ivr.stores.records import Records
from ivr.stores.schema import EffectRecord
from ivr.values import Effect, HumanCheck

LIFE = timedelta(minutes=10)
HOW_MANY_DIGITS = 3
ID_BYTES = 16
FAILED, BY_DIGITS = "human_check_failed", "human_check_by_digits"
MOST_FAILED, FAILED_WITHIN = 10, timedelta(minutes=10)
MOST_BY_DIGITS, BY_DIGITS_WITHIN = 20, timedelta(days=1)
"""How often one network address may type digits instead of doing the work: a person seldom does, a program always."""


@dataclass(frozen=True)
class StoredHumanChecks:
    """The port `HumanChecks`: used checks and failures are in the database, apart from customers' failures."""

    records: Records
    clock: Clock
    tables: Mapping[str, Institution]
    work: Work

    def begin(self, effect: Effect) -> HumanCheck:
        """Give a new check; nothing is kept of it but by the conversation that asked."""
        name = secrets.token_hex(ID_BYTES)
        digits = "".join(secrets.choice("0123456789") for _ in range(HOW_MANY_DIGITS))
        way = self.tables[effect.institution].admission.way(effect.channel)
        order = self.work.order(name) if way == WORK else ""
        return HumanCheck(name, digits, order, (self.clock.now() + LIFE).isoformat())

    def prove(self, effect: Effect, check: HumanCheck, answer: str) -> None:
        """Use a check up, whatever the answer: the next try is a new one. Raises HumanCheckFailed, LimitReached."""
        by_digits, now = answer.isdigit(), self.clock.now()
        right = same(answer, check.digits) if by_digits else bool(check.work) and self.work.done(check.id, answer)
        right = right and now <= datetime.fromisoformat(check.until)
        judged = _Judging(effect, check, right=right, by_digits=by_digits and bool(check.work), at=now)
        perform(self.records, effect.idempotency_key, now, judged.run)


@dataclass(frozen=True, slots=True)
class _Judging:
    """The transaction in which a check is used up and a failure counted for whoever calls from there."""

    effect: Effect
    check: HumanCheck
    right: bool
    by_digits: bool
    at: datetime

    def run(self, session: Session) -> None:
        """Judge. Who withholds a number is not counted, as with documents."""
        failures, digits = self._tally(FAILED), self._tally(BY_DIGITS)
        limit_events.hold(session, failures, digits)
        self._limit(session, failures, MOST_FAILED, self.at - FAILED_WITHIN)
        unused = insert_once(session, EffectRecord, idempotency_key=f"used {self.check.id}", result="", at=self.at)
        if not (self.right and unused):
            limit_events.add(session, failures, self.at)
            raise HumanCheckFailed
        if self.by_digits:
            self._limit(session, digits, MOST_BY_DIGITS, self.at - BY_DIGITS_WITHIN)
            limit_events.add(session, digits, self.at)

    def _limit(self, session: Session, tally: Tally, most: int, after: datetime) -> None:
        if tally.subject and limit_events.count(session, tally, after) >= most:
            raise LimitReached(tally.kind)

    def _tally(self, kind: str) -> Tally:
        return Tally(self.effect.institution, kind, self.effect.caller_number)
