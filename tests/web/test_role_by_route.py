"""Role by route: every rule of the service has a row that says who may, and each role gets just what its rows say."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from structlog.testing import capture_logs
from werkzeug.routing import Rule

from ivr.assembly import build
from ivr.errors import ConfigurationError
from ivr.security.roles import RIGHTS, Right, Role, rights_of
from ivr.stores.demo.staff import DemoStaff
from ivr.web.guarding import Pages, protected, refuse_unguarded
from ivr.web.sign_in.identity import needs
from tests.phone.plain import settings
from tests.web.office import EVERY_ROLE, LAURA, Answer, Browser, Office
from tests.web.rights import OPEN, ROWS, SIGNED_IN

LAST = {"desk.sign_out"}  # ends the session that the others are tried with


def rules(app: Flask) -> Iterator[Rule]:
    """Give every rule of the staff's pages, those that end the session last."""
    pages = {name for name, blueprint in app.blueprints.items() if isinstance(blueprint, Pages)}
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in pages]
    yield from sorted(found, key=lambda rule: rule.endpoint in LAST)


def answers(browser: Browser, rule: Rule, token: str) -> Iterator[tuple[str, Answer]]:
    """Ask for a rule in every way that it takes, about nobody who exists."""
    path = re.sub(r"<(\w+:)?\w+>", lambda found: "1" if found[1] in {"int:", "float:"} else "nobody", str(rule))
    methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
    for method in sorted(methods):
        yield f"{method} {path}", browser.get(path) if method == "GET" else browser.post(path, token=token)


def test_every_route_of_the_service_has_a_row(redis_url: str, tmp_path: Path) -> None:
    """A new route fails here until somebody has said who may open it; a row without a route fails too."""
    app = build(settings(redis_url, tmp_path / "records.sqlite")).app
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROWS)


def test_every_row_says_what_the_route_asks_for(office: Office) -> None:
    """The decorator of each route of the pages is the one that its row names."""
    views = office.pages.view_functions
    asked = {rule.endpoint: getattr(views[rule.endpoint], "needed", OPEN) for rule in rules(office.pages)}
    assert asked == {
        endpoint: None if row in {OPEN, SIGNED_IN} else row for endpoint, row in ROWS.items() if endpoint in asked
    }


def test_strangers_are_led_to_the_door(office: Office) -> None:
    """Without a session every route but the open ones answers 401, or leads to the sign-in."""
    browser = office.browser()
    token = browser.token()
    for rule in rules(office.pages):
        if ROWS[rule.endpoint] != OPEN:
            for asked, answer in answers(browser, rule, token):
                led = answer.headers.get("Location") == "/desk/sign-in"
                assert answer.status_code == 401 or (answer.status_code == 303 and led), asked


@pytest.mark.parametrize("person", EVERY_ROLE, ids=lambda person: person.role)
def test_each_role_gets_what_its_rows_say(office: Office, person: DemoStaff) -> None:
    """Whoever has the right is let in, and nobody else: 403 whatever the route, with no effect."""
    browser = office.at_desk(person)
    token = browser.token()
    for rule in rules(office.pages):
        row = ROWS[rule.endpoint]
        may = row in {OPEN, SIGNED_IN} or row in RIGHTS[Role(person.role)]
        for asked, answer in answers(browser, rule, token):
            assert (answer.status_code == 403) == (not may), (person.role, asked, answer.status_code)
            assert answer.status_code not in {401, 500}, asked


def test_who_reaches_for_more_is_in_the_log(office: Office) -> None:
    """An insider who tries addresses leaves a line each: who, which right, which route."""
    browser = office.at_desk(LAURA)
    with capture_logs() as lines:
        browser.get("/staff")
    said = {"staff": "serfinansa.laura", "right": "staff", "endpoint": "staff.page", "event": "right_missing"}
    assert lines == [said | {"log_level": "warning"}]


def test_a_word_that_is_no_role_has_no_rights() -> None:
    """What somebody wrote into the records by hand opens nothing."""
    assert [rights_of(word) for word in ("", "root", "Agent", "agent ", "SUPERVISOR")] == [frozenset()] * 5


def test_no_role_has_all_and_none_has_nothing() -> None:
    """Who lets people in hears no caller, who leads a shift writes no list of staff, an auditor changes nothing."""
    assert set(RIGHTS) == set(Role)
    assert all(RIGHTS.values())
    changing = {Right.SERVE, Right.ATTEND, Right.DIRECT, Right.LISTEN, Right.APPROVE, Right.STAFF}
    assert not RIGHTS[Role.AUDITOR] & changing
    assert [role for role in Role if Right.STAFF in RIGHTS[role]] == [Role.ADMINISTRATOR]
    assert RIGHTS[Role.ADMINISTRATOR] == {Right.STAFF, Right.SCREEN}


def test_a_route_without_a_right_stops_the_start() -> None:
    """A forgotten decorator is told before anybody is served."""
    app, pages = Flask("forgetful", static_folder=None), protected("forgetful", "/forgetful")

    def view() -> str:
        return "open to everybody"

    pages.add_url_rule("/kept", "kept", needs(Right.WATCH)(view))
    pages.add_url_rule("/forgotten", "forgotten", view)
    app.register_blueprint(pages)
    with pytest.raises(ConfigurationError, match=r"^/forgetful/forgotten: no right"):
        refuse_unguarded(app)
