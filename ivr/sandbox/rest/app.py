"""All of the REST interface under one roof."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, g

from ivr.sandbox.account import API_VERSION
from ivr.sandbox.network import Network
from ivr.sandbox.rest.calls import calls
from ivr.sandbox.rest.conferences import conferences
from ivr.sandbox.rest.errors import RestError
from ivr.sandbox.rest.gate import check_request
from ivr.sandbox.rest.messages import messages
from ivr.sandbox.rest.numbers import numbers
from ivr.sandbox.rest.participants import participants
from ivr.sandbox.rest.queues import queue_members, queues
from ivr.sandbox.rest.recordings import recordings

RESOURCES: tuple[Callable[[Network], Blueprint], ...] = (
    numbers,
    calls,
    messages,
    queues,
    queue_members,
    conferences,
    participants,
    recordings,
)


def rest(network: Network) -> Blueprint:
    """Return all routes under `/2010-04-01/Accounts/{AccountSid}`."""
    routes = Blueprint("rest", __name__, url_prefix=f"/{API_VERSION}/Accounts/<account>")
    for resource in RESOURCES:
        routes.register_blueprint(resource(network))

    @routes.url_value_preprocessor
    def read_account(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.account_sid = (values or {}).pop("account", "")

    @routes.before_request
    def check() -> None:
        check_request(network)

    @routes.errorhandler(RestError)
    def refuse(error: RestError) -> Response:
        return error.to_response()

    return routes
