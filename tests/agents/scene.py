"""A floor at work: real scripts, a real Valkey, a network in memory; callers and agents who do what a test says."""

import re
from dataclasses import dataclass, field, replace
from itertools import count

from redis import Redis

from ivr.agents.agent import AgentIdentity
from ivr.agents.centre import CallCentre
from ivr.agents.checks.checking import Checking
from ivr.agents.checks.freezing import Freezing
from ivr.agents.desk.desk import Desk
from ivr.agents.handoff import Handoff
from ivr.agents.queue.callers import Callers
from ivr.agents.queue.handoffs import CentreHandoffs
from ivr.agents.reconciler import Reconciler
from ivr.agents.room.holding import Holding
from ivr.agents.room.paths import room_path
from ivr.agents.room.returning import Returning
from ivr.agents.room.rooms import RoomEvent, Rooms
from ivr.agents.room.transferring import Transferring
from ivr.conversation import Conversations, Incoming
from ivr.dialog import Caller, script
from ivr.errors import CapsuleFailed, HandoffEnded, TakenBack
from ivr.institutions import Institution
from ivr.menus.agent import back_to_agent, to_agent
from ivr.menus.questions import security_code
from ivr.ports import Handoffs
from ivr.reply import Enqueue, Listen, Meanwhile, Reply
from ivr.security.sealing import Sealer
from ivr.security.tokens import Tokens
from ivr.stores.floor import RedisFloor
from ivr.stores.floor.phones import RedisPhones
from ivr.stores.live import RedisCalls
from ivr.telephony.memory_switchboard import MemorySwitchboard
from ivr.values import AgentOnCall, Customer, Effect
from tests.agents.bank import ANSWERS, MemoryBank, MemoryCodes, MemoryLimits, MemoryRecords
from tests.agents.tables import MemoryTables, without_wrap_up
from tests.conftest import FixedClock

SECRET = "a secret of the tests, long enough to seal with"
CUSTOMER = Customer("reference-1", "CC •••• 6789")
CONFERENCE = "CF" + "0" * 32
HUNG_UP, LED_AWAY = "participant_hung_up", "participant_updated_via_api"


@script
async def restore(caller: Caller) -> None:
    """Wait for an agent, type a code out of their hearing, and say that the key is set."""
    try:
        agent = await to_agent(caller, "claves", CUSTOMER)
    except HandoffEnded as ended:
        await caller.say(type(ended).__name__)
        await caller.hang_up()
        return
    while True:
        try:
            async with caller.capsule(agent):
                await caller.ask(security_code(caller.institution))
                await caller.do(Handoffs.tell, agent, "key_set")
        except (TakenBack, CapsuleFailed):
            agent = await back_to_agent(caller, agent, "claves", CUSTOMER)
        else:
            break
    await caller.hang_up()


async def line(caller: Caller) -> None:
    """Restore a key: the only thing this line does."""
    await restore(caller)


