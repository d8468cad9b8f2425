"""Calls come to who can be rung: the telephone in the page says whether it is there, and a call waits for that."""

import pytest
from redis import Redis

from ivr.institutions import Institution
from ivr.stores.records import Records
from tests.conftest import FixedClock
from tests.web.office import LAURA, Browser, Office

SIGNALLING = "127.0.0.1:4321"


@pytest.fixture
def office(redis: "Redis", clock: FixedClock, institution: Institution, records: Records) -> Office:
    """Give an office whose agents telephone in their pages."""
    return Office(redis, clock, institution, records, signalling=SIGNALLING)


def beat(laura: Browser, phone: str, page: str = "one") -> str:
    """Have a page say that it lives and how its telephone is; give the agent's state."""
    return str(laura.post("/desk/heartbeat", {"phone": phone, "page": page}).json["state"])


def test_nobody_is_available_without_a_telephone(office: Office) -> None:
    """A page whose telephone cannot ring is refused; once it can, calls come; other desks are asked for nothing."""
    laura = office.at_desk(LAURA)
    for state in ("starting", "not_ready"):
        refused = laura.post("/desk/available", {"phone": state, "page": "one"})
        assert (refused.status_code, refused.json["code"]) == (409, "phone_not_ready")
    assert laura.view()["state"] == "offline"
    assert laura.post("/desk/available", {"phone": "ready", "page": "one"}).json["state"] == "available"
    laura.post("/desk/unavailable")
    assert laura.post("/desk/available").json["state"] == "available"


def test_calls_stay_away_while_the_telephone_is_away(office: Office) -> None:
    """A pause with a name of its own, on the page and on the floor; it ends by itself."""
    laura = office.at_desk(LAURA)
    laura.post("/desk/available", {"phone": "ready", "page": "one"})
    assert beat(laura, "starting") == "available"
    assert beat(laura, "not_ready") == "not_ready"
    assert laura.view()["pause"]["reason"] == "Teléfono sin conexión"
    office.scene.caller()
    assert laura.view()["offer"] is None
    assert beat(laura, "ready") == "offered"


def test_one_page_of_two_is_enough(office: Office) -> None:
    """As long as one of an agent's pages can ring, calls come; a page that was closed counts for a moment."""
    laura = office.at_desk(LAURA)
    laura.post("/desk/available", {"phone": "ready", "page": "one"})
    assert beat(laura, "ready", "two") == "available"
    assert beat(laura, "not_ready", "one") == "available"
    office.clock.advance(13)
    assert beat(laura, "not_ready", "one") == "not_ready"


def test_a_pause_of_ones_own_stays(office: Office) -> None:
    """Who is at lunch is not called back to work by a telephone that comes back."""
    laura = office.at_desk(LAURA)
    laura.post("/desk/unavailable", {"reason": "lunch"})
    reason = laura.view()["pause"]["reason"]
    assert (beat(laura, "not_ready"), beat(laura, "ready")) == ("not_ready", "not_ready")
    assert laura.view()["pause"]["reason"] == reason != "Teléfono sin conexión"


def test_an_offer_goes_back_when_the_telephone_goes(office: Office) -> None:
    """Nobody waits for an agent who cannot be rung: the caller is first again."""
    laura = office.at_desk(LAURA)
    laura.post("/desk/available", {"phone": "ready", "page": "one"})
    call = office.scene.caller()
    assert laura.view()["state"] == "offered"
    assert beat(laura, "not_ready") == "not_ready"
    handoff = office.scene.handoff(call)
    assert (handoff.state, handoff.front) == ("waiting", True)


@pytest.mark.parametrize("page", ["", "x" * 41])
def test_a_page_without_a_name_says_nothing(office: Office, page: str) -> None:
    """What is malformed changes nothing."""
    laura = office.at_desk(LAURA)
    laura.post("/desk/available", {"phone": "ready", "page": "one"})
    laura.post("/desk/heartbeat", {"phone": "not_ready", "page": page})
    assert laura.view()["state"] == "available"
