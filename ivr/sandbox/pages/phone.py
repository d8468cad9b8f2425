"""The telephone: dial, listen, press keys, read messages, take calls."""

from flask import Blueprint, render_template, request

from ivr.sandbox.config import Config
from ivr.sandbox.network import Network
from ivr.sandbox.pages.people import people

ANYBODY = "+573000000001"  # the telephone of a sandbox without people


def phone(network: Network, config: Config) -> Blueprint:
    """Return the route of the telephone.

    `from`, `to`, `keys` (comma between rounds), `heard` (words, equals sign, what is done) and `auto=1` fill it in.
    """
    routes = Blueprint("phone", __name__)

    @routes.get("/phone")
    def show() -> str:
        known = people(config)
        number = request.args.get("from") or next(iter(known), ANYBODY)
        own = known[number].institution if number in known else ""
        return render_template(
            "phone.html",
            number=number,
            owner=known.get(number),
            handsets=config.handsets,
            lines=network.lines.values(),
            line=request.args.get("to") or line_of(config, own),
            keys=[key for key in request.args.get("keys", "").split(",") if key],
            heard=dict(each.rsplit("=", 1) for each in request.args.getlist("heard") if "=" in each),
            title=request.args.get("title", ""),
            auto=request.args.get("auto") == "1",
        )

    return routes


def line_of(config: Config, institution: str) -> str:
    """Return the number that a customer of an institution calls first: its own line's, or nothing."""
    return next((line.number for line in config.lines if institution and line.institution == institution), "")
