"""The worker's jobs: messages, offers, what got lost, the line's events, and what is too old."""

import os
import socket
from datetime import timedelta

from ivr.agents.reconciler import Reconciler
from ivr.assembly.parts import Parts
from ivr.stores import effects
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
    outbox = OutboxWorker(parts.records, parts.switchboard, parts.sealer, parts.clock, name)
    reconciler = Reconciler(parts.centre, parts.rooms)
    turns = TurnCarrier(parts.redis, parts.records)
    adoption = Adoption(parts.switchboard, tuple(parts.institutions), parts.calls.count)

    def forget() -> None:
        with parts.records.begin() as session:
            parts.limits.forget(session)
            effects.forget(session, parts.clock.now() - EFFECTS_KEPT)

    return Worker(
        (
            Job("messages", 0.5, outbox.run),
            Job("offers", 1, reconciler.tend),
            Job("network", 15, reconciler.compare),
            Job("adrift", 10, adoption.run),
            Job("lost_calls", 30, parts.closing.sweep),
            Job("turns", 1, turns.run),
            Job("old_things", HOUR, forget),
        )
    )
