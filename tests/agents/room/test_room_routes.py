"""The routes of rooms: signed by the network, answered with the door to a room or with the way on."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from ivr.agents.handoff import Handoff, Outcome, State
from ivr.prompts import Prompts
from ivr.tables import load
from ivr.telephony.gate import Gate, refuse_open_routes
from ivr.telephony.rooms import RoomDoor, room_routes
from ivr.telephony.signature import Signatures
from ivr.telephony.speech import Speech
from ivr.telephony.twiml import Renderer
from tests.agents.scene import CONFERENCE, HUNG_UP, Scene
from tests.conftest import ROOT
from tests.telephony.sender import ACCOUNT, PUBLIC_URL, TOKEN, Sender

STANDS = "<Response><Pause/></Response>"


@dataclass
class Network:
    """The network, which asks at the door of the rooms; `scene` is the floor behind it."""

    scene: Scene
    sender: Sender

    def leg(self, path: str, call: str) -> ET.Element:
        """Have a leg fetch what comes now."""
        answer = self.sender.post(path, {"AccountSid": ACCOUNT, "CallSid": call, "CallStatus": "in-progress"})
        assert answer.status_code == 200
        return ET.fromstring(answer.text)  # noqa: S314 - written by the service under test

    def news(self, room: str, event: str, call: str, sequence: int, *, reason: str = "", path: str = "") -> int:
        """Tell of a room; give the HTTP status."""
        params = {"AccountSid": ACCOUNT, "ConferenceSid": CONFERENCE, "FriendlyName": room, "CallSid": call}
        params |= {"StatusCallbackEvent": event, "SequenceNumber": str(sequence)}
        params |= {"ReasonParticipantLeft": reason} if reason else {}
        return self.sender.post(path or f"/voice/conference/{room}", params).status_code

    def status(self, path: str, call: str, status: str) -> int:
        """Tell what became of an agent's leg."""
        params = {"AccountSid": ACCOUNT, "CallSid": call, "CallStatus": status, "SequenceNumber": "2"}
        return self.sender.post(path, params).status_code

    def dialled(self) -> tuple[str, str]:
        """Give the paths of the agent's leg that was dialled last: what it fetches, and where its status goes."""
        given = [command for command in self.scene.switchboard.commands if command.name == "dial"][-1].given
        return given[2], given[3]


@pytest.fixture
def network(scene: Scene) -> Network:
    """Give the network before a service that has the routes of rooms."""
    prompts = Prompts.load(ROOT / "voice_prompts", {**load(ROOT / "institutions"), **scene.institutions})
    renderer = Renderer(Speech(prompts, PUBLIC_URL), lambda name, _version: scene.institutions[name], PUBLIC_URL)
    door = RoomDoor(scene.rooms, renderer, scene.institutions, scene.tokens, lambda _call: STANDS)
    app = Flask("rooms")
    app.register_blueprint(room_routes(Gate(Signatures(PUBLIC_URL, [TOKEN]), ACCOUNT), door))
    refuse_open_routes(app)
    return Network(scene, Sender(app.test_client()))


def accepted(scene: Scene) -> Handoff:
    """Have an agent accept a caller."""
    laura = scene.agent("laura")
    handoff = scene.handoff(scene.caller())
    scene.desk.accept(laura, handoff.id)
    return scene.again(handoff)


def test_agent_and_caller_meet(network: Network) -> None:
    """The agent comes first, then the caller, into the same room, which nobody's leaving ends for the other."""
    handoff = accepted(network.scene)
    agent = network.leg(network.dialled()[0], handoff.agent_leg).find("Dial/Conference")
    assert agent is not None
    assert (agent.text, agent.get("participantLabel")) == (handoff.id, "agent")
    assert agent.get("endConferenceOnExit") == "false"
    assert network.news(handoff.id, "participant-join", handoff.agent_leg, 1) == 204
    path = network.scene.switchboard.redirected[handoff.call]
    entered = network.leg(path, handoff.call)
    caller = entered.find("Dial/Conference")
    assert caller is not None
    assert (caller.text, caller.get("participantLabel")) == (handoff.id, "caller")
    assert [said.tag for said in entered] == ["Say", "Dial"]


