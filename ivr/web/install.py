"""How the staff's pages become part of an application: cookies, headers, and a right asked for at every route."""

from flask import Flask

from ivr.web.assets import assets
from ivr.web.bar import use_bar
from ivr.web.branch.answering import branch_requests
from ivr.web.branch.branch import branch
from ivr.web.desk.room import desk
from ivr.web.floor.approving import approving
from ivr.web.floor.floor import floor
from ivr.web.floor.listening import listening
from ivr.web.floor.screens import screens
from ivr.web.floor.wallboard import wallboard
from ivr.web.front import use_front
from ivr.web.guarding import csrf, refuse_unguarded
from ivr.web.headers import add_headers
from ivr.web.live.events import Hub
from ivr.web.live.stream import HUB, TOGETHER
from ivr.web.live.together import Together
from ivr.web.parts import EXTENSION, DeskParts
from ivr.web.reports.auditing import audit
from ivr.web.reports.numbers import use_numbers
from ivr.web.reports.reports import reports
from ivr.web.sign_in.identity import use_logins
from ivr.web.sign_in.sessions import DeskSessions
from ivr.web.staff.staff import staff

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
PAGES = (desk, staff, floor, listening, approving, wallboard, screens, reports, audit, branch, branch_requests)
"""Every blueprint of the staff's pages; each is made by `ivr.web.guarding.protected`."""


def install_desk(app: Flask, parts: DeskParts) -> None:
    """Add the staff's pages and their files to an application made with `static_folder=None` and a `secret_key`.

    Raises ConfigurationError for a route that does not say which right it needs.
    """
    together = Together(DeskSessions(parts.redis, parts.clock, parts.staff).ends_of)
    app.extensions |= {EXTENSION: parts, HUB: Hub(parts.redis), TOGETHER: together}
    app.config.update(CONFIGURATION)
    use_logins(app)
    use_bar(app)
    use_numbers(app)
    use_front(app)
    csrf.init_app(app)
    app.register_blueprint(assets)
    for pages in PAGES:
        app.register_blueprint(pages)
    refuse_unguarded(app)
    app.after_request(add_headers)
