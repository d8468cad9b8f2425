"""Redis or the database away, at each step of a call: an apology in time, nothing verified, nothing half done."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from xml.etree import ElementTree as ET

import pytest

from ivr.agents.room.paths import room_path
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.live import RedisCalls
from tests.attacks.outages import REDIS, Outage, locked_database, no_database, stopped
from tests.phone.agent import Agent
from tests.phone.bank import audited, earlier_keys
from tests.phone.call import Call
from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY
from tests.phone.plain import PlainService
from tests.phone.posting import post, told
from tests.phone.webhooks import path_of

PATIENCE = 3.0


@dataclass
class Road:
    """A caller, a customer and an agent on one line."""

    service: PlainService
    line: Phone
    customer: DemoCustomer
    agent: Agent

    def entered(self) -> Call:
        """Have typed the new key once."""
        return self.line.proven(self.customer, self.agent).hears("new_key").presses(NEW_KEY).hears("new_key_again")

    def found(self) -> Call:
        """Have typed the document."""
        self.agent.available()
        call = self.line.in_menu().presses("3").anyhow().presses(f"{self.customer.document_number}#").anyhow()
        return call.presses("1").hears("document_confirm")

    def code(self) -> str:
        """Read the code."""
        return self.line.reads_sms(self.customer.mobile)


# Where a call stands when the part fails, and the keys that are pressed then.
STEPS: dict[str, tuple[Callable[[Road], Call], Callable[[Road], str]]] = {
    "menu": (lambda road: road.line.dials().anyhow(), lambda _: "4"),
    "document": (lambda road: road.line.in_menu().presses("3").anyhow(), lambda _: "1024502450#"),
    "confirmation": (lambda road: road.found(), lambda _: "1"),
    "code": (lambda road: road.line.at_keypad(road.customer, road.agent), lambda road: road.code()),
    "key": (lambda road: road.line.proven(road.customer, road.agent).anyhow(), lambda _: NEW_KEY),
    "key again": (lambda road: road.entered(), lambda _: NEW_KEY),
}


@pytest.fixture
def road(plain: PlainService) -> Road:
    """Give a line with a customer and an agent."""
    line = Phone(plain)
    return Road(plain, line, line.customer(), line.agent())


def fail(road: Road, step: str, outage: Outage) -> Call:
    """Press the step's keys during an outage; the caller must hear an apology in time."""
    reach, keys = STEPS[step]
    call = reach(road)
    pressed = keys(road)
    began = perf_counter()
    with outage(road.service):
        call.presses(pressed)
        assert perf_counter() - began < PATIENCE
        call.hears("apology_fallback").is_queued()
    return call


def come_back(road: Road, call: Call) -> Call:
    """Have the worker adopt the caller who was parked."""
    road.service.switchboard.redirect(call.sid, "/voice/incoming")
    road.service.network.settle()
    return call


@pytest.mark.parametrize("outage", REDIS)
@pytest.mark.parametrize("step", STEPS)
def test_without_redis_the_caller_hears_an_apology_and_nothing_changes(road: Road, step: str, outage: str) -> None:
    """Killed, read-only or full at any step: nothing is verified, the key is as it was; afterwards the call goes on."""
    call = fail(road, step, REDIS[outage])
    assert road.line.key_works(road.customer, KEY)
    assert earlier_keys(road.service.parts.records, road.customer) == 0
    if step == "code":
        assert "code_accepted" not in audited(road.service.parts.records, road.customer)
    come_back(road, call).is_asked().anyhow()
    if step == "code":
        call.presses(road.line.codes(road.customer.mobile)[-1]).hears("new_key")
    if step == "key again":
        call.presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
        assert road.line.key_works(road.customer, NEW_KEY)
        assert earlier_keys(road.service.parts.records, road.customer) == 1


@pytest.mark.parametrize("step", ["menu", "confirmation", "code", "key again"])
def test_a_redis_that_hangs_is_given_up_in_time(road: Road, step: str) -> None:
    """A stopped Redis answers nothing: the caller hears the apology within three seconds all the same."""
    fail(road, step, stopped)
    assert road.line.key_works(road.customer, KEY)


@pytest.mark.parametrize("outage", REDIS)
def test_a_new_call_without_redis_is_parked_and_adopted(plain: PlainService, outage: str) -> None:
    """Who calls in during an outage hears an apology, and the welcome when it is over."""
    with REDIS[outage](plain):
        call = Phone(plain).dials().hears("apology_fallback").is_queued()
    plain.switchboard.redirect(call.sid, "/voice/incoming")
    plain.network.settle()
    call.hears("welcome", *MENU)


