"""Dial Queue: the first caller of a queue is connected to this call."""

from collections.abc import Mapping

from ivr.sandbox.bridge import Bridge
from ivr.sandbox.execution import Execution
from ivr.sandbox.signals import TakenFromQueue
from ivr.sandbox.twiml import Verb


def dial_queue(x: Execution, verb: Verb, noun: Verb) -> Mapping[str, str]:
    """Take the first caller out and talk until one of both goes; return what the action is told."""
    queue = x.network.queue_named(noun.text)
    if not queue.members:
        return {"DequeueResult": "queue-empty", "DialCallStatus": "no-answer", "QueueSid": queue.sid}
    member = queue.members[0]
    waited = member.waited
    queue.leave(member)
    bridge = Bridge(x.leg, member.leg)
    member.leg.post(TakenFromQueue(bridge, x.source(noun.get("url")).url if noun.has("url") else ""))
    bridge.stay(x.leg, until_star=verb.flag("hangupOnStar", default=False))
    return {
        "DequeueResult": "bridged",
        "DialCallStatus": "completed",
        "QueueSid": queue.sid,
        "DequeuedCallSid": member.leg.sid,
        "DequeuedCallQueueTime": str(waited),
    }
