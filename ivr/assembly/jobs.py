"""The worker's jobs: messages, offers, what got lost, the line's events, and what is too old."""

import os
import socket

from ivr.agents.reconciler import Reconciler
from ivr.assembly.parts import Parts
from ivr.stores.turns import TurnCarrier
from ivr.telephony.adrift import Adoption
from ivr.worker import Job, Worker
from ivr.worker_outbox import OutboxWorker

HOUR = 3600


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

    return Worker(
        (
            Job("messages", 0.5, outbox.run),
            Job("offers", 1, reconciler.tend),
            Job("network", 15, reconciler.compare),
            Job("adrift", 10, adoption.run),
            Job("lost_calls", 30, parts.closing.sweep),
            Job("turns", 1, turns.run),
            Job("old_limits", HOUR, forget),
        )
    )
