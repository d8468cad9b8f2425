"""The files that pages are made of: our own, and the few from npm that are named here."""

from flask import Blueprint, Response, abort, send_from_directory

from ivr.web.parts import parts

VENDOR = {
    "altcha.css": "altcha/dist/external/altcha.css",
    "altcha.js": "altcha/dist/external/altcha.min.js",
    "altcha-worker.js": "altcha/dist/workers/pbkdf2.js",
    "pico.css": "@picocss/pico/css/pico.classless.min.css",
    "twilio.js": "@twilio/voice-sdk/dist/twilio.min.js",
    "uplot.css": "uplot/dist/uPlot.min.css",
    "uplot.js": "uplot/dist/uPlot.esm.js",
}
REVALIDATE = "no-cache"

assets = Blueprint("assets", __name__, url_prefix="/static")


@assets.get("/vendor/<name>")
def vendor(name: str) -> Response:
    """Give a file of a package in node_modules; nothing else of that folder can be reached."""
    if name not in VENDOR:
        abort(404)
    return _kept(send_from_directory(parts().vendor, VENDOR[name]))


@assets.get("/<path:name>")
def own(name: str) -> Response:
    """Give one of our own files."""
    return _kept(send_from_directory(f"{assets.root_path}/static", name))


def _kept(response: Response) -> Response:
    """Let the browser keep a copy that it must ask about (its ETag), so that a new release shows at once."""
    response.headers["Cache-Control"] = REVALIDATE
    return response
