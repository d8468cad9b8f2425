"""The home page: sit down as one of the staff, play a call, open a telephone, and see what the network does."""

from typing import Any

from flask import Blueprint, jsonify, render_template
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
        return render_template(
            "home.html",
            staff=config.desk.staff,
            roles=ROLES_IN_SPANISH,
            scenarios=[(one, people(config).get(one.from_)) for one in config.scenarios],
            handsets=config.handsets,
            lines=network.lines.values(),
            portals=config.portals,
            faults=FAULTS_IN_SPANISH,
        )

    @routes.get("/sandbox/config")
    def settings() -> Response:
        return jsonify(described(network, config))

    return routes


def described(network: Network, config: Config) -> dict[str, Any]:
    """Give what the page's scripts know of the network."""
    return {
        "lines": [{"number": line.number, "name": line.name} for line in network.lines.values()],
        "handsets": config.handsets,
        "scenarios": [one.to_json() for one in config.scenarios],
        "desk": bool(config.desk.url and config.desk.staff),
    }
