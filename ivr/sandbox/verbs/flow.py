"""Redirect, Hangup, Reject and Leave: where the call goes on, or that it ends."""

from typing import NoReturn

from ivr.sandbox.execution import Execution, GoTo, LeaveQueue
from ivr.sandbox.signals import CallEnded
from ivr.sandbox.twiml import Verb


def redirect(x: Execution, verb: Verb) -> NoReturn:
    """Go on with another document; without a URL, with this one again."""
    target = x.source(verb.text, verb.get("method"))
    x.leg.note("redirect", target.url)
    raise GoTo(target)


def hangup(x: Execution, _verb: Verb) -> NoReturn:
    """End the call."""
    x.network.hang_up(x.leg, by="hangup")
    raise CallEnded


def reject(x: Execution, verb: Verb) -> NoReturn:
    """Refuse the call without answering it: the caller hears a busy tone, or that the number does not answer."""
    status = "busy" if verb.get("reason") == "busy" else "no-answer"
    x.network.hang_up(x.leg, status, by="reject")
    raise CallEnded


def leave(_x: Execution, _verb: Verb) -> NoReturn:
    """Let the caller out of the queue."""
    raise LeaveQueue
