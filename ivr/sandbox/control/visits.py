"""What a caller does on a page, while the telephone waits."""

from flask import Blueprint

from ivr.sandbox.control.body import field, refuse
from ivr.sandbox.network import Network
from ivr.sandbox.visitor import NoPage, Visitor


def visits(network: Network) -> Blueprint:
    """Return the route by which a prepared call goes on on the page of its link."""
    routes, visitor = Blueprint("control_visits", __name__), Visitor(network.messages, network.inbox)

    @routes.post("/visits")
    def visit() -> dict[str, str]:
        to, key = str(field("to")), str(field("key"))
        try:
            return {"page": visitor.visit(to, key)}
        except NoPage as problem:
            refuse(409, str(problem))
            raise

    return routes