@pytest.mark.parametrize("outage", ["killed", "read-only"])
def test_a_caller_who_waits_or_is_led_to_the_room_is_not_lost(road: Road, outage: str) -> None:
    """Whoever waits hears so and stays in the queue; at the door of the room the apology parks the caller."""
    road.agent.available()
    call = road.line.identified(road.customer).anyhow().is_queued()
    service, parameters = road.service, told(road.service, call)
    queue = service.network.legs[call.sid].queue
    assert queue is not None
    door = room_path(service.parts.tokens, road.agent.is_offered().handoff)
    with REDIS[outage](service):
        waiting, led = (post(service, path, parameters) for path in (path_of(queue.get("waitUrl", "")), door))
    assert (waiting[0], led[0]) == (200, 200)
    assert verbs(waiting[1]) == (["Say", "Play"] if outage == "killed" else ["Gather"])
    assert verbs(led[1]) == (["Say", "Enqueue"] if outage == "killed" else ["Say", "Say", "Enqueue"])
    road.agent.takes(call)


def verbs(twiml: str) -> list[str]:
    """Give the verbs of a document, outermost only."""
    return [verb.tag for verb in ET.fromstring(twiml)]  # noqa: S314 - our own answer


@pytest.mark.parametrize("kind", ["incoming", "turn", "wait"])
def test_a_fault_of_our_own_is_left_to_the_fallback_url(road: Road, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks in us is an error for the network, which then asks the fallback URL: never a hang-up."""
    road.agent.available()
    call = road.line.identified(road.customer).anyhow().is_queued()
    queue = road.service.network.legs[call.sid].queue
    assert queue is not None
    paths = {"incoming": "/voice/incoming", "turn": path_of(queue.get("action", ""))}
    path, parameters = paths.get(kind, path_of(queue.get("waitUrl", ""))), told(road.service, call)

    def broken(_calls: RedisCalls, _call: str) -> None:
        raise KeyError("something that should be there")

    monkeypatch.setattr(RedisCalls, "load", broken)
    status, twiml = post(road.service, path, parameters)
    assert (status, "Hangup" in twiml) == (500, False)


@pytest.mark.parametrize("step", ["confirmation", "code", "key again"])
def test_without_the_database_the_caller_goes_to_an_agent_or_hears_so(road: Road, step: str) -> None:
    """A step that needs the records says that nothing changed; nothing is verified without them."""
    reach, keys = STEPS[step]
    call = reach(road)
    pressed = keys(road)
    began = perf_counter()
    with no_database(road.service):
        call.presses(pressed)
        assert perf_counter() - began < PATIENCE
    before = {"confirmation": ("unavailable", "to_agent", "agent_coming")}.get(step, ("unavailable", "agent_coming"))
    call.hears(*(("one_moment",) if step == "key again" else ()), *before)
    assert road.line.key_works(road.customer, KEY)
    assert "code_accepted" not in audited(road.service.parts.records, road.customer) or step == "key again"
    if step != "confirmation":
        road.agent.is_("talking").to_keypad()
        call.hears("one_moment", "capsule", "security_code" if step == "code" else "new_key")


def test_turns_without_an_effect_need_no_database(plain: PlainService) -> None:
    """Menus and questions go on while the records are away."""
    line = Phone(plain)
    with no_database(plain):
        call = line.in_menu().presses("3").hears("document_number").presses("1024502450#")
        call.hears("document_type", "option_type_CC", "option_type_TI").presses("1").hears("document_confirm")


def test_a_database_that_is_locked_is_given_up_in_time(road: Road) -> None:
    """Somebody else's endless transaction costs a caller less than three seconds, and no code."""
    call = road.line.at_keypad(road.customer, road.agent)
    code = road.code()
    with locked_database(road.service):
        began = perf_counter()
        call.presses(code)
        assert perf_counter() - began < PATIENCE
    call.hears("unavailable", "agent_coming")
    road.agent.is_("talking").to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(code).hears("new_key")


def test_the_fallback_needs_neither_redis_nor_the_database(plain: PlainService) -> None:
    """The address of last resort answers when nothing else does."""
    call = Phone(plain).dials().anyhow()
    with REDIS["killed"](plain), no_database(plain):
        status, twiml = post(plain, "/voice/fallback", told(plain, call, ErrorCode="11200", ErrorUrl="https://x"))
    assert status == 200
    assert "Enqueue" in twiml
