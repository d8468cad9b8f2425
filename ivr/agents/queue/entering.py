"""A caller enters a queue: the one that they asked for, or where its overflow leads; never two at once."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from ivr.agents.centre import CallCentre
from ivr.agents.floor import Entry
from ivr.agents.handoff import Handoff, News, Outcome
from ivr.errors import ConflictError, QueueClosed, QueueFull
from ivr.hours import closed_for, closed_interval, is_open, may_call
from ivr.institutions import Institution, QueueRule
from ivr.queues import Condition, OverflowRule, Relief
from ivr.values import Customer, Effect

HOURS = "hours"


class Entrance:
    """Lets callers into the queues of all institutions."""

    def __init__(self, centre: CallCentre) -> None:
        self._centre = centre

    def enter(self, effect: Effect, queue: str, about: Customer | None, *, front: bool) -> str:
        """Put the caller into the queue and give the handoff's identifier.

        Raises QueueClosed (see `ivr.errors`), QueueFull.
        """
        now = self._centre.clock.now()
        institution = self._centre.institutions[effect.institution]
        handoff_id = new_id(effect.institution, self._centre.floor.ticket(effect.institution))
        wanted = self._led(institution, self._wanted(effect, queue, about, handoff_id, front=front), now)
        with _opening_said(institution, now):
            handoff = self._enter_or_note(wanted, effect.idempotency_key, now)
        self._centre.distribute(effect.institution)
        return handoff

    def ask(self, effect: Effect, queue: str) -> None:
        """Raise QueueClosed where the caller would find the queue closed now, or nobody signed in for it."""
        now = self._centre.clock.now()
        institution = self._centre.institutions[effect.institution]
        wanted = self._led(institution, self._wanted(effect, queue, None, "", front=False), now)
        opened, entry = (
            is_open(institution.hours, now),
            _entry(institution, institution.queues[wanted.queue], wanted, now),
        )
        with _opening_said(institution, now):
            self._centre.floor.admits(wanted, now, is_open=opened, entry=entry)

    def is_closed(self, effect: Effect, queue: str) -> bool:
        """Say whether a supervisor closed the queue to who is new; that nobody is signed in is no reason."""
        wanted, entry = self._wanted(effect, queue, None, "", front=False), Entry(anyway=True)
        try:
            self._centre.floor.admits(wanted, wanted.requested, is_open=True, entry=entry)
        except QueueClosed:
            return True
        return False

    def _wanted(self, effect: Effect, queue: str, about: Customer | None, handoff: str, *, front: bool) -> Handoff:
        now, institution = self._centre.clock.now(), self._centre.institutions[effect.institution]
        return Handoff(
            id=handoff,
            institution=effect.institution,
            call=effect.conversation,
            queue=queue,
            entered=queue,
            procedure=effect.procedure,
            requested=now,
            moved=now,
            front=front,
            caller_number=effect.caller_number,
            priority=priority_of(institution, queue, effect.procedure),
            customer=about,
        )

    def _led(self, institution: Institution, wanted: Handoff, now: datetime) -> Handoff:
        """Give the handoff as the queue's overflow changes it."""
        queue = institution.queues[wanted.queue]
        rule = None if wanted.front else self._overflow(institution, queue, now)
        if rule is None:
            return wanted
        if rule.then is Relief.QUEUE:
            return replace(wanted, queue=rule.queue)
        return replace(wanted, news=news_of(rule, institution, now))

    def _overflow(self, institution: Institution, queue: QueueRule, now: datetime) -> OverflowRule | None:
        """Give what the queue does with one caller more, who has not waited yet."""
        nobody = queue.distribution.rule(Condition.NOBODY)
        many = queue.distribution.rule(Condition.CALLERS_PER_AGENT)
        if nobody is None and many is None:
            return None
        waiting, agents = self._centre.floor.load(institution.id, queue.id, queue.distribution.steps[0].skills, now)
        if agents == 0:
            return nobody
        return many if many and waiting + 1 > many.over * agents else None

    def _enter_or_note(self, wanted: Handoff, effect: str, now: datetime) -> str:
        """Enter the queue; of an identified caller who cannot, the reports know all the same."""
        try:
            return self._enter(wanted, effect, now)
        except (QueueClosed, QueueFull):
            if wanted.customer is not None:
                self._centre.no_place(wanted)
            raise

    def _enter(self, wanted: Handoff, effect: str, now: datetime) -> str:
        """Enter the queue; a caller who left an earlier wait without a word does not hold two places."""
        centre = self._centre
        institution = centre.institutions[wanted.institution]
        rule = institution.queues[wanted.queue]
        opened, entry = is_open(institution.hours, now), _entry(institution, rule, wanted, now)
        try:
            return centre.floor.request(wanted, rule.size, effect, now, is_open=opened, entry=entry)
        except ConflictError:
            earlier = centre.floor.of_call(wanted.institution, wanted.call)
            if earlier is not None:
                centre.end(earlier, Outcome.REPLACED)
            return centre.floor.request(wanted, rule.size, effect, now, is_open=opened, entry=entry)


@contextmanager
def _opening_said(institution: Institution, now: datetime) -> Iterator[None]:
    """Say of a queue outside its hours when it opens."""
    try:
        yield
    except QueueClosed as closed:
        if closed.detail != HOURS:
            raise
        raise QueueClosed(closed_interval(institution.hours, now)) from None


def new_id(institution: str, ticket: int) -> str:
    """Give the identifier of a handoff: nobody can guess it, and of two callers at the same place the first is first.

    Where two count from the same millisecond the floor goes by the identifier, so the ticket stands in front.
    """
    return f"{institution}.{ticket:010x}{secrets.token_hex(11)}"


def _entry(institution: Institution, rule: QueueRule, wanted: Handoff, now: datetime) -> Entry:
    closed = closed_for(institution.hours, now)
    grace = closed is not None and closed <= timedelta(seconds=rule.distribution.closing_grace)
    return Entry(institution.priorities.repeated, grace=grace, anyway=wanted.news == News.CALL_BACK)


def news_of(rule: OverflowRule, institution: Institution, now: datetime) -> str:
    """Give what a caller hears of it; nobody is offered a call at an hour at which we may not call."""
    if rule.then is Relief.CALL_BACK and may_call(institution.hours, now):
        return News.CALL_BACK
    return News.LONG


def priority_of(institution: Institution, queue: str, procedure: str) -> int:
    """Give the priority of a caller by their queue and by what they came for."""
    wanted = institution.procedures.get(procedure)
    return institution.queues[queue].distribution.priority + (wanted.priority if wanted else 0)
