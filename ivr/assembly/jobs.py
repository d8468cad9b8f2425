"""The worker's jobs: messages, offers, what got lost, the line's events, and what is too old."""

import os
import socket
from datetime import timedelta
from functools import partial

from ivr.agents.checks.undelivered import tell_undelivered
from ivr.agents.queue.relieving import Relieving
from ivr.agents.reconciler import Reconciler
from ivr.assembly.branch import delivering
from ivr.assembly.pages import customer_pages
from ivr.assembly.parts import Parts
from ivr.stores import effects
from ivr.stores.intervals import IntervalCarrier
from ivr.stores.links.book import forget_links
from ivr.stores.outbox.claims import BOTH
from ivr.stores.outbox.owing import EMAIL, SMS
from ivr.stores.reporting.counts import DayCounter
from ivr.stores.turns import TurnCarrier
from ivr.telephony.adrift import Adoption
from ivr.worker import Job, Worker
from ivr.worker_outbox import OutboxWorker

HOUR = 3600
EFFECTS_KEPT = timedelta(days=7)
"""How long an effect's result is kept for a repetition: no call lives that long."""


def worker(parts: Parts) -> Worker:
    """Make the worker; any number of them may run at once."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    texts, emails = (outbox_worker(parts, name, channel) for channel in (SMS, EMAIL))
    relieving = Relieving(parts.centre, parts.rooms)
    reconciler = Reconciler(parts.centre, parts.rooms)
    adoption = Adoption(parts.switchboard, tuple(parts.institutions), parts.calls.count)

    return Worker(
        (
            Job("messages", 0.5, texts.run),
            Job("emails", 0.5, emails.run),
            Job("offers", 1, reconciler.tend),
            Job("network", 15, reconciler.compare),
            Job("overflow", 2, relieving.relieve),
            Job("closing_time", 15, relieving.close),
            Job("call_backs", 1, parts.calling_back.run),
            Job("adrift", 10, adoption.run),
            Job("lost_calls", 30, parts.closing.sweep),
            Job("branch_requests", 10, delivering(parts).run),
            Job("idle_visits", 30, customer_pages(parts).visits.sweep),
            *carriers(parts),
            Job("old_things", HOUR, partial(forget, parts)),
        )
    )


def carriers(parts: Parts) -> tuple[Job, ...]:
    """Give the jobs that carry what happened into the records, and count it there."""
    turns = TurnCarrier(parts.redis, parts.records)
    intervals = IntervalCarrier(parts.redis, parts.records, parts.clock, tuple(parts.institutions))
    figures = DayCounter(parts.records, parts.clock, parts.institutions)
    return (
        Job("turns", 1, turns.run),
        Job("states", 1, intervals.run),
        Job("forgotten_states", 15, intervals.settle),
        Job("figures", 5, figures.run),
    )


def forget(parts: Parts) -> None:
    """Remove what is too old to matter."""
    with parts.records.begin() as session:
        parts.limits.forget(session)
        effects.forget(session, parts.clock.now() - EFFECTS_KEPT)
        forget_links(session, parts.clock.now() - EFFECTS_KEPT)


def outbox_worker(parts: Parts, name: str, *channels: str) -> OutboxWorker:
    """Make the job that sends messages of some channels, or of all, under a worker's name."""
    lost = partial(tell_undelivered, parts.centre)
    outside = parts.records, parts.switchboard, parts.sealer, parts.clock
    return OutboxWorker(*outside, name, lost, parts.mail, channels or BOTH)
