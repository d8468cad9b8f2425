"""The address without a path, which leads to everybody's own page, and the page for addresses that lead nowhere."""

from dataclasses import asdict

from flask import Flask, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from ivr.web.answers import Refusal, sentence
from ivr.web.bar import home_of
from ivr.web.sign_in.identity import open_to_strangers, signed_in


def use_front(app: Flask) -> None:
    """Answer `/`, and every address that leads nowhere or takes no such request."""
    app.add_url_rule("/", "front", front)
    for status in (404, 405):
        app.register_error_handler(status, nowhere)


@open_to_strangers
def front() -> ResponseReturnValue:
    """Lead a stranger to the sign-in and everybody else to the page of their role."""
    return redirect(home_of(signed_in()) if current_user.is_authenticated else url_for("desk.sign_in"), 303)


def nowhere(error: HTTPException) -> ResponseReturnValue:
    """Say that there is nothing here (404 or 405, as it was): on a page to a browser, as JSON to a program."""
    status, said = sentence("not_found")
    shown = render_template("nowhere.html", message=said)
    answer = shown if request.accept_mimetypes.accept_html else jsonify(asdict(Refusal("not_found", said)))
    return answer, error.code or status
