"""The inbox: what the mail server took, one e-mail at a time, as its receiver would see it."""

from flask import Blueprint, Response, abort, render_template, request

from ivr.sandbox.config import Config
from ivr.sandbox.mail.inbox import Email
from ivr.sandbox.network import Network

SHUT_IN = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""An e-mail runs nothing and loads nothing; its links open in a tab of their own."""


def mail(network: Network, config: Config) -> Blueprint:
    """Return the routes of the inbox."""
    del config
    routes = Blueprint("mail", __name__)

    @routes.get("/mail")
    def show() -> str:
        to = request.args.get("to", "")
        return render_template("mail.html", emails=network.inbox.to(to), to=to, opened=None)

    @routes.get("/mail/<int:n>")
    def read(n: int) -> str:
        opened, to = _find(network, n), request.args.get("to", "")
        return render_template("mail.html", emails=network.inbox.to(to), to=to, opened=opened)

    @routes.get("/mail/<int:n>/html")
    def body(n: int) -> Response:
        return Response(f'<base target="_blank">{_find(network, n).html}', headers={"Content-Security-Policy": SHUT_IN})

    return routes


def _find(network: Network, n: int) -> Email:
    return next((one for one in network.inbox.all if one.n == n), None) or abort(404, "Ese correo no está.")
