"""Call-backs that are asked for on a page: a place from now on, the same worker, and limits of their own."""

import secrets
from dataclasses import dataclass
from typing import Protocol

import structlog

from ivr.agents.centre import CallCentre
from ivr.agents.queue.call_back import CallBack, CallBackStore
from ivr.agents.queue.calling_back import COLOMBIA, may_be_called
from ivr.agents.queue.entering import Entrance, priority_of
from ivr.errors import CallBackRefused, ConfigurationError, LimitReached
from ivr.hours import calling_hours, closed_interval, may_call
from ivr.values import Effect

log = structlog.get_logger()


class PageCallBackLimits(Protocol):
    """How often pages may have telephones called."""

    def allow(self, effect: Effect, number: str, about: dict[str, str]) -> None:
        """Count a request for this number (E.164), and write it into the audit. Raises LimitReached, Unavailable."""


@dataclass(frozen=True)
class AskedOnPages:
    """The port `ivr.page_ports.PageCallBacks`. Nothing that the page found out about its visitor comes in here."""

    centre: CallCentre
    store: CallBackStore
    limits: PageCallBackLimits

    def offered(self, effect: Effect, queue: str) -> str:
        """Give "" where a call can be asked for now, or from when on. Raises CallBackRefused (off, closed)."""
        now, institution = self.centre.clock.now(), self.centre.institutions[effect.institution]
        if institution.queues[queue].distribution.call_back is None:
            raise CallBackRefused("off")
        if Entrance(self.centre).is_closed(effect, queue):
            raise CallBackRefused("closed")
        if may_call(institution.hours, now):
            return ""
        try:
            return closed_interval(calling_hours(institution.hours), now)
        except ConfigurationError as never:
            raise CallBackRefused("off") from never

    def ask(self, effect: Effect, queue: str, procedure: str, number: str) -> str:
        """Enter a call to this number into the list; what was asked for twice is called once."""
        institution = self.centre.institutions[effect.institution]
        if self.offered(effect, queue):
            raise CallBackRefused("hours")
        if not may_be_called(institution, number):
            raise CallBackRefused("number")
        try:
            self.limits.allow(effect, COLOMBIA + number, {"queue": queue, "procedure": procedure})
        except LimitReached as limit:
            log.warning("page_call_back_refused", call=effect.conversation, limit=limit.detail)
            raise
        now = self.centre.clock.now()
        wanted = CallBack(
            id=f"{institution.id}.{secrets.token_hex(16)}",
            institution=institution.id,
            queue=queue,
            number=COLOMBIA + number,
            procedure=procedure if procedure in institution.procedures else "",
            handoff="",
            asked=now,
            counts_from=now,
            priority=priority_of(institution, queue, procedure),
            channel=effect.channel,
        )
        return self.store.enlist(wanted, effect.idempotency_key, now)
