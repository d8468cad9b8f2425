"""The service in the test's own process: the real parts, with a network in memory and a clock that stands still."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flask.json import dumps

from ivr.agents.agent import AgentIdentity
from ivr.agents.desk.desk import Desk
from ivr.agents.desk.wrapping import Wrapping
from ivr.agents.queue.relieving import Relieving
from ivr.agents.reconciler import Reconciler
from ivr.assembly import Assembly
from ivr.assembly.jobs import outbox_worker
from ivr.assembly.service import line
from ivr.mail.memory_post_office import MemoryPostOffice
from ivr.mail.smtp import Letter
from ivr.settings import Settings
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.demo.guide import Demo, DemoInstitution
from ivr.stores.demo.seed import seed
from ivr.stores.turns import TurnCarrier
from ivr.telephony.memory_switchboard import MemorySwitchboard
from tests.conftest import ROOT, FixedClock
from tests.phone.plain_leg import Leg
from tests.phone.plain_network import PlainNetwork
from tests.phone.plain_room import colleague, press
from tests.phone.webhooks import ACCOUNT, PUBLIC_URL, TOKEN, Webhooks

SECRET_KEY = "an invented secret that is long enough for tests"


def settings(redis_url: str, database: Path, **changes: Any) -> Settings:
    """Give the settings of a service in tests."""
    own: dict[str, Any] = {
        "twilio_account_sid": ACCOUNT,
        "twilio_auth_token": TOKEN,
        "twilio_sender": "891888",
        "public_url": PUBLIC_URL,
        "redis_url": redis_url,
        "database_url": f"sqlite:///{database}",
        "secret_key": SECRET_KEY,
        "institutions_folder": ROOT / "institutions",
        "prompts_folder": ROOT / "voice_prompts",
    }
    return Settings(**(own | changes))


@dataclass
class PlainTelephone:
    """A caller's telephone on the plain network."""

    network: PlainNetwork
    leg: Leg
    patience: float = 0

    @property
    def sid(self) -> str:
        """Give the CallSid."""
        return self.leg.sid

    def heard(self) -> list[str]:
        """Give what was heard since the call began."""
        return self.leg.heard

    def state(self) -> str:
        """Give where the call is."""
        return self.leg.state

    def press(self, keys: str) -> None:
        """Press keys."""
        self.network.press(self.leg, keys)

    def silence(self) -> None:
        """Press nothing."""
        self.network.silence(self.leg)

    def hang_up(self) -> None:
        """End the call."""
        self.network.hang_up(self.leg)


@dataclass
class UseCaseDoor:
    """The desk by its use cases."""

    desk: Desk
    identity: AgentIdentity
    network: PlainNetwork
    patience: float = 0

    def look(self) -> dict[str, Any]:
        """Give what the page would show."""
        view: dict[str, Any] = json.loads(dumps(asdict(self.desk.view(self.identity)), default=str))
        return view

    def act(self, action: str, handoff: str = "", **fields: str) -> None:
        """Do what a button does, and let the network carry out what follows."""
        given = (handoff,) if handoff and action not in ("available", "unavailable") else ()
        try:
            if not press(self.desk, self.identity, action, handoff, fields):
                getattr(self.desk, action)(self.identity, *given, *fields.values())
        finally:
            self.network.settle()

    def leave_room(self) -> None:
        """End the agent's leg."""
        (leg,) = [leg for leg in self.network.legs.values() if leg.line == self.identity.voice and leg.state == "room"]
        self.network.hang_up(leg)

    def wrap_up(self) -> None:
        """Say what the last call was about, where that is asked."""
        if under_way := self.desk.view(self.identity).wrap_up:
            code = {"wrap_up_code": under_way.codes[0].id} if under_way.codes else {}
            Wrapping(self.desk.centre).finish(self.identity, under_way.handoff, code)

    def beat(self) -> None:
        """Show that the page lives."""
        self.desk.heartbeat(self.identity)


class PlainService:
    """`tests.phone.line.Service` in this process; `parts` is all of it."""

    patience = 0.0

    def __init__(self, parts: Assembly, clock: FixedClock, *, twice: bool = False) -> None:
        self.parts, self.clock = parts, clock
        assert isinstance(parts.own_switchboard, MemorySwitchboard)
        self.switchboard = parts.own_switchboard
        self.webhooks = Webhooks(line(parts).test_client(), twice=twice)
        self.network = PlainNetwork(self.switchboard, self.webhooks)
        self.reconciler = Reconciler(parts.centre, parts.rooms)
        self._relieving = Relieving(parts.centre, parts.rooms)
        self._outbox = outbox_worker(parts, "worker of the tests")
        self._doors: list[UseCaseDoor] = []

    def dial(self, line: str, number: str) -> PlainTelephone:
        """Call a line."""
        return PlainTelephone(self.network, self.network.call(line, number))

    def called(self, number: str) -> PlainTelephone:
        """Answer the call that was made to this number."""
        self.work()
        legs = [leg for leg in self.network.legs.values() if leg.line == number and leg.direction == "outbound-api"]
        return PlainTelephone(self.network, legs[-1])

    def door(self, user: str, institution: str = "serfinansa") -> UseCaseDoor:
        """Seat an agent."""
        door = UseCaseDoor(self.parts.desk, colleague(f"{institution}.{user}"), self.network)
        door.beat()
        self._doors.append(door)
        return door

    def register(self, customer: DemoCustomer, institution: str = "serfinansa") -> None:
        """Make somebody a customer."""
        people = Demo({institution: DemoInstitution((), (customer,), ())})
        seed(self.parts.records, self.clock, self.parts.sealer, self.parts.hasher, people)

    def messages(self, to: str) -> list[str]:
        """Let the worker send what is owed; give what a mobile got."""
        self.work()
        return [message.body for message in self.switchboard.messages if message.to == to]

    def emails(self, to: str) -> list[Letter]:
        """Let the worker send what is owed; give what an address got, the oldest first."""
        assert isinstance(self.parts.own_mail, MemoryPostOffice)
        self.work()
        return self.parts.own_mail.to(to)

    def pass_time(self, seconds: float) -> None:
        """Move the clock; pages that are open show that they live, and the worker works."""
        self.clock.advance(seconds)
        for door in self._doors:
            door.beat()
        self.work()

    def work(self) -> None:
        """Do what the worker does."""
        self._outbox.run()
        self.reconciler.tend()
        self._relieving.relieve()
        self._relieving.close()
        self.parts.calling_back.run()
        TurnCarrier(self.parts.redis, self.parts.records).run()
        self.network.settle()
