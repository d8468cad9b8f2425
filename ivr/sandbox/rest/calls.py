"""Calls: made, looked at, redirected and ended by the product."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, request

from ivr.sandbox.leg import Leg, LegPlan
from ivr.sandbox.network import Network
from ivr.sandbox.phone_numbers import CLIENT, endpoint_of, is_possible, parameters_of
from ivr.sandbox.rest import form
from ivr.sandbox.rest.call_json import call_json
from ivr.sandbox.rest.errors import bad_value, not_found
from ivr.sandbox.rest.paging import page_of
from ivr.sandbox.signals import Redirected, Source
from ivr.sandbox.switch import call_telephone

NOT_IN_PROGRESS = 21220


def calls(network: Network) -> Blueprint:
    """Return the routes of `/Calls`."""
    routes = Blueprint("calls", __name__)

    @routes.post("/Calls.json")
    def create() -> tuple[dict[str, Any], int]:
        return call_json(network, _create(network)), 201

    @routes.get("/Calls.json")
    def index() -> dict[str, Any]:
        return page_of("calls", [call_json(network, leg) for leg in _filtered(network)])

    @routes.get("/Calls/<sid>.json")
    def fetch(sid: str) -> dict[str, Any]:
        return call_json(network, find_call(network, sid))

    @routes.post("/Calls/<sid>.json")
    def update(sid: str) -> dict[str, Any]:
        leg = find_call(network, sid)
        _update(network, leg)
        return call_json(network, leg)

    return routes


def find_call(network: Network, sid: str) -> Leg:
    """Return a call, or raise 20404."""
    if sid not in network.legs:
        raise not_found(request.path)
    return network.legs[sid]


def check_ends(network: Network, from_: str, to: str) -> None:
    """Refuse a call to or from what is no number of anybody.

    Raises:
        RestError: 21201 no To, 21213 no From, 21211 invalid To, 21210 From is not a number of the account.
    """
    if not to:
        raise bad_value(21201, "No 'To' number is specified")
    if not from_:
        raise bad_value(21213, "No 'From' number is specified")
    if not (to.startswith(CLIENT) or is_possible(to)):
        raise bad_value(21211, f"The phone number you are attempting to call, {to}, is not valid.")
    if from_ not in network.lines and not to.startswith(CLIENT):
        message = f"The source phone number provided, {from_}, is not yet verified for your account."
        raise bad_value(21210, message)


def redirect_call(leg: Leg, source: Source) -> None:
    """Give a call other instructions; only one in progress takes them (21220)."""
    if leg.status != "in-progress":
        raise bad_value(NOT_IN_PROGRESS, "Call is not in-progress. Cannot redirect.")
    leg.post(Redirected(source))


def _create(network: Network) -> Leg:
    from_, to = form.text("From"), form.text("To")
    check_ends(network, from_, to)
    if not (form.text("Url") or form.text("Twiml")):
        raise bad_value(21205, "Url parameter is required.")
    fallback = form.text("FallbackUrl")
    plan = LegPlan(
        from_=from_,
        to=endpoint_of(to),
        parameters=parameters_of(to),
        direction="outbound-api",
        status="queued",
        fallback=Source(fallback, form.text("FallbackMethod", "POST")) if fallback else None,
        callback=form.callback(),
        ring_seconds=float(form.text("Timeout", "60")),
    )
    return call_telephone(network, plan, _instructions())


def _instructions() -> Source:
    return Source(form.text("Url"), form.text("Method", "POST"), twiml=form.maybe("Twiml"))


def _filtered(network: Network) -> list[Leg]:
    wanted = {name: request.args.get(name) for name in ("Status", "From", "To", "ParentCallSid")}
    return [leg for leg in reversed(network.legs.values()) if _matches(leg, wanted)]


def _matches(leg: Leg, wanted: dict[str, str | None]) -> bool:
    own = {
        "Status": leg.status,
        "From": leg.plan.from_,
        "To": leg.plan.to,
        "ParentCallSid": leg.plan.parent_sid,
    }
    return all(value in {None, own[name]} for name, value in wanted.items())


def _update(network: Network, leg: Leg) -> None:
    status = form.maybe("Status")
    if status is not None:
        _end(network, leg, status)
        return
    if not (form.text("Url") or form.text("Twiml")):
        return
    if form.text("FallbackUrl"):
        leg.plan = replace(leg.plan, fallback=Source(form.text("FallbackUrl"), form.text("FallbackMethod", "POST")))
    redirect_call(leg, _instructions())


def _end(network: Network, leg: Leg, status: str) -> None:
    """`completed` ends any call, `canceled` only one that is not answered yet."""
    if status not in {"completed", "canceled"}:
        raise bad_value(21218, f"Invalid status: {status}")
    too_late = status == "canceled" and leg.status not in {"queued", "ringing"}
    if leg.ended or too_late:
        raise bad_value(NOT_IN_PROGRESS, "Call is not in-progress. Cannot redirect.")
    final = "canceled" if leg.answered_at is None and leg.plan.direction != "inbound" else "completed"
    network.hang_up(leg, final, by="rest")
