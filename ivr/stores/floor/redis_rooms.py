"""The floor's rooms in Redis: guests come and go, callers are given from one agent to another, each by one script."""

from collections.abc import Mapping
from datetime import datetime

from ivr.agents.handoff import institution_of
from ivr.agents.room.guest import GuestAnswer, GuestStep
from ivr.agents.room.transfer import Transfer, TransferAnswer, Way
from ivr.institutions import WrapUpRule
from ivr.stores.floor.scripts import Scripts


class RedisRooms:
    """What `ivr.agents.floor.Floor` promises of rooms. Every method raises Unavailable when Redis does not answer."""

    _scripts: Scripts

    def guest(self, step: GuestStep, now: datetime) -> GuestAnswer:
        """Make one change of a guest."""
        order = {"handoff": step.handoff, "guest": step.guest, "act": step.act, "kind": step.kind, "name": step.name}
        order |= {"by": step.by, "leg": step.leg}
        answer = self._scripts.run("guests", institution_of(step.handoff), now, {**order, "visit": step.visit})
        return GuestAnswer(answer)

    def transfer(self, transfer: Transfer, now: datetime) -> TransferAnswer:
        """Give a caller from one agent to another, or to a queue."""
        order = {
            "handoff": transfer.handoff,
            "agent": transfer.agent,
            "name": transfer.name,
            "part": transfer.part,
            "way": transfer.way,
            "queue": transfer.queue,
            "target": transfer.target,
            "lease": transfer.lease * 1000,
            "origin": "handed_over" if transfer.way is Way.CONSULTANT else "transferred",
            "line_broke": transfer.line_broke,
            "note": transfer.note,
            "wrap_up": wrap_up_order(transfer.wrap_up),
            "errands": dict(transfer.errands),
        }
        return TransferAnswer(self._scripts.run("transfer", institution_of(transfer.handoff), now, order))


def wrap_up_order(rule: WrapUpRule | None) -> Mapping[str, int | bool] | bool:
    """Give the rule of a wrap-up that is to follow, in milliseconds; False for a queue that has none."""
    if rule is None or not rule.seconds:
        return False
    return {"seconds": rule.seconds * 1000, "longest": rule.longest * 1000, "required": rule.required}
