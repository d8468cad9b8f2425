"""How the pages become part of an application: cookies, forged requests, headers, words for what fails."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from redis.exceptions import RedisError

from ivr.errors import ConflictError, DeskError, Journaled, SwitchboardRefused, Unavailable
from ivr.web.answers import SENTENCES, refusal
from ivr.web.assets import assets
from ivr.web.desk import desk
from ivr.web.events import Hub
from ivr.web.headers import add_headers
from ivr.web.identity import use_logins
from ivr.web.parts import EXTENSION, DeskParts
from ivr.web.signin import show
from ivr.web.stream import HUB

CONFIGURATION = {
    # `__Host-` lets no other host or path plant the cookie. Browsers take it over https, and on this machine's own
    # addresses over http as well (they count as trustworthy); PUBLIC_URL allows nothing else.
    "SESSION_COOKIE_NAME": "__Host-ivr",
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Strict",
    "SESSION_COOKIE_PATH": "/",
    "WTF_CSRF_CHECK_DEFAULT": False,  # webhooks prove themselves by signature: only the pages' blueprints are protected
    "WTF_CSRF_TIME_LIMIT": None,  # a token is good for its session
    "WTF_CSRF_SSL_STRICT": False,  # asks for a Referer, which our own policy forbids; Sec-Fetch-Site is looked at
}
csrf = CSRFProtect()


def install_desk(app: Flask, parts: DeskParts) -> None:
    """Add the desk and its static files to an application made with `static_folder=None` and a `secret_key`."""
    app.extensions |= {EXTENSION: parts, HUB: Hub(parts.redis)}
    app.config.update(CONFIGURATION)
    use_logins(app)
    csrf.init_app(app)
    app.register_blueprint(assets)
    app.register_blueprint(desk)
    app.after_request(add_headers)


@desk.before_request
def refuse_forgeries() -> None:
    """Refuse what another site's page sends in an agent's name."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"} and request.method != "GET":
        raise CSRFError
    csrf.protect()


@desk.errorhandler(DeskError)
def impossible(error: DeskError) -> ResponseReturnValue:
    """Say why the agent's action cannot be done."""
    return refused(error.code)


@desk.errorhandler(Journaled)
def refused_by_a_port(error: Journaled) -> ResponseReturnValue:
    """Say what a port refused: a limit, a missing mobile, a room that is not private."""
    return refused(type(error).__name__)


@desk.errorhandler(CSRFError)
def forged(_: CSRFError) -> ResponseReturnValue:
    """Say that the page is too old."""
    return refused("csrf")


@desk.errorhandler(ConflictError)
def too_late(_: ConflictError) -> ResponseReturnValue:
    """Say that the call has moved on."""
    return refused("conflict")


@desk.errorhandler(SwitchboardRefused)
@desk.errorhandler(RedisError)
@desk.errorhandler(Unavailable)
def away(_: Exception) -> ResponseReturnValue:
    """Say that a part outside does not answer."""
    return refused("unavailable")


@desk.errorhandler(403)
def forbidden(_: Exception) -> ResponseReturnValue:
    """Say that this role does not work here."""
    return refused("forbidden")


def refused(code: str) -> ResponseReturnValue:
    """Say it on a page to who looks at one, and as JSON to the page's program."""
    if request.endpoint == "desk.sign_in":
        return show(code)
    if request.endpoint == "desk.page":
        status, sentence = SENTENCES[code]
        return render_template("refused.html", message=sentence), status
    return refusal(code)
