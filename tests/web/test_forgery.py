"""What another site's page sends in an agent's name is refused, and changes nothing."""

from tests.web.office import LAURA, Office
from tests.web.routes import paths


def test_every_action_needs_the_token(office: Office) -> None:
    """No route that changes anything works without the token of the session."""
    browser = office.at_desk(LAURA)
    for name, path in paths(office, "POST").items():
        assert (name, browser.post(path, token="").status_code) == (name, 400)
    assert browser.view()["state"] == "offline"


def test_a_token_of_another_session_is_none(office: Office) -> None:
    """The token is bound to its session: an attacker's own is worth nothing."""
    browser, attacker = office.at_desk(LAURA), office.browser()
    assert browser.post("/desk/available", token=attacker.token()).status_code == 400
    assert browser.view()["state"] == "offline"


def test_what_comes_from_another_site_is_refused(office: Office) -> None:
    """Even with a stolen token, a browser that says it was sent by another site is not served."""
    browser = office.at_desk(LAURA)
    for site in ("cross-site", "same-site"):
        assert browser.post("/desk/available", **{"Sec-Fetch-Site": site}).status_code == 400
    assert browser.post("/desk/available", **{"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_nothing_changes_by_looking(office: Office) -> None:
    """Actions cannot be reached by GET, where no token protects them."""
    browser = office.at_desk(LAURA)
    actions = set(paths(office, "POST")) - set(paths(office, "GET"))
    assert {browser.get(paths(office, "POST")[name]).status_code for name in actions} == {405}
