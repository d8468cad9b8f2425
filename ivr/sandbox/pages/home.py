"""The home page: sit down as one of the staff, play a call, open a telephone, and see what the network does."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from werkzeug.wrappers import Response

from ivr.sandbox.config import Config
from ivr.sandbox.network import Network
from ivr.sandbox.pages.people import people
from ivr.sandbox.pages.spanish import FAULTS_IN_SPANISH, ROLES_IN_SPANISH


def home(network: Network, config: Config) -> Blueprint:
    """Return the routes of the home page and of what its scripts ask."""
    routes = Blueprint("home", __name__)

    @routes.get("/")
    def show() -> str:
        chosen = chosen_institution(config, request.args.get("institucion", ""))
        shown = people_of(config, chosen)
        lines, faults = network.lines.values(), FAULTS_IN_SPANISH
        return render_template("home.html", known=config, chosen=chosen, lines=lines, faults=faults, **shown)

    @routes.get("/sandbox/config")
    def settings() -> Response:
        return jsonify(described(network, config))

    return routes


def chosen_institution(config: Config, asked: str) -> str:
    """Give whose people are shown: those of the institution that was asked for, or of the first; "" for everybody's."""
    return asked if asked in config.institutions else next(iter(config.institutions), "")


def people_of(config: Config, institution: str) -> dict[str, Any]:
    """Give the staff, calls and telephones of an institution; "" for everybody's."""

    def own(things: Iterable[Any]) -> list[Any]:
        return [one for one in things if institution in {"", one.institution}]

    scenarios = [(one, people(config).get(one.from_)) for one in own(config.scenarios)]
    staff, handsets = own(config.desk.staff), own(config.handsets)
    return {"staff": staff, "roles": ROLES_IN_SPANISH, "scenarios": scenarios, "handsets": handsets}


def described(network: Network, config: Config) -> dict[str, Any]:
    """Give what the page's scripts know of the network."""
    return {
        "lines": [{"number": line.number, "name": line.name} for line in network.lines.values()],
        "handsets": config.handsets,
        "scenarios": [one.to_json() for one in config.scenarios],
        "desk": bool(config.desk.url and config.desk.staff),
    }
