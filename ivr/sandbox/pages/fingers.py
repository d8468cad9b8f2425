"""The simulated fingerprint reader: what the product asks of it, and the page to put a finger on."""

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ivr.sandbox.config import Config
from ivr.sandbox.network import Network

LONGEST = 120
FIELDS = ("institution", "reader", "document")


def readers(network: Network, config: Config) -> Blueprint:
    """Return the routes of the readers' service, which the product asks."""
    del config
    routes = Blueprint("readers", __name__)

    @routes.post("/fingerprints/checks")
    def ask() -> ResponseReturnValue:
        _admit(network)
        sent = request.get_json(silent=True)
        values = [sent.get(name) if isinstance(sent, dict) else None for name in FIELDS]
        if not all(isinstance(value, str) and 0 < len(value) <= LONGEST for value in values):
            abort(400, "institution, reader and document are texts")
        return jsonify(id=network.fingers.ask(*map(str, values)).id), 201

    @routes.get("/fingerprints/checks/<name>")
    def answer(name: str) -> ResponseReturnValue:
        _admit(network)
        check = network.fingers.checks.get(name) or abort(404, "There is no such check.")
        return jsonify(id=check.id, state=check.state)

    return routes


def fingers(network: Network, config: Config) -> Blueprint:
    """Return the routes of the page on which a finger is put."""
    del config
    routes = Blueprint("fingers", __name__)

    @routes.get("/huellas")
    def show() -> str:
        return render_template("fingers.html", waiting=network.fingers.waiting)

    @routes.post("/huellas/<name>")
    def put(name: str) -> ResponseReturnValue:
        network.fingers.put(name, own=request.form.get("finger") == "own")
        return redirect(url_for("pages.fingers.show"), 303)

    return routes


def _admit(network: Network) -> None:
    """Let only the account ask; 401 for anybody else."""
    given = request.authorization
    if not network.account.accepts((given.username if given else "") or "", (given.password if given else "") or ""):
        abort(401)
