"""All of the control API under one roof."""

from flask import Blueprint

from ivr.sandbox.control.calls import calls
from ivr.sandbox.control.handsets import handsets
from ivr.sandbox.control.records import records
from ivr.sandbox.control.settings import settings
from ivr.sandbox.control.visits import visits
from ivr.sandbox.control.watch import watch
from ivr.sandbox.network import Network


def control(network: Network) -> Blueprint:
    """Return all routes under `/sandbox`."""
    routes = Blueprint("control", __name__, url_prefix="/sandbox")
    for part in (calls, watch, settings, records, handsets, visits):
        routes.register_blueprint(part(network))
    return routes
