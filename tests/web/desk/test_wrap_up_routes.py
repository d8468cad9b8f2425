"""Wrap-up and pauses over HTTP: only what was sent is changed, and what is refused is said in a sentence."""

import pytest
from redis import Redis

from ivr.institutions import Institution
from ivr.stores.records import Records
from ivr.web.answers import SENTENCES
from tests.conftest import FixedClock
from tests.web.office import LAURA, PABLO, Browser, Office


@pytest.fixture
def office(redis: "Redis", clock: FixedClock, institution: Institution, records: Records) -> Office:
    """Give an office whose calls are followed by the table's wrap-up."""
    return Office(redis, clock, institution, records, with_wrap_up=True)


def after_call(office: Office) -> tuple[Browser, str]:
    """Have an agent finish a call; give their browser and the address of the wrap-up."""
    laura = office.at_desk(LAURA)
    laura.post("/desk/available")
    handoff = office.scene.talking(office.identity(LAURA), office.scene.caller())
    laura.post(f"/desk/handoffs/{handoff.id}/finish")
    return laura, f"/desk/handoffs/{handoff.id}/wrap-up"


def test_the_road_of_a_wrap_up(office: Office) -> None:
    """Each answer is the view after it; what was not sent stays as it was."""
    laura, address = after_call(office)
    shown = laura.view()["wrap_up"]
    assert (shown["required"], shown["may_ask"], shown["code"]) == (True, True, "")
    laura.post(address, {"note": "  primera línea\nsegunda  "})
    shown = laura.post(address, {"wrap_up_code": "other"}).json["wrap_up"]
    assert (shown["note"], shown["code"], shown["required"]) == ("primera línea\nsegunda", "other", False)
    assert not laura.post(f"{address}/more").json["wrap_up"]["may_ask"]
    view = laura.post(f"{address}/finish", {"note": ""}).json
    assert (view["state"], view["wrap_up"]) == ("available", None)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"note": "la clave es 4821"}, 400, "digits_in_note"),
        ({"follow_up": "4-8-2-1"}, 400, "digits_in_note"),
        ({"note": "x" * 501}, 400, "malformed"),
        ({"note": ["4821"]}, 400, "malformed"),
        ({"wrap_up_code": "answered"}, 400, "unknown_code"),
        ({}, 409, "code_missing"),
    ],
)
def test_what_is_refused(office: Office, body: dict[str, object], status: int, code: str) -> None:
    """Neither a secret, nor a form of another kind, nor a code of another queue; the wrap-up goes on."""
    laura, address = after_call(office)
    answer = laura.post(f"{address}/finish", body)
    assert (answer.status_code, answer.json["code"], answer.json["message"]) == (status, code, SENTENCES[code][1])
    view = laura.view()
    assert (view["state"], view["wrap_up"]["note"], view["wrap_up"]["follow_up"]) == ("wrap_up", "", "")


def test_a_colleague_cannot_end_it(office: Office) -> None:
    """The wrap-up of another agent is not to be found."""
    laura, address = after_call(office)
    pablo = office.at_desk(PABLO)
    for step in ("", "/finish", "/more"):
        answer = pablo.post(address + step, {"wrap_up_code": "other"})
        assert (answer.status_code, answer.json["code"]) == (404, "not_yours")
    assert laura.view()["wrap_up"]["code"] == ""


def test_signing_out_in_wrap_up(office: Office) -> None:
    """The session ends at once; when the wrap-up is over too, no calls come."""
    laura, _ = after_call(office)
    laura.post("/desk/sign-out")
    for _ in range(121):
        office.clock.advance(1)
        office.scene.desk.heartbeat(office.identity(LAURA))
        office.scene.reconciler.tend()
    assert office.scene.floor.agent("serfinansa", "serfinansa.laura").state == "offline"


def test_a_pause_of_the_table(office: Office) -> None:
    """A reason by its id; one that is not there changes nothing."""
    laura = office.at_desk(LAURA)
    laura.post("/desk/available")
    refused = laura.post("/desk/unavailable", {"reason": "siesta"})
    assert (refused.status_code, laura.view()["state"]) == (400, "available")
    view = laura.post("/desk/unavailable", {"reason": "lunch"}).json
    assert (view["state"], view["pause"]["reason"]) == ("not_ready", "Almuerzo")
    assert laura.post("/desk/unavailable").json["state"] == "offline"


def test_a_day_that_begins(office: Office) -> None:
    """An agent who has not worked today reads zeros."""
    assert office.at_desk(LAURA).get("/desk/day").json == {"calls": 0, "handling": 0, "states": []}
