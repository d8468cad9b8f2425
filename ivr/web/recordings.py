"""Serves recordings to the telephone network: .wav files of the prompts' folder, and nothing else."""

from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory


def recording_routes(folder: Path) -> Blueprint:
    """Give the route of recordings below `folder`."""
    routes = Blueprint("recordings", __name__)

    @routes.get("/prompts/<path:name>")
    def recording(name: str) -> Response:
        if not name.endswith(".wav"):
            abort(404)
        recorded = send_from_directory(folder.resolve(), name, mimetype="audio/wav", max_age=86400)
        recorded.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # a telephone that is a page plays them too
        return recorded

    return routes
