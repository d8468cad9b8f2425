"""The buttons of the room over HTTP: what each answers, who may, and what helps when it cannot be done."""

import pytest

from tests.web.office import BERTA, LAURA, OSCAR, PABLO, Browser, Office


@pytest.fixture
def laura(office: Office) -> Browser:
    """Give the browser of an agent who takes calls."""
    browser = office.at_desk(LAURA)
    browser.post("/desk/available")
    return browser


def talking(office: Office) -> str:
    """Bring a caller to Laura; give the handoff."""
    return office.scene.talking(office.identity(LAURA), office.scene.caller()).id


def test_hold_mute_and_help(office: Office, laura: Browser) -> None:
    """Each answers the view after it, which says what may be done next."""
    address = f"/desk/handoffs/{talking(office)}"
    room = laura.post(f"{address}/hold").json["call"]["room"]
    assert room["held_since"] is not None
    assert {"resume", "mute", "ask_help"} <= set(room["actions"])
    assert "hold" not in room["actions"]
    assert laura.post(f"{address}/resume").json["call"]["room"]["held_since"] is None
    assert laura.post(f"{address}/mute").json["call"]["room"]["muted"]
    assert not laura.post(f"{address}/unmute").json["call"]["room"]["muted"]
    assert laura.post(f"{address}/ask-help").json["call"]["room"]["help_since"] is not None
    assert laura.post(f"{address}/help-over").json["call"]["room"]["help_since"] is None


def test_colleagues(office: Office, laura: Browser) -> None:
    """Whoever takes calls at the same institution, free ones first; nobody else, and not oneself."""
    office.at_desk(PABLO).post("/desk/available")
    found = laura.get("/desk/colleagues").json
    assert [agent["name"] for agent in found["agents"]] == [PABLO.name]
    assert found["agents"][0]["free"] is True
    assert [queue["name"] for queue in found["queues"]] == ["Claves", "Atención general"]


def test_transfer(office: Office, laura: Browser) -> None:
    """To a queue the caller waits there; to a colleague they are offered; of nobody else is anything learned."""
    handoff = talking(office)
    address = f"/desk/handoffs/{handoff}"
    stranger, supervisor = (office.identity(person).id for person in (OSCAR, BERTA))
    for body, code in (
        ({}, "malformed"),
        ({"queue": "elsewhere"}, "unknown_queue"),
        ({"agent": "serfinansa.nobody"}, "unknown_colleague"),
        ({"agent": stranger}, "unknown_colleague"),
        ({"agent": supervisor}, "unknown_colleague"),
        ({"agent": office.identity(PABLO).id}, "colleague_busy"),
    ):
        assert laura.post(f"{address}/transfer", body).json["code"] == code, body
    pablo = office.at_desk(PABLO)
    pablo.post("/desk/available")
    to_pablo = {"agent": office.identity(PABLO).id}
    assert laura.post(f"{address}/transfer", to_pablo | {"note": "la clave 4821"}).json["code"] == "digits_in_note"
    assert laura.post(f"{address}/transfer", to_pablo | {"note": "x" * 501}).json["code"] == "malformed"
    assert laura.post(f"{address}/transfer", to_pablo | {"note": " Ya confirmó. "}).json["call"] is None
    assert pablo.get("/desk/view").json["offer"]["transfer_note"] == "Ya confirmó."
    offer = pablo.view()["offer"]
    assert (offer["handoff"], offer["transferred_by"]) == (handoff, LAURA.name)


def test_a_consultation(office: Office, laura: Browser) -> None:
    """The colleague reads who is asked about nothing more than the procedure, and may leave."""
    handoff = talking(office)
    pablo = office.at_desk(PABLO)
    pablo.post("/desk/available")
    address = f"/desk/handoffs/{handoff}"
    asked = laura.post(f"{address}/consult", {"agent": office.identity(PABLO).id}).json
    assert [(guest["name"], guest["kind"]) for guest in asked["call"]["room"]["guests"]] == [(PABLO.name, "consult")]
    view = pablo.view()
    assert (view["call"], view["consultation"]["procedure"]) == (None, "Restablecer clave")
    assert laura.post(f"{address}/hand-over").json["code"] == "not_there"
    assert pablo.post(f"{address}/hold").json["code"] == "not_yours"
    assert pablo.post(f"{address}/leave-consultation").json["consultation"] is None
    assert laura.post(f"{address}/end-consultation").json["code"] == "not_there"


def test_a_supervisor_listens(office: Office, laura: Browser) -> None:
    """The supervisor's telephone rings; the agent reads who it is; one who is not there has gone."""
    handoff = talking(office)
    berta = office.at_desk(BERTA)
    address = f"/floor/handoffs/{handoff}"
    assert berta.post(f"{address}/listen").json == {"handoff": handoff, "mode": "listen", "joined": False}
    assert berta.get(f"{address}/listening").json["mode"] == "listen"
    assert [guest["name"] for guest in laura.view()["call"]["room"]["guests"]] == [BERTA.name]
    assert berta.post(f"{address}/whisper").json["code"] == "still_calling"
    assert berta.post(f"{address}/leave").json["mode"] == ""
    assert berta.post("/floor/handoffs/other.unknown/barge").json["code"] == "not_yours"
    for action in ("listen", "whisper", "barge", "leave"):
        assert laura.post(f"{address}/{action}").status_code == 403
