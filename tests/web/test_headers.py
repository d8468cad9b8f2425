"""What every answer tells the browser to refuse."""

from flask import Flask

from ivr.web.headers import add_headers
from ivr.web.recordings import recording_routes
from tests.conftest import ROOT
from tests.web.office import LAURA, Browser, Office
from tests.web.routes import paths

STATIC = ("/static/look.css", "/static/vendor/pico.css", "/static/desk/page.js")


def check(browser: Browser, path: str, kept: str) -> None:
    """Look at the headers of one answer."""
    headers = browser.get(path).headers
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Permissions-Policy"].endswith("microphone=()")
    assert headers["Cache-Control"].startswith(kept), path


def test_every_route_refuses_frames_foreign_scripts_and_copies(office: Office) -> None:
    """Signed in or not, found or not, page or program: nothing is kept, framed or guessed."""
    for browser in (office.browser(), office.at_desk(LAURA)):
        for path in {*paths(office, "GET").values(), *paths(office, "POST").values(), "/desk/nowhere"}:
            check(browser, path, "no-store")


def test_files_are_kept_but_asked_about(office: Office) -> None:
    """Style sheets and scripts may be kept, and a new release shows at once."""
    for path in STATIC:
        check(office.browser(), path, "no-cache")
        tag = office.browser().get(path).headers["ETag"]
        assert office.browser().get(path, **{"If-None-Match": tag}).status_code == 304


def test_nothing_else_of_npm_can_be_reached(office: Office) -> None:
    """Only the named files of third parties are served, and nothing outside our own folder."""
    for path in (
        "/static/vendor/axe-core/axe.js",
        "/static/vendor/package.json",
        "/static/vendor/.package-lock.json",
        "/static/../desk.py",
        "/static/%2e%2e/desk.py",
    ):
        assert office.browser().get(path).status_code == 404


def test_pages_bring_no_script_or_style_of_their_own(office: Office) -> None:
    """Everything that runs comes from a file: no inline script, style or handler is in a page."""
    browser = office.at_desk(LAURA)
    for page in (browser.get("/desk").text, office.browser().get("/desk/sign-in").text):
        assert "<style" not in page
        assert "style=" not in page
        assert " on" + "click=" not in page
        assert page.count("<script") == page.count('<script type="module" src="/static/')


def test_a_telephone_that_is_a_page_may_play_recordings_and_nothing_else(office: Office) -> None:
    """Browsers let another address play what the line plays; everything that is not a recording stays with us."""
    pages = Flask("recordings", static_folder=None)
    pages.register_blueprint(recording_routes(ROOT / "voice_prompts"))
    pages.after_request(add_headers)
    music = pages.test_client().get("/prompts/music.wav")
    assert (music.status_code, music.headers["Cross-Origin-Resource-Policy"]) == (200, "cross-origin")
    assert music.headers["X-Content-Type-Options"] == "nosniff"
    no_recording = pages.test_client().get("/prompts/nothing.wav")
    assert no_recording.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    for path in ("/desk/sign-in", *STATIC):
        assert office.browser().get(path).headers["Cross-Origin-Resource-Policy"] == "same-origin"
