"""Whatever happens in whatever order: no caller is lost or doubled, no agent has two."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from redis import Redis

from ivr.agents.agent import Agent, AgentState, Wish
from ivr.agents.desk.wrap_up import WrapUpAct, WrapUpStep
from ivr.agents.floor import Move
from ivr.agents.handoff import LIVE, Handoff, State, from_states
from ivr.agents.room.guest import GuestAct, GuestKind, GuestStep
from ivr.agents.room.guests import guest_by
from ivr.agents.room.transfer import Transfer, TransferAnswer, Way
from ivr.errors import ConflictError, QueueClosed, QueueFull
from ivr.institutions import NotReadyReason, WrapUpRule
from ivr.stores.floor import RedisFloor
from tests.conftest import FixedClock

PREFIX = "ivr:{bank}:"
QUEUES = {"one": 15, "two": 5}
AGENTS = ("ana", "bea", "carla")
CALLS = tuple(f"CA{number}" for number in range(4))
WRAP_UPS = (WrapUpRule(), WrapUpRule(10, 30), WrapUpRule(10, 30, required=True))
BREAK = NotReadyReason("break", "Descanso", 60)
ASKING = (GuestAct.INVITE, GuestAct.CAME, GuestAct.LEFT)
SKEW = timedelta(seconds=5)


class FloorMachine(RuleBasedStateMachine):
    """Callers come and go, agents accept, decline, vanish, finish; offers run out."""

    redis: "Redis"

    @initialize()
    def open(self) -> None:
        """Begin with an empty floor."""
        self.redis.flushall()
        self.clock, self.floor, self.count = FixedClock(), RedisFloor(self.redis), 0
        self.entered: dict[str, str] = {}
        self.ended: set[str] = set()
        self.floor.presence("bank", AGENTS[0], Wish.AVAILABLE, self.clock.now())

    @rule(call=st.sampled_from(CALLS), queue=st.sampled_from(sorted(QUEUES)), front=st.booleans())
    def enters(self, call: str, queue: str, *, front: bool) -> None:
        """A caller enters a queue."""
        self.count += 1
        now = self.clock.now()
        wanted = Handoff(f"bank.{self.count}", "bank", call, queue, "restore", now, now, front=front)
        before = self.floor.of_call("bank", call)
        try:
            self.entered[self.floor.request(wanted, 4, str(self.count), now, is_open=True)] = call
            self.floor.match("bank", QUEUES, now)
        except ConflictError:
            assert before is not None
        except (QueueClosed, QueueFull):
            assert before is None

    @rule(agent=st.sampled_from(AGENTS), wish=st.sampled_from(list(Wish)), directed=st.booleans())
    def wishes(self, agent: str, wish: Wish, *, directed: bool) -> None:
        """An agent's page, or a supervisor, does something; or the page does nothing any more."""
        reason = BREAK if wish is Wish.NOT_READY else None
        self.floor.presence("bank", agent, wish, self.clock.now(), reason, directed=directed)
        self.floor.match("bank", QUEUES, self.clock.now())

    @rule(
        agent=st.sampled_from(AGENTS),
        to=st.sampled_from(list(State)),
        declined=st.booleans(),
        wrap_up=st.sampled_from(WRAP_UPS),
    )
    def moves(self, agent: str, to: State, wrap_up: WrapUpRule, *, declined: bool) -> None:
        """An agent's handoff is moved to any state, legal or not."""
        current = self.floor.agent("bank", agent).handoff or "bank.0"
        before, state = self.floor.get(current), None
        if to is State.OFFERED:
            return
        try:
            move = Move(current, LIVE, "moved", to, agent, leased=to is State.CALLING_AGENT, declined=declined)
            state = self.floor.move(replace(move, wrap_up=wrap_up), self.clock.now()).state
        except ConflictError:
            assert before is None or before.state not in from_states(to) or self._ran_out(before)
        if state is State.ENDED:
            self.ended.add(current)

    @rule(agent=st.sampled_from(AGENTS), other=st.sampled_from(AGENTS), act=st.sampled_from(ASKING))
    def asks(self, agent: str, other: str, act: GuestAct) -> None:
        """An agent asks somebody into the room, who comes, or goes, or was never asked."""
        current = self.floor.agent("bank", agent).handoff or "bank.0"
        step = GuestStep(current, other, act, GuestKind.CONSULT, other, agent if act is GuestAct.INVITE else "")
        self.floor.guest(step, self.clock.now())

    @rule(
        agent=st.sampled_from(AGENTS),
        other=st.sampled_from(AGENTS),
        way=st.sampled_from(list(Way)),
        line_broke=st.booleans(),
    )
    def transfers(self, agent: str, other: str, way: Way, *, line_broke: bool) -> None:
        """An agent gives their caller to a queue or to somebody else, whether they talk or not; or is lost."""
        current = self.floor.agent("bank", agent).handoff or "bank.0"
        before = self.floor.get(current)
        self.count += 1
        transfer = Transfer(current, agent, agent, f"bank.part{self.count}", way, "two", other, 20)
        transfer = replace(transfer, line_broke=line_broke)
        answer = self.floor.transfer(transfer, self.clock.now())
        if answer is TransferAnswer.DONE:
            assert before is not None
            assert (before.state, before.agent) == (State.TALKING, agent)

    def _ran_out(self, handoff: Handoff) -> bool:
        return handoff.lease is not None and handoff.lease <= self.clock.now()

    @rule(call=st.sampled_from(CALLS))
    def hangs_up(self, call: str) -> None:
        """A caller hangs up."""
        handoff = self.floor.of_call("bank", call)
        if handoff is not None:
            self.floor.move(Move(handoff.id, LIVE, "ended", State.ENDED), self.clock.now())
            self.ended.add(handoff.id)

    @rule()
    def offers_run_out(self) -> None:
        """The reconciler returns what nobody took."""
        for handoff in self.floor.expired("bank", self.clock.now()):
            self.floor.move(Move(handoff, frozenset({State.OFFERED}), "missed", State.WAITING), self.clock.now())

    @rule(agent=st.sampled_from(AGENTS), act=st.sampled_from(list(WrapUpAct)), code=st.sampled_from(["", "done"]))
    def wraps_up(self, agent: str, act: WrapUpAct, code: str) -> None:
        """An agent writes down what their call was about, in time or not."""
        handoff = self.floor.agent("bank", agent).handoff or "bank.0"
        step = WrapUpStep("bank", agent, handoff, act, {"wrap_up_code": code} if code else {}, 10)
        self.floor.wrap_up(step, self.clock.now())

    @rule()
    def times_run_out(self) -> None:
        """The worker ends what is over: whatever the clock did, nobody is in wrap-up longer than is granted."""
        self.floor.times("bank", self.clock.now())
        for agent in AGENTS:
            until = self.floor.agent("bank", agent).until
            assert until is None or until <= self.clock.now() + timedelta(seconds=BREAK.limit) + SKEW

    @rule(seconds=st.integers(0, 25))
    def time_passes(self, seconds: int) -> None:
        """Time passes."""
        self.clock.advance(seconds)

    @rule(seconds=st.integers(-90, 90))
    def the_clock_is_set(self, seconds: int) -> None:
        """Somebody sets the clock, and the worker goes on."""
        self.clock.advance(seconds)
        self.times_run_out()

    def _is_asked(self, agent: Agent) -> bool:
        """Say whether a colleague keeps the agent in their room: nowhere but where agent and caller talk."""
        handoff = self.floor.get(agent.handoff) if agent.handoff else None
        if agent.state is not AgentState.BUSY or guest_by(handoff, agent.id) is None:
            return False
        assert handoff is not None
        assert (handoff.state, handoff.agent == agent.id) == (State.TALKING, False)
        return True

    @invariant()
    def every_caller_is_in_one_place(self) -> None:
        """Each live handoff is in one queue, or offered once, or with one agent; an ended one is nowhere."""
        queued = [item for queue in QUEUES for item in self.redis.zrange(f"{PREFIX}queue:{queue}", 0, -1)]
        line = list(self.redis.zrange(f"{PREFIX}line", 0, -1))
        offered = list(self.redis.zrange(f"{PREFIX}offers", 0, -1))
        every = [self.floor.agent("bank", agent) for agent in AGENTS]
        agents = [agent for agent in every if agent.state is not AgentState.WRAP_UP and not self._is_asked(agent)]
        held = Counter(agent.handoff for agent in agents if agent.handoff)
        live = {handoff.id: handoff for handoff in self.floor.live("bank")}
        assert set(live) == set(self.entered) - self.ended
        assert len(set(queued)) == len(queued)
        assert set(queued) == set(line) == {h.id for h in live.values() if h.state is State.WAITING}
        assert set(offered) == {h.id for h in live.values() if h.state is State.OFFERED}
        assert held == Counter(h.id for h in live.values() if h.state is not State.WAITING)
        for agent in agents:
            if agent.handoff:
                assert live[agent.handoff].agent == agent.id
                assert (agent.state is AgentState.OFFERED) == (live[agent.handoff].state is State.OFFERED)

    @invariant()
    def idle_agents_are_the_available_ones(self) -> None:
        """Who is available, and nobody else, can be offered a caller."""
        idle = set(self.redis.zrange(f"{PREFIX}idle", 0, -1))
        assert idle == {a for a in AGENTS if self.floor.agent("bank", a).state is AgentState.AVAILABLE}

    @invariant()
    def what_has_an_end_is_looked_after(self) -> None:
        """Who is in wrap-up or in a pause has an end that the worker knows, and nobody else has one."""
        agents = [self.floor.agent("bank", agent) for agent in AGENTS]
        timed = {agent.id for agent in agents if agent.state in (AgentState.WRAP_UP, AgentState.NOT_READY)}
        assert set(self.redis.zrange(f"{PREFIX}timed", 0, -1)) == timed
        assert {agent.id for agent in agents if agent.until} == timed
        for agent in agents:
            assert (agent.state is AgentState.NOT_READY) == bool(agent.reason)
            assert agent.state is not AgentState.WRAP_UP or agent.handoff in self.ended

    @invariant()
    def one_call_one_handoff(self) -> None:
        """No call has two live handoffs, and every offer has an end."""
        calls = Counter(handoff.call for handoff in self.floor.live("bank"))
        assert max(calls.values(), default=1) == 1
        longest = timedelta(seconds=max(QUEUES.values()))
        for handoff in self.floor.live("bank"):
            if handoff.state is State.OFFERED:
                assert handoff.lease is not None
                assert handoff.lease <= self.clock.now() + longest + SKEW


def test_no_caller_is_ever_lost_or_doubled(redis: "Redis") -> None:
    """Random sequences of everything that can happen keep the floor whole."""
    machine = type("Machine", (FloorMachine,), {"redis": redis})
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=checks, database=None
        ),
    )


def test_the_best_pair_is_offered(redis: "Redis", clock: FixedClock) -> None:
    """Of ten callers and three agents, the three oldest callers are offered, the oldest to the longest idle."""
    floor = RedisFloor(redis)
    for agent in AGENTS:
        floor.presence("bank", agent, Wish.AVAILABLE, clock.now())
        clock.advance(0.5)
    for number in range(10):
        now = clock.now()
        queue = sorted(QUEUES)[number % 2]
        wanted = Handoff(f"bank.{number}", "bank", f"CA{number}", queue, "restore", now, now, front=number == 7)
        floor.request(wanted, 50, str(number), now, is_open=True)
        clock.advance(0.25)
    assert floor.match("bank", QUEUES, clock.now()) == 3
    pairs = {agent: floor.agent("bank", agent).handoff for agent in AGENTS}
    assert pairs == {"ana": "bank.7", "bea": "bank.0", "carla": "bank.1"}
