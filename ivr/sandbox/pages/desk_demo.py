"""Sits a visitor down at the product with one click: signs in over HTTP, and hands the session to the browser."""

from collections.abc import Mapping
from urllib.parse import urljoin

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from ivr.sandbox.config import AGENT, Config, Staff
from ivr.sandbox.network import Network
from ivr.sandbox.pages.desk_session import DeskSession, SignInRefused


def desk_demo(_network: Network, config: Config) -> Blueprint:
    """Return the route that signs somebody of the demo in; `institution` and `user` name who, or the first one."""
    routes = Blueprint("desk_demo", __name__)

    @routes.post("/desk-demo")
    def sit_down() -> Response:
        session, staff = DeskSession(config.desk), _chosen(config, request.form)
        try:
            page = session.sign_in(staff)
            if staff.role == AGENT:
                session.become_available()
        except SignInRefused as refused:
            abort(502, str(refused))
        response = redirect(urljoin(config.desk.url, page), 303)
        session.hand_cookies_to(response)
        return response

    return routes


def _chosen(config: Config, form: Mapping[str, str]) -> Staff:
    user, institution = form.get("user", ""), form.get("institution", "")
    found = [one for one in config.desk.staff if user in {"", one.user} and institution in {"", one.institution}]
    if not found:
        abort(404, "No hay nadie de la demostración con ese nombre.")
    return found[0]
