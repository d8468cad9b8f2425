"""Puts calls through: those that people make to a line, and those that the product asks for."""

import threading

from ivr.sandbox.callbacks import StatusCallback
from ivr.sandbox.clock import Wait
from ivr.sandbox.execution import ApplicationError, Execution
from ivr.sandbox.leg import Leg, LegPlan
from ivr.sandbox.lines import Line
from ivr.sandbox.network import Network
from ivr.sandbox.outbound import ring
from ivr.sandbox.signals import CallEnded, Redirected, Source
from ivr.sandbox.verbs import VERBS

APOLOGY = "We are sorry, an application error has occurred. Goodbye."


def call_line(network: Network, from_: str, line: Line) -> Leg:
    """Dial a line from a telephone; the line's voice URL answers."""
    plan = LegPlan(
        from_=from_,
        to=line.number,
        direction="inbound",
        status="ringing",
        fallback=Source(line.fallback_url, line.fallback_method) if line.fallback_url else None,
        callback=StatusCallback(line.status_url, line.status_method),
    )
    leg = network.new_leg(plan)
    leg.note("ring", line.name)
    source = Source(line.voice_url, line.voice_method)
    threading.Thread(target=_converse, args=(network, leg, source), daemon=True).start()
    return leg


def call_telephone(network: Network, plan: LegPlan, source: Source) -> Leg:
    """Ring a telephone for the product; once answered, it hears the instructions at `source`."""
    leg = network.new_leg(plan)
    threading.Thread(target=_ring_and_converse, args=(network, leg, source), daemon=True).start()
    return leg


def _ring_and_converse(network: Network, leg: Leg, source: Source) -> None:
    try:
        answered = ring(network, leg)
    except CallEnded:
        answered = False
    if answered:
        _converse(network, leg, source)
    leg.finish()


def _converse(network: Network, leg: Leg, source: Source) -> None:
    x = Execution(network, leg, VERBS)
    try:
        _follow(x, source)
    except CallEnded:
        pass  # the end of the call, written down below
    except ApplicationError:
        _apologise(x)
    finally:
        network.hang_up(leg, by="document")
        leg.finish()


def _follow(x: Execution, source: Source) -> None:
    """Execute instructions, and those that REST puts in their place."""
    following: Source | None = source
    while following is not None:
        try:
            x.follow(following)
            following = None
        except Redirected as redirected:
            following = redirected.source
            x.leg.note("redirect", following.url, by="rest")


def _apologise(x: Execution) -> None:
    if x.leg.status == "ringing":
        x.network.set_status(x.leg, "in-progress")
    x.leg.note("say", APOLOGY, seconds=4.0, language="en-US")
    x.leg.show("speaking")
    try:
        x.leg.pass_time(4.0, Wait.SPEECH)
    except (CallEnded, Redirected):
        return
