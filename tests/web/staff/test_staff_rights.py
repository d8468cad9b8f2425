"""When rights end and who may end them: at once, by administrators of the institution, and never one's own."""

from typing import Any

import pytest
from redis import Redis

from ivr.web.answers import SENTENCES
from tests.web.office import ADELA, BERTA, LAURA, OSCAR, Browser, Office
from tests.web.places import DEEDS, links, record


@pytest.mark.parametrize("deed", DEEDS)
def test_sessions_end_at_once(office: Office, adela: Browser, deed: str) -> None:
    """The next request of whoever is at the desk is refused, their live line is woken, and no caller is offered."""
    laura = office.at_desk(LAURA)
    laura.post("/desk/available")
    token = laura.token()
    newest: Any = office.redis.xrevrange("ivr:{serfinansa}:events", count=1)
    assert adela.fill(f"/staff/people/laura/{deed}").status_code in {200, 303}
    assert laura.post("/desk/available", token=token).status_code == 401
    assert office.scene.desk.view(office.identity(LAURA)).state == "offline"
    told: Any = office.redis.xrange("ivr:{serfinansa}:events", f"({newest[0][0]}")
    assert {"type": "signed_out", "agent": "serfinansa.laura"}.items() <= told[-1][1].items()
    assert links(office)[-1][1:] == ("serfinansa.adela", "page", "serfinansa.laura")


def test_rights_end_even_when_nobody_can_be_told(office: Office, adela: Browser, redis: "Redis") -> None:
    """The records decide: with a live state that takes nothing, the change is done all the same."""
    laura = office.at_desk(LAURA)
    token = laura.token()
    redis.delete("ivr:{serfinansa}:events")
    redis.set("ivr:{serfinansa}:events", "no stream")
    assert adela.fill("/staff/people/laura/deactivate").status_code == 303
    redis.delete("ivr:{serfinansa}:events")
    assert laura.post("/desk/available", token=token).status_code == 401


@pytest.mark.parametrize("deed", ["", *(f"/{deed}" for deed in DEEDS)])
def test_nobody_changes_their_own_place(office: Office, adela: Browser, deed: str) -> None:
    """An administrator cannot lift themselves, nor end the last administrator, who they are."""
    answer = adela.fill(f"/staff/people/adela{deed}", name="Adela", role="supervisor", number="")
    assert (answer.status_code, SENTENCES["yourself"][1] in answer.text) == (409, True)
    assert (record(office, ADELA).role, record(office, ADELA).active, links(office)) == ("administrator", True, [])
    assert adela.get("/staff").status_code == 200


def test_nobody_of_another_institution_is_there(office: Office, adela: Browser) -> None:
    """Their place is not found by any name, and nothing of it changes."""
    before = record(office, OSCAR).session_version
    for user in ("oscar", "other.oscar", "nobody"):
        assert adela.get(f"/staff/people/{user}").status_code == 404
        for deed in DEEDS:
            assert adela.fill(f"/staff/people/{user}/{deed}").status_code == 404
    assert record(office, OSCAR).session_version == before


def test_what_has_ended_stays_ended(office: Office, adela: Browser) -> None:
    """Nothing brings somebody back whose rights have ended."""
    adela.fill("/staff/people/laura/deactivate")
    done = links(office)
    for deed in DEEDS:
        assert adela.fill(f"/staff/people/laura/{deed}").status_code == 409
    assert adela.fill("/staff/people/laura", name="Laura", role="agent", number="").status_code == 409
    assert (record(office, LAURA).active, links(office)) == (False, done)
    assert "Ya no trabajan aquí" in adela.get("/staff").text


def test_a_supervisor_is_no_administrator(office: Office) -> None:
    """Who leads a shift gives nobody a password, whatever address they know."""
    browser = office.at_desk(BERTA)
    before = record(office, LAURA).password_hash
    for deed in DEEDS:
        assert browser.post(f"/staff/people/laura/{deed}").status_code == 403
    assert record(office, LAURA).password_hash == before
    assert links(office) == []
