"""A room over real HTTP: who hears whom is asked of the network itself, which knows what every telephone hears."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from ivr.stores.demo.guide import demo
from tests.phone.agent import Agent
from tests.phone.call import Call, until
from tests.phone.line import Phone
from tests.phone.real import RealService
from tests.phone.real_door import PageDoor

pytestmark = pytest.mark.network


@pytest.fixture
def line(real_service: RealService) -> Iterator[Phone]:
    """Give the line over real HTTP."""
    yield Phone(real_service)
    real_service.forget()


class Network:
    """The telephone network's own view: legs by the number or client that they reach."""

    def __init__(self, line: Phone) -> None:
        assert isinstance(line.service, RealService)
        self.url = line.service.network

    def leg(self, to: str) -> str:
        """Give the live leg of a telephone, once it is in the room."""
        assert until(lambda: self._in_room(to), 15), f"{to} is in no room"
        return self._in_room(to)[0]

    def _in_room(self, to: str) -> list[str]:
        calls = requests.get(f"{self.url}/sandbox/calls", timeout=10).json()["calls"]
        return [call["sid"] for call in calls if call["to"].partition("_v")[0] == to and call["state"] == "conference"]

    def says(self, leg: str, text: str) -> set[str]:
        """Say something; give the legs that heard it."""
        answer = requests.post(f"{self.url}/sandbox/calls/{leg}/speech", json={"text": text}, timeout=10)
        return set(answer.json()["heard_by"])

    def heard(self, leg: str, kind: str) -> list[str]:
        """Give what a telephone heard since its call began."""
        lines: list[dict[str, Any]] = requests.get(f"{self.url}/sandbox/calls/{leg}", timeout=10).json()["transcript"]
        return [entry["text"] for entry in lines if entry["kind"] == kind]

    def is_over(self, leg: str) -> bool:
        """Say whether a call has ended."""
        return bool(requests.get(f"{self.url}/sandbox/calls/{leg}", timeout=10).json()["state"] == "ended")


@pytest.fixture(scope="module")
def door(real_service: RealService) -> PageDoor:
    """Sign the supervisor in, once: each code of the second factor opens once."""
    staff = demo(real_service.parts.institutions).institutions["serfinansa"].staff
    (member,) = [one for one in staff if one.user == "beatriz"]
    service = real_service
    return PageDoor(service.parts.settings.public_url, service.network, member, service.parts.clock).signed_in()


def does(door: PageDoor, action: str, handoff: str) -> str:
    """Press a button of the floor; give the mode that it answers, or why not."""
    answer = door._ask("POST", f"/floor/handoffs/{handoff}/{action}", json={}, headers={"X-CSRFToken": door.token})
    said = answer.json()
    return str(said.get("mode", said.get("code")))


def with_code(line: Phone) -> tuple[Call, Agent]:
    """Have a caller talk with an agent who has sent them a code."""
    customer, agent = line.customer(), line.agent()
    call = line.with_agent(customer, agent)
    agent.checks(customer).sends_code()
    line.reads_sms(customer.mobile)
    return call, agent


def test_a_whisper_and_the_capsule(line: Phone, door: PageDoor) -> None:
    """The caller hears no whisper; at the keypad nobody hears a key and the supervisor is out, who may return."""
    network, (call, agent) = Network(line), with_code(line)
    assert does(door, "whisper", agent.handoff) == "whisper"
    coach, desk = network.leg("client:beatriz"), network.leg("client:carolina")
    call.hears("monitoring_announced").is_in_room()
    assert network.says(coach, "Pregúntele la ciudad.") == {desk}
    assert network.says(desk, "¿En qué ciudad vive?") == {coach, call.sid}
    assert until(lambda: does(door, "listen", agent.handoff) == "listen", 15)
    assert network.says(coach, "Nadie me oye.") == set()
    agent.to_keypad()
    assert until(lambda: network.is_over(coach), 15)
    call.hears("one_moment", "capsule", "security_code")
    assert does(door, "listen", agent.handoff) == "private"
    call.presses("000000").hears("code_wrong", "security_code")
    assert network.heard(desk, "heard-key") + network.heard(coach, "heard-key") == []
    assert "Pregúntele la ciudad." not in network.heard(call.sid, "heard-voice")
    agent.takes_back()
    call.hears("taken_back", "agent_coming").is_in_room()
    agent.is_("talking")
    assert does(door, "barge", agent.handoff) == "barge"
    assert network.says(network.leg("client:beatriz"), "Buenas tardes.") == {desk, call.sid}


def test_from_hand_to_hand(line: Phone) -> None:
    """On hold the caller hears nobody; a colleague is asked, three talk, the call is theirs with what was proven."""
    network, (call, agent) = Network(line), with_code(line)
    second = line.agent("andres").available()
    agent.door.act("consult", agent.handoff, agent="serfinansa.andres")
    desk, colleague = network.leg("client:carolina"), network.leg("client:andres")
    assert network.says(colleague, "Dime.") == {desk}
    agent.door.act("resume", agent.handoff)
    assert network.says(colleague, "Buenas tardes.") == {desk, call.sid}
    assert until(lambda: "hand_over" in agent.door.look()["call"]["room"]["actions"], 15)
    agent.door.act("hand_over", agent.handoff)
    second.handoff = agent.handoff
    second.is_("talking")
    assert until(lambda: network.is_over(desk), 15)
    assert second.door.look()["call"]["matched"] == 3
    call.is_on_hold()  # while the two talked
    second.to_keypad()
    call.hears("one_moment", "capsule", "security_code")


def test_a_transfer_to_a_queue(line: Phone) -> None:
    """The caller waits before all others and comes to the next agent, who sees what was proven."""
    call, agent = with_code(line)
    agent.door.act("transfer", agent.handoff, queue="claves")
    call.hears("to_agent", "agent_needs", "queue_next", "queue_keys").is_queued()
    second = line.agent("andres").available().takes(call)
    call.anyhow()
    shown = second.door.look()["call"]
    assert (shown["matched"], shown["code_sent"], shown["room"]["transferred_by"]) == (3, 1, "Carolina Mejía")
