"""Signing in: both factors, the same words for whatever was wrong, and nothing worth stealing before or after."""

import re

import pytest

from ivr.web.answers import SENTENCES
from tests.web.office import BERTA, LAURA, OSCAR, Office

HIDDEN = re.compile(r'content="[^"]+"|value="[^"]*"|selected ')


def test_both_factors_open_the_desk(office: Office) -> None:
    """Institution, user, password and code on one form lead to the desk."""
    browser = office.browser()
    assert browser.get("/desk").headers["Location"] == "/desk/sign-in"
    assert browser.sign_in(LAURA).headers["Location"] == "/desk"
    assert "Laura Gómez" in browser.get("/desk").text
    assert browser.get("/desk/sign-in").headers["Location"] == "/desk"


def test_the_cookie_is_bound_to_this_host_and_to_our_pages(office: Office) -> None:
    """No script reads the cookie, no other site sends it, no other host or path plants it."""
    cookie = office.browser().sign_in(LAURA).headers["Set-Cookie"]
    assert cookie.startswith("__Host-ivr=")
    attributes = set(cookie.split("; ")[1:])
    assert attributes == {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"}


@pytest.mark.parametrize(
    "typed",
    [
        {"user": "nobody"},
        {"password": "wrong"},
        {"code": "000000"},
        {"institution": "other"},
        {"institution": "nowhere"},
        {"code": ""},
        {"password": "x" * 300},
        {"user": "' OR 1=1 --"},
    ],
)
def test_the_same_words_whatever_was_wrong(office: Office, typed: dict[str, str]) -> None:
    """Nobody learns whether a user exists or which factor was wrong."""
    answer, reference = office.browser().sign_in(LAURA, **typed), office.browser().sign_in(LAURA, password="no")
    assert (answer.status_code, reference.status_code) == (401, 401)
    assert HIDDEN.sub("", answer.text) == HIDDEN.sub("", reference.text)
    assert SENTENCES["wrong"][1] in answer.text


def test_what_was_typed_as_a_secret_is_not_shown_again(office: Office) -> None:
    """A wrong password and a wrong code come back in no page."""
    page = office.browser().sign_in(LAURA, password="typed-by-mistake", code="918273").text
    assert "typed-by-mistake" not in page
    assert "918273" not in page


def test_a_code_signs_in_once(office: Office) -> None:
    """Who looks over a shoulder cannot use the code again."""
    assert office.browser().sign_in(LAURA).status_code == 303
    assert office.browser().sign_in(LAURA).status_code == 401


def test_failures_are_limited(office: Office) -> None:
    """After five failures even the right password has to wait."""
    for _ in range(5):
        assert office.browser().sign_in(LAURA, password="guess").status_code == 401
    answer = office.browser().sign_in(LAURA)
    assert answer.status_code == 429
    assert SENTENCES["limited"][1] in answer.text
    office.clock.advance(15 * 60)
    assert office.browser().sign_in(LAURA).status_code == 303


def test_signing_in_needs_the_forms_own_token(office: Office) -> None:
    """Another site cannot sign a victim in as somebody else: its form is refused although both factors are right."""
    browser = office.browser()
    answer = browser.sign_in(LAURA, token="")
    assert answer.status_code == 400
    assert SENTENCES["csrf"][1] in answer.text
    assert browser.get("/desk/view").status_code == 401


def test_a_planted_session_is_worth_nothing(office: Office) -> None:
    """The cookie and the token from before signing in open nothing afterwards (session fixation)."""
    victim = office.browser()
    token, planted = victim.token(), victim.cookie()
    victim.sign_in(LAURA, token=token)
    assert victim.cookie() != planted
    assert victim.holding(planted).get("/desk/view").status_code == 401
    assert victim.post("/desk/available", token=token).status_code == 400


def test_signing_out_ends_copies_too(office: Office) -> None:
    """A copied cookie is dead once its owner has signed out, and no more calls come to them."""
    browser = office.at_desk(LAURA)
    browser.post("/desk/available")
    thief = browser.holding(browser.cookie())
    assert thief.get("/desk/view").status_code == 200
    assert browser.post("/desk/sign-out").headers["Location"] == "/desk/sign-in"
    assert thief.get("/desk/view").status_code == 401
    assert office.scene.desk.view(office.identity(LAURA)).state == "offline"


def test_redis_holds_nothing_that_opens_a_session(office: Office) -> None:
    """Who can read Redis finds a digest, not the identifier that the cookie carries."""
    browser = office.at_desk(LAURA)
    with browser.client.session_transaction(base_url="https://desk.example") as session:
        identifier = session["_user_id"]
    keys = list(office.redis.scan_iter("*desk-session*"))
    assert len(keys) == 1
    assert identifier not in keys[0] + str(office.redis.get(keys[0]))


def test_a_supervisor_is_told_and_can_leave(office: Office) -> None:
    """Another role reads why there is no desk for it, and signs out."""
    browser = office.at_desk(BERTA)
    answer = browser.get("/desk")
    assert answer.status_code == 403
    assert SENTENCES["forbidden"][1] in answer.text
    assert browser.post("/desk/sign-out").status_code == 303
    assert browser.get("/desk").status_code == 303


def test_everybody_belongs_to_their_institution(office: Office) -> None:
    """The same person is nobody at another institution."""
    assert office.browser().sign_in(OSCAR).status_code == 401
    assert office.at_desk(OSCAR, "other").view()["institution"] == "Serfinansa"
