"""How sessions end: by idleness, after ten hours, and at once when rights are revoked."""

import pytest

from tests.web.office import LAURA, Office

MINUTE, HOUR = 60, 3600


def test_fifteen_idle_minutes(office: Office) -> None:
    """A session lives until the last millisecond of its fifteen minutes, and not longer."""
    browser = office.at_desk(LAURA)
    browser.get("/desk")
    office.clock.advance(15 * MINUTE - 0.001)
    assert browser.get("/desk/view").status_code == 200
    office.clock.advance(0.001)
    answer = browser.get("/desk/view")
    assert (answer.status_code, answer.json["code"]) == (401, "signed_out")


def test_a_browser_alone_is_no_sign_of_life(office: Office) -> None:
    """Heartbeats and looks of the page itself do not keep an empty chair signed in; a touch does."""
    browser = office.at_desk(LAURA)
    token = browser.token()
    office.clock.advance(10 * MINUTE)
    assert browser.post("/desk/heartbeat", {"active": True}, token=token).status_code == 200
    office.clock.advance(14 * MINUTE)
    assert browser.post("/desk/heartbeat", {"active": False}, token=token).status_code == 200
    browser.get("/desk/view")
    office.clock.advance(1 * MINUTE)
    assert browser.get("/desk/view").status_code == 401


def test_ten_hours_at_most(office: Office) -> None:
    """However busy somebody is, they sign in again after ten hours."""
    browser = office.at_desk(LAURA)
    token = browser.token()
    for _ in range(59):
        office.clock.advance(10 * MINUTE)
        assert browser.post("/desk/heartbeat", {"active": True}, token=token).status_code == 200
    assert browser.view()["session_ends"] == office.clock.now().replace(hour=1, minute=0).isoformat()
    office.clock.advance(10 * MINUTE)
    assert browser.get("/desk/view").status_code == 401


@pytest.mark.parametrize("change", [{"active": False}, {"session_version": 2}])
def test_revoked_rights_end_at_once(office: Office, change: dict[str, object]) -> None:
    """The very next request of somebody dismissed, or signed out everywhere, is refused."""
    browser = office.at_desk(LAURA)
    token = browser.token()
    office.change(LAURA, **change)
    assert browser.post("/desk/available", token=token).status_code == 401
    assert office.scene.desk.view(office.identity(LAURA)).state == "offline"


def test_a_late_sign_of_life_wakes_nobody(office: Office) -> None:
    """A request that was under way when its session ended does not bring the session back."""
    browser = office.at_desk(LAURA)
    late = browser.holding(browser.cookie())
    token = browser.token()
    browser.post("/desk/sign-out")
    assert late.post("/desk/heartbeat", {"active": True}, token=token).status_code in {400, 401}
    assert list(office.redis.scan_iter("*desk-session*")) == []
