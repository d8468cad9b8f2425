"""Call-backs at work: callers ask for one, the worker dials when the turn comes, and the place is theirs again."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import phonenumbers
import structlog
from phonenumbers import PhoneNumberType

from ivr.agents.centre import CallCentre
from ivr.agents.queue.call_back import CallBack, CallBackRecords, CallBackStore, News, Standing, Step
from ivr.agents.room.legs import is_over
from ivr.agents.room.paths import call_back_path, call_back_status_path, is_of_call_back
from ivr.errors import CallBackRefused, SwitchboardRefused, Unavailable
from ivr.hours import may_call
from ivr.institutions import Institution
from ivr.queues import CallBackRule
from ivr.values import CalledBack, Effect

log = structlog.get_logger()
COLOMBIA, DIGITS = "+57", 10
CALLABLE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
RING_SECONDS = 25
UNSENT_AGAIN = 30
SETTLED = timedelta(seconds=60)
"""After so long the network is asked what became of a call-back: the news of its end may have got lost."""
LONGEST = timedelta(days=3)
"""A call-back that could not be made for so long is none any more: a weekend with a holiday lies between."""
KEPT = 1800
"""Seconds in which a customer who was reached says who they are, and stands first in the queue again."""


@dataclass(frozen=True)
class CallingBack:
    """The port `ivr.ports.CallBacks`, the worker's job `run`, and what the webhooks of such a call tell."""

    centre: CallCentre
    store: CallBackStore
    records: CallBackRecords

    def number(self, effect: Effect) -> str:
        """Give the ten digits of the caller's own number, or nothing when it cannot be called."""
        digits = effect.caller_number.removeprefix(COLOMBIA)
        return digits if effect.caller_number.startswith(COLOMBIA) and _is_possible(digits) else ""

    def ask(self, effect: Effect, queue: str, number: str) -> str:
        """Keep the caller's place for a call to this number and give the call-back's identifier.

        Raises CallBackRefused (hours, number, place), LimitReached.
        """
        now, institution = self.centre.clock.now(), self.centre.institutions[effect.institution]
        if not may_call(institution.hours, now) or institution.queues[queue].distribution.call_back is None:
            raise CallBackRefused("hours")
        if not may_be_called(institution, number):
            raise CallBackRefused("number")
        wanted = CallBack(
            id=f"{institution.id}.{secrets.token_hex(16)}",
            institution=institution.id,
            queue=queue,
            number=COLOMBIA + number,
            procedure=effect.procedure if effect.procedure in institution.procedures else "",
            handoff="",
            asked=now,
            counts_from=now,
        )
        try:
            return self.store.ask(wanted, effect.conversation, effect.idempotency_key, now)
        except LookupError as error:
            raise CallBackRefused("place") from error

    def accept(self, effect: Effect) -> CalledBack:
        """Say that the customer is there: their place is at the front now. Raises CallBackRefused."""
        found = self._tell(effect, News.REACHED)
        if found is None:
            raise CallBackRefused("over")
        return CalledBack(found.queue, found.procedure)

    def decline(self, effect: Effect) -> None:
        """Say that the customer does not want it any more."""
        self._tell(effect, News.DECLINED)

    def _tell(self, effect: Effect, what: News) -> CallBack | None:
        found = self.store.of_call(effect.institution, effect.conversation)
        if found is None:
            return None
        priority = self.centre.institutions[effect.institution].priorities.call_back
        step = Step(found.id, what, effect.conversation, priority=priority, kept=KEPT)
        return found if self.store.tell(step, self.centre.clock.now()) else None

    def answered(self, call_back: str, call: str, token: str) -> CallBack | None:
        """Give the call-back whose call was answered; None for a call that is not the one being made."""
        found = self.store.get(call_back)
        if found is None or not is_of_call_back(self.centre.tokens, token, found):
            return None
        if found.call != call and not self.store.tell(Step(call_back, News.DIALLED, call), self.centre.clock.now()):
            return None
        return found

    def over(self, call_back: str, call: str, token: str) -> None:
        """Take note that a call ended; when nobody had pressed the key, it is tried again later."""
        found = self.store.get(call_back)
        if found is None or not is_of_call_back(self.centre.tokens, token, found):
            return
        if self.store.tell(Step(found.id, News.LEFT, call), self.centre.clock.now()):
            self.centre.distribute(found.institution)  # the agent who was kept for them takes the next caller
        self._missed(found, call)

    def run(self) -> int:
        """Dial those whose turn has come, find out what got lost, keep what is over; give how many were dialled."""
        return sum(map(self._run, self.centre.institutions.values()))

    def _run(self, institution: Institution) -> int:
        now = self.centre.clock.now()
        for found in self._each(self.store.dialling(institution.id, now - SETTLED)):
            if is_over(self.centre.switchboard, found.call):
                self._missed(found, found.call)
        for found in self._each(self.store.unsaved(institution.id)):
            self.records.save_call_back(found)
            self.store.saved(found.id)
        for found in self._each(self.store.waiting(institution.id, tuple(institution.queues))):
            if now - found.asked > LONGEST:
                self.store.tell(Step(found.id, News.EXPIRED), now)
        return self._dial_those_due(institution, now) if may_call(institution.hours, now) else 0

    def _dial_those_due(self, institution: Institution, now: datetime) -> int:
        steps = {queue: rule.distribution.steps for queue, rule in institution.queues.items()}
        due = self.store.due(institution.id, steps, now)
        for found in self._each(due):
            self._dial(institution, found)
        return len(due)

    def _dial(self, institution: Institution, found: CallBack) -> None:
        tokens, line = self.centre.tokens, institution.lines[0].number
        urls = call_back_path(tokens, found), call_back_status_path(tokens, found)
        try:
            call = self.centre.switchboard.dial(found.number, line, *urls, RING_SECONDS)
        except Unavailable:
            self.store.tell(Step(found.id, News.UNSENT, apart=UNSENT_AGAIN), self.centre.clock.now())
        except SwitchboardRefused as refusal:
            log.warning("call_back_refused", call_back=found.id, error_code=refusal.code)
            self._missed(found, "")
        else:
            self.store.tell(Step(found.id, News.DIALLED, call), self.centre.clock.now())
            log.info("called_back", call_back=found.id, call=call, institution=institution.id, count=found.tries)

    def _missed(self, found: CallBack, call: str) -> None:
        rule = self._rule(found)
        step = Step(found.id, News.MISSED, call, apart=rule.apart, most=rule.tries)
        if found.state is Standing.DIALLING and self.store.tell(step, self.centre.clock.now()):
            log.info("call_back_missed", call_back=found.id, institution=found.institution, count=found.tries)

    def _rule(self, found: CallBack) -> CallBackRule:
        """Give the queue's rule; a table that was changed since has the usual one."""
        queue = self.centre.institutions[found.institution].queues.get(found.queue)
        return (queue.distribution.call_back if queue else None) or CallBackRule()

    def _each(self, found: Iterable[str]) -> Iterable[CallBack]:
        return (call_back for call_back in map(self.store.get, found) if call_back is not None)


def may_be_called(institution: Institution, digits: str) -> bool:
    """Say whether ten digits are a telephone that we call back; a line of ours would talk to itself."""
    return _is_possible(digits) and COLOMBIA + digits not in {line.number for line in institution.lines}


def _is_possible(digits: str) -> bool:
    """Say whether ten digits are a mobile or a fixed telephone of Colombia: nobody has us call anything that costs."""
    if len(digits) != DIGITS or not digits.isdigit():
        return False
    return phonenumbers.number_type(phonenumbers.parse(COLOMBIA + digits)) in CALLABLE
