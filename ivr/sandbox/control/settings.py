"""What a test or a person may set on the network: faults, endpoints and the clock."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint

from ivr.sandbox.control.body import field, refuse
from ivr.sandbox.endpoints import read_behaviour
from ivr.sandbox.faults import KINDS, Fault
from ivr.sandbox.network import Network


def settings(network: Network) -> Blueprint:
    """Return the routes for faults, endpoints and the clock."""
    routes = Blueprint("control_settings", __name__)

    _faults(routes, network)
    _endpoints(routes, network)
    _clock(routes, network)
    return routes


def _faults(routes: Blueprint, network: Network) -> None:
    @routes.get("/faults")
    def faults() -> dict[str, Any]:
        return {"kinds": dict(KINDS), "active": [asdict(fault) for fault in network.faults.active]}

    @routes.post("/faults")
    def add_fault() -> tuple[dict[str, Any], int]:
        fault = Fault(str(field("kind")), int(field("times", 1)), str(field("match", "")), _seconds())
        try:
            network.faults.add(fault)
        except ValueError as problem:
            refuse(400, str(problem))
        network.softphones.suffer(network.faults.active)
        return asdict(fault), 201

    @routes.delete("/faults")
    def clear_faults() -> tuple[str, int]:
        network.faults.clear()
        network.softphones.suffer(())
        return "", 204


def _endpoints(routes: Blueprint, network: Network) -> None:
    @routes.get("/endpoints")
    def endpoints() -> dict[str, Any]:
        return {"endpoints": {name: str(behaviour) for name, behaviour in network.endpoints.items()}}

    @routes.post("/endpoints")
    def set_endpoint() -> dict[str, Any]:
        name = str(field("endpoint"))
        try:
            network.endpoints[name] = read_behaviour(str(field("behaviour")))
        except ValueError as problem:
            refuse(400, str(problem))
        return {"endpoint": name, "behaviour": str(network.endpoints[name])}


def _clock(routes: Blueprint, network: Network) -> None:
    @routes.get("/clock")
    def clock() -> dict[str, Any]:
        return {"speed": network.clock.speed, "patient": network.clock.patient, "now": network.clock.now()}

    @routes.post("/clock")
    def set_clock() -> dict[str, Any]:
        try:
            if (ahead := field("ahead", "")) != "":
                network.move_clock(float(ahead))
            else:
                network.set_speed(float(field("speed")), patient=bool(field("patient", default=False)))
        except ValueError as problem:
            refuse(400, str(problem))
        return clock()


def _seconds() -> float | None:
    given = field("seconds", "")
    return None if given == "" else float(given)