def test_a_leg_without_a_place_is_hung_up(network: Network) -> None:
    """A leg of nobody's offer hears nothing of a caller."""
    handoff = accepted(network.scene)
    answer = network.leg(f"/voice/agent/{handoff.id}?token=invented", handoff.agent_leg)
    assert [verb.tag for verb in answer] == ["Hangup"]
    answer = network.leg("/voice/agent/serfinansa.unknown?token=invented", handoff.agent_leg)
    assert [verb.tag for verb in answer] == ["Hangup"]


def test_a_caller_who_comes_too_late_is_led_on(network: Network) -> None:
    """When the agent has gone before the caller came, the caller goes on in the script: never an empty room."""
    handoff = accepted(network.scene)
    network.leg(network.dialled()[0], handoff.agent_leg)
    network.news(handoff.id, "participant-join", handoff.agent_leg, 1)
    path = network.scene.switchboard.redirected[handoff.call]
    network.news(handoff.id, "participant-leave", handoff.agent_leg, 2, reason=HUNG_UP)
    redirect = network.leg(path, handoff.call).find("Redirect")
    assert redirect is not None
    assert "/voice/turn/" in (redirect.text or "")


def test_a_caller_whose_wait_goes_on(network: Network) -> None:
    """A caller's leg that comes to a room that is not for it yet hears where its conversation stands."""
    handoff = accepted(network.scene)
    token = network.scene.tokens.make("room", handoff.id)
    assert network.leg(f"/voice/room/{handoff.id}?token={token}", handoff.call).find("Pause") is not None


def test_the_room_is_over(network: Network) -> None:
    """A caller's leg that fell out of the room is led back in; the agent's leg is done."""
    handoff = accepted(network.scene)
    network.scene.agent_enters(handoff)
    network.scene.caller_enters(handoff)
    path = f"/voice/room-end/{handoff.id}?token={network.scene.tokens.make('room', handoff.id)}"
    redirect = network.leg(path, handoff.call).find("Redirect")
    assert redirect is not None
    assert f"/voice/room/{handoff.id}" in (redirect.text or "")
    assert network.leg(path, handoff.agent_leg).find("Hangup") is not None


def test_no_answer(network: Network) -> None:
    """An agent's telephone that rings out gives the caller back; that it rings is no news."""
    handoff = accepted(network.scene)
    path = network.dialled()[1]
    assert network.status(path, handoff.agent_leg, "ringing") == 204
    assert network.scene.again(handoff).state is State.CALLING_AGENT
    assert network.status(path, handoff.agent_leg, "no-answer") == 204
    assert network.scene.again(handoff).state is State.WAITING


def test_news_of_another_room_do_nothing(network: Network) -> None:
    """News count only at the address of their own room."""
    handoff = accepted(network.scene)
    path = f"/voice/conference/{handoff.id}"
    assert network.news("serfinansa.other", "participant-leave", handoff.agent_leg, 9, reason=HUNG_UP, path=path) == 204
    assert network.scene.again(handoff).state is State.CALLING_AGENT


def test_the_caller_hangs_up_in_the_room(network: Network) -> None:
    """The agent's leg is ended and the agent free."""
    handoff = accepted(network.scene)
    network.scene.agent_enters(handoff)
    network.scene.caller_enters(handoff)
    network.news(handoff.id, "participant-leave", handoff.call, 50, reason=HUNG_UP)
    assert network.scene.again(handoff).outcome == Outcome.HUNG_UP
    assert network.scene.switchboard.calls[handoff.agent_leg] == "completed"


def test_unsigned(network: Network) -> None:
    """Without the network's signature nothing happens."""
    handoff = accepted(network.scene)
    for path in (*network.dialled(), f"/voice/conference/{handoff.id}", f"/voice/room/{handoff.id}"):
        assert network.sender.raw(path, "CallSid=CA", None).status_code == 403
