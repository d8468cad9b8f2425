"""What stands before every page of the staff: no forged request, words for what fails, and a right for each route."""

from flask import Blueprint, Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from redis.exceptions import RedisError

from ivr.errors import ConfigurationError, ConflictError, DeskError, Journaled, SwitchboardRefused, Unavailable
from ivr.web.answers import refusal, sentence
from ivr.web.bar import home_of
from ivr.web.sign_in.identity import signed_in
from ivr.web.sign_in.signin import show

csrf = CSRFProtect()


class Pages(Blueprint):
    """Routes of the staff's pages; made by `protected` only."""


def protected(name: str, prefix: str) -> Pages:
    """Make a blueprint whose routes are protected; its templates and static files are those of `ivr/web`."""
    pages = Pages(name, __name__, url_prefix=prefix, template_folder="templates")
    pages.before_request(_refuse_forgeries)
    pages.register_error_handler(DeskError, _impossible)
    pages.register_error_handler(Journaled, _refused_by_a_port)
    pages.register_error_handler(CSRFError, lambda _: refused("csrf"))
    pages.register_error_handler(ConflictError, lambda _: refused("conflict"))
    for away in (SwitchboardRefused, RedisError, Unavailable):
        pages.register_error_handler(away, lambda _: refused("unavailable"))
    pages.register_error_handler(403, lambda _: refused("forbidden"))
    pages.register_error_handler(404, lambda _: refused("not_found"))
    return pages


def refuse_unguarded(app: Flask) -> None:
    """Look at every protected route. Raises ConfigurationError with those that do not say which right they need."""
    protected_names = {name for name, blueprint in app.blueprints.items() if isinstance(blueprint, Pages)}
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in protected_names]
    open_rules = [str(rule) for rule in rules if not hasattr(app.view_functions[rule.endpoint], "needed")]
    if open_rules:
        raise ConfigurationError([f"{rule}: no right is asked for; see ivr.web.sign_in" for rule in open_rules])


def refused(code: str, detail: str = "") -> ResponseReturnValue:
    """Say it on a page to who looks at one, and as JSON to the page's program."""
    if request.endpoint == "desk.sign_in":
        return show(code)
    if getattr(current_app.view_functions.get(request.endpoint or ""), "is_page", False):
        status, said = sentence(code, detail)
        home = home_of(signed_in()) if code == "forbidden" else ""
        return render_template("refused.html", message=said, home=home if home != request.path else ""), status
    return refusal(code, detail)


def _refuse_forgeries() -> None:
    """Refuse what another site's page sends in somebody's name."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"} and request.method != "GET":
        raise CSRFError
    csrf.protect()


def _impossible(error: DeskError) -> ResponseReturnValue:
    """Say why the action cannot be done."""
    return refused(error.code, error.detail)


def _refused_by_a_port(error: Journaled) -> ResponseReturnValue:
    """Say what a port refused: a limit, a missing mobile, a room that is not private."""
    return refused(type(error).__name__)