@dataclass
class Scene:
    """Everything at once. `replies` holds the last reply of each call by its next turn's token.

    Agents are free as soon as a call is over, unless a test is about what follows it: then `with_wrap_up`.
    """

    redis: "Redis"
    clock: FixedClock
    institution: Institution
    replies: dict[str, Reply] = field(default_factory=dict)
    with_wrap_up: bool = False

    def __post_init__(self) -> None:
        self.institution = self.institution if self.with_wrap_up else without_wrap_up(self.institution)
        other = replace(self.institution.lines[0], number="+576010000000")
        second = replace(self.institution, id="other", lines=(other,))
        self.institutions = {self.institution.id: self.institution, "other": second}
        self.switchboard, self.tokens = MemorySwitchboard(self.clock), Tokens([SECRET])
        self.bank, self.records, self.limits = MemoryBank(), MemoryRecords(), MemoryLimits()
        self.codes, self.floor = MemoryCodes(self.bank), RedisFloor(self.redis)
        parts = self.floor, self.clock, self.switchboard, self.records, self.tokens
        self.centre = CallCentre(self.institutions, *parts)
        self.handoffs = CentreHandoffs(self.centre)
        self.conversations = self._conversations()
        self.returning = Returning(self.centre, RedisPhones(self.redis))
        self.callers = Callers(self.centre)
        checking = Checking(self.centre, self.bank, self.codes, self.limits, self.records, Sealer([SECRET]))
        transferring = Transferring(self.centre, checking, Holding(self.centre), self.records)
        self.rooms = Rooms(self.centre, self.conversations, transferring, self.returning)
        freezing = Freezing(self.centre, self.bank, self.codes)
        self.desk = Desk(self.centre, self.rooms, checking, freezing, self.records)
        self.reconciler = Reconciler(self.centre, self.rooms)
        self._sequence = count(1)

    def _conversations(self) -> Conversations:
        calls, tables = RedisCalls(self.redis, self.clock), MemoryTables(self.institutions)
        ports, sealer = {"Handoffs": self.handoffs}, Sealer([SECRET])
        return Conversations(calls, tables, sealer, self.tokens, ports, line, self._render, self.clock, self.handoffs)

    def _render(self, reply: Reply) -> str:
        self.replies[reply.token] = reply
        return reply.token

    def agent(self, name: str, institution: str = "serfinansa", *, available: bool = True) -> AgentIdentity:
        """Seat an agent at a desk."""
        agent = AgentIdentity(name, institution, name.title(), f"client:{name}")
        self.desk.heartbeat(agent)
        if available:
            self.desk.available(agent)
        return agent

    def caller(self, line: str = "") -> str:
        """Have somebody call and wait; give the CallSid."""
        call = self.switchboard.place_call()
        number = line or self.institution.lines[0].number
        self.conversations.open(Incoming(call, number, "+573000000001"))
        return call

    def stands(self, call: str) -> Reply:
        """Give what the caller heard last."""
        return self.replies[self.conversations.stands(call)]

    def handoff(self, call: str) -> Handoff:
        """Give the live handoff of a call."""
        found = self.floor.of_call("serfinansa", call) or self.floor.of_call("other", call)
        assert found is not None
        return found

    def again(self, handoff: Handoff) -> Handoff:
        """Give a handoff as it stands now."""
        found = self.floor.get(handoff.id)
        assert found is not None
        return found

    def event(self, handoff: Handoff, kind: str, call: str, reason: str = "", sequence: int | None = None) -> None:
        """Have the network tell of a join or a leave."""
        number = next(self._sequence) if sequence is None else sequence
        self.rooms.happened(RoomEvent(handoff.id, CONFERENCE, kind, number, call, reason))

    def agent_token(self, handoff: Handoff) -> str:
        """Give the token of the agent's leg, from the command that dialled it."""
        dialled = [command for command in self.switchboard.commands if command.name == "dial"][-1]
        found = re.search(r"token=(.+)$", dialled.given[2])
        assert found is not None
        assert handoff.id in dialled.given[2]
        return found.group(1)

    def agent_enters(self, handoff: Handoff) -> None:
        """Have the agent's leg answer and come into the room."""
        leg = self.again(handoff).agent_leg
        assert self.rooms.agent_answered(handoff.id, leg, self.agent_token(handoff))
        self.switchboard.join(handoff.id, leg, "agent", recorded=True)
        self.event(handoff, "join", leg)

    def caller_enters(self, handoff: Handoff) -> None:
        """Have the caller's leg follow the redirect into the room."""
        path = self.switchboard.redirected.pop(handoff.call)
        assert path == room_path(self.tokens, handoff.id)
        assert self.rooms.caller_enters(handoff.id, handoff.call, path.partition("token=")[2])
        self.switchboard.join(handoff.id, handoff.call, "caller")
        self.event(handoff, "join", handoff.call)

    def talking(self, agent: AgentIdentity, call: str) -> Handoff:
        """Bring an agent and the caller who is offered to them together."""
        handoff = self.handoff(call)
        self.desk.accept(agent, handoff.id)
        self.agent_enters(handoff)
        self.caller_enters(handoff)
        return self.again(handoff)

    def checked(self, agent: AgentIdentity, handoff: Handoff, answers: int = 3) -> None:
        """Have the caller give right answers."""
        for question in list(ANSWERS)[:answers]:
            assert self.desk.check(agent, handoff.id, question, ANSWERS[question])

    def with_code(self, agent: AgentIdentity, call: str) -> Handoff:
        """Bring a caller as far as having a code."""
        handoff = self.talking(agent, call)
        self.checked(agent, handoff)
        self.desk.send_code(agent, handoff.id)
        return self.again(handoff)

    def effect(self, call: str, key: str, institution: str = "serfinansa") -> Effect:
        """Give an occasion of a call's script."""
        return Effect(key, call, institution, "restore", "+573000000001", "phone", "")

    def tell(self, handoff: Handoff, progress: str, key: str = "") -> None:
        """Have the script tell how far the caller is."""
        effect = self.effect(handoff.call, f"{handoff.call}:{key or progress}")
        self.handoffs.tell(effect, AgentOnCall(handoff.id, handoff.agent), progress)

    def follow(self, call: str, typed: str | None = None) -> Reply:
        """Have the caller's leg fetch the turn it was redirected to, and every turn that needs no answer."""
        path = self.switchboard.redirected.pop(call)
        return self._fetch(call, path, typed)

    def types(self, call: str, typed: str) -> Reply:
        """Have the caller answer the question that is open."""
        reply = self.stands(call)
        return self._fetch(call, f"/voice/turn/{reply.turn}?token={reply.token}", typed)

    def _fetch(self, call: str, path: str, typed: str | None) -> Reply:
        found = re.fullmatch(r"/voice/turn/(\d+)\?token=(.+)", path)
        assert found is not None
        token = self.conversations.take_turn(call, int(found.group(1)), found.group(2), typed)
        reply = self.replies[token]
        if isinstance(reply.then, Meanwhile):
            return self._fetch(call, f"/voice/turn/{reply.turn}?token={reply.token}", None)
        return reply

    def at_keypad(self, agent: AgentIdentity, call: str) -> Handoff:
        """Bring a caller to the keypad."""
        handoff = self.with_code(agent, call)
        self.desk.to_keypad(agent, handoff.id)
        self.event(handoff, "leave", call, LED_AWAY)
        assert isinstance(self.follow(call).then, Listen)
        return self.again(handoff)


def said(reply: Reply) -> tuple[str, ...]:
    """Give the prompts of a reply."""
    return tuple(say.prompt for say in reply.say)


def waits(reply: Reply) -> bool:
    """Say whether the caller is in a queue now."""
    return isinstance(reply.then, Enqueue)
