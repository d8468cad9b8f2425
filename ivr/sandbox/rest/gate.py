"""Who may use the REST interface: the account itself, by token or by API key, while no fault is switched on."""

import time

from flask import g, request

from ivr.sandbox.network import Network
from ivr.sandbox.rest.errors import RestError

SLOW_SECONDS = 30.0


def check_request(network: Network) -> None:
    """Let a request pass.

    Raises:
        RestError: 401 with 20003 for wrong credentials, 404 for another account, 500 or 429 for a fault.
    """
    credentials = request.authorization
    username = (credentials.username if credentials else "") or ""
    password = (credentials.password if credentials else "") or ""
    if not network.account.accepts(username, password):
        raise RestError(401, 20003, "Authenticate")
    if g.account_sid != network.account.sid:
        raise RestError(404, 20404, f"The requested resource {request.path} was not found")
    strike(network, "rest", request.path)


def strike(network: Network, prefix: str, subject: str) -> None:
    """Let a fault on demand happen: `rest-...` by path, `message-...` by number.

    Raises:
        RestError: the fault.
    """
    slow = network.faults.strikes(f"{prefix}-timeout", subject)
    if slow:
        time.sleep(SLOW_SECONDS if slow.seconds is None else slow.seconds)
    if network.faults.strikes(f"{prefix}-429", subject):
        raise RestError(429, 20429, "Too Many Requests")
    if network.faults.strikes(f"{prefix}-500", subject):
        raise RestError(500, 20500, "An internal server error has occurred")
