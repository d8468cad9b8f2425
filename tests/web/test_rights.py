"""Rights over one caller: whose they are, what may be done now, and that a refusal has no effect."""

from typing import Any

from tests.web.office import LAURA, OSCAR, PABLO, Office
from tests.web.routes import objects

BODY = {
    "kind": "CC",
    "question": "birth_date",
    "answer": "17051980",
    "number": "3001234567",
    "agent": "serfinansa.pablo",
}


def effects(office: Office) -> tuple[Any, ...]:
    """Give all that an action could have changed."""
    scene = office.scene
    stands = tuple(
        (handoff.state, handoff.agent, handoff.checks, handoff.codes) for handoff in scene.floor.live("serfinansa")
    )
    return stands, dict(scene.bank.mobiles), dict(scene.codes.sent), len(scene.records.notes)


def test_nobody_acts_on_anothers_caller(office: Office) -> None:
    """A colleague, and somebody of another institution, get 404 for a live call, as for one that never was."""
    laura, pablo, oscar = office.at_desk(LAURA), office.at_desk(PABLO), office.at_desk(OSCAR, "other")
    laura.post("/desk/available")
    handoff = office.scene.talking(office.identity(LAURA), office.scene.caller())
    before = effects(office)
    for browser in (pablo, oscar):
        for target in (handoff.id, "serfinansa.unknown", "other.unknown", "nonsense"):
            for name, path in objects(office, target).items():
                assert (name, browser.post(path, BODY).status_code) == (name, 404)
    assert effects(office) == before
    assert laura.view()["call"]["handoff"] == handoff.id
    assert pablo.view()["call"] is None


def test_nobody_takes_an_offer_made_to_another(office: Office) -> None:
    """An offer is for the agent to whom it was made."""
    laura, pablo = office.at_desk(LAURA), office.at_desk(PABLO)
    laura.post("/desk/available")
    office.scene.caller()
    offer = laura.view()["offer"]["handoff"]
    assert pablo.post(f"/desk/offers/{offer}/accept").status_code == 404
    assert pablo.post(f"/desk/offers/{offer}/decline").status_code == 404
    assert laura.post(f"/desk/offers/{offer}/accept").status_code == 200


def test_an_ended_call_is_over(office: Office) -> None:
    """After its end the agent's own call can be neither checked, nor changed, nor sent anywhere."""
    laura = office.at_desk(LAURA)
    laura.post("/desk/available")
    handoff = office.scene.talking(office.identity(LAURA), office.scene.caller())
    assert laura.post(f"/desk/handoffs/{handoff.id}/finish").status_code == 200
    before = effects(office)
    for name, path in objects(office, handoff.id).items():
        answer = laura.post(path, BODY)
        over = "wrap_up_over" if "wrap_up" in name else "ended"
        assert (name, answer.status_code, answer.json["code"]) == (name, 409, over)
    assert effects(office) == before


def test_steps_cannot_be_skipped(office: Office) -> None:
    """Without enough matches no code is sent and no mobile changed; without a code nobody goes to the keypad."""
    laura = office.at_desk(LAURA)
    laura.post("/desk/available")
    handoff = office.scene.talking(office.identity(LAURA), office.scene.caller())
    before = effects(office)
    for action, code in (
        ("send-code", "checks_missing"),
        ("change-mobile", "checks_missing"),
        ("to-keypad", "no_code"),
    ):
        answer = laura.post(f"/desk/handoffs/{handoff.id}/{action}", BODY)
        assert (answer.status_code, answer.json["code"]) == (409, code)
    assert effects(office) == before
