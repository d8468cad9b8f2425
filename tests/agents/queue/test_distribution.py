"""Who comes first, and to whom: priority before time, skills that widen, and somebody for everybody in the end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis import Redis

from ivr.agents.agent import AgentState, Wish
from ivr.agents.floor import Entry, Keeping, Move
from ivr.agents.handoff import LIVE, Handoff, State
from ivr.agents.queue.call_back import CallBack
from ivr.queues import SkillStep
from ivr.stores.floor import RedisCallBacks, RedisFloor
from tests.conftest import FixedClock

BANK = "bank"
KEYS = (SkillStep(0, ("keys", "spanish")), SkillStep(60, ("spanish",)), SkillStep(120, ()))
STEPS = {"keys": KEYS, "general": (SkillStep(0, ()),)}
OFFER = {"keys": 20, "general": 20}
LONG_AGO = timedelta(hours=11)


@pytest.fixture
def floor(redis: "Redis") -> RedisFloor:
    """Give an empty floor."""
    return RedisFloor(redis)


def seats(floor: RedisFloor, clock: FixedClock, **agents: str) -> None:
    """Seat agents with their skills, one after the other."""
    for agent, skills in agents.items():
        clock.advance(0.1)
        floor.presence(BANK, agent, Wish.AVAILABLE, clock.now(), skills=tuple(skills.split()))


def enters(floor: RedisFloor, clock: FixedClock, name: str, queue: str = "keys", **fields: object) -> str:
    """Have a caller enter a queue."""
    now = clock.now()
    wanted = Handoff(f"{BANK}.{name}", BANK, f"CA{name}", queue, "restore", now, now, caller_number=f"+57{name}")
    return floor.request(replace(wanted, **fields), 50_000, name, now, is_open=True)  # type: ignore[arg-type] # by field


def match(floor: RedisFloor, clock: FixedClock) -> dict[str, str]:
    """Make offers; give each caller's agent."""
    floor.match(BANK, OFFER, clock.now(), STEPS)
    offered = [handoff for handoff in floor.live(BANK) if handoff.state is State.OFFERED]
    return {handoff.id.partition(".")[2]: handoff.agent for handoff in offered}


def stays(floor: RedisFloor, clock: FixedClock, *agents: str) -> None:
    """Show that pages live."""
    for agent in agents:
        floor.presence(BANK, agent, Wish.HEARTBEAT, clock.now())


def test_priority_comes_before_time_and_the_front_before_priority(floor: RedisFloor, clock: FixedClock) -> None:
    """The later caller of a higher priority is first; who was given back is before both."""
    seats(floor, clock, ana="")
    for name, fields in (("one", {}), ("two", {"priority": 9}), ("three", {"front": True})):
        clock.advance(1)
        enters(floor, clock, name, "general", **fields)
    order = []
    for _ in range(3):
        (name,) = match(floor, clock)
        order.append(name)
        floor.move(Move(f"{BANK}.{name}", LIVE, "ended", State.ENDED), clock.now())
    assert order == ["three", "two", "one"]


def test_the_oldest_of_one_priority_is_first_across_queues(floor: RedisFloor, clock: FixedClock) -> None:
    """Queues are no ranks: whoever waited longest is first, wherever they wait."""
    seats(floor, clock, ana="spanish keys")
    enters(floor, clock, "one", "general")
    clock.advance(1)
    enters(floor, clock, "two", "keys")
    assert match(floor, clock) == {"one": "ana"}


def test_skills_are_wanted_at_first_and_widen_until_anybody_will_do(floor: RedisFloor, clock: FixedClock) -> None:
    """A caller waits for the right agent, then for nearly the right one, then for anybody."""
    seats(floor, clock, ana="", bea="spanish")
    enters(floor, clock, "one")
    for seconds, expected in ((59, {}), (1, {"one": "bea"})):
        clock.advance(seconds)
        stays(floor, clock, "ana", "bea")
        assert match(floor, clock) == expected
    enters(floor, clock, "two")
    for seconds, expected in ((119, {"one": "bea"}), (1, {"one": "bea", "two": "ana"})):
        clock.advance(seconds)
        stays(floor, clock, "ana", "bea")
        assert match(floor, clock) == expected


def test_who_comes_behind_does_not_wait_for_somebody_elses_skills(floor: RedisFloor, clock: FixedClock) -> None:
    """An agent without the skills of the first caller takes the first one they are right for."""
    seats(floor, clock, ana="")
    for number in range(5):
        clock.advance(0.1)
        enters(floor, clock, f"k{number}", "keys", priority=number)
    enters(floor, clock, "one", "general")
    assert match(floor, clock) == {"one": "ana"}


def test_the_longest_idle_agent_with_the_skills_is_offered(floor: RedisFloor, clock: FixedClock) -> None:
    """Who has been idle for longer but lacks the skill is passed over."""
    seats(floor, clock, ana="spanish", bea="spanish keys", carla="keys spanish")
    enters(floor, clock, "one")
    enters(floor, clock, "two", "general")
    assert match(floor, clock) == {"one": "bea", "two": "ana"}


def test_declining_lets_the_next_caller_in_and_skips_nobody_else(floor: RedisFloor, clock: FixedClock) -> None:
    """The agent who declined gets the caller behind; the one who was declined keeps the front."""
    seats(floor, clock, ana="")
    enters(floor, clock, "one", "general")
    clock.advance(1)
    enters(floor, clock, "two", "general")
    assert match(floor, clock) == {"one": "ana"}
    floor.move(Move(f"{BANK}.one", LIVE, "declined", State.WAITING, "ana", declined=True), clock.now())
    assert match(floor, clock) == {"two": "ana"}


def test_a_clock_that_is_set_back_leaves_nobody_out(floor: RedisFloor, clock: FixedClock) -> None:
    """Callers of the future, even of tomorrow, are offered like others, and the search comes to an end."""
    enters_at = clock.now()
    seats(floor, clock, ana="")
    for name, ahead in (("one", timedelta(hours=1)), ("two", timedelta(hours=12)), ("three", timedelta(days=2))):
        clock.instant = enters_at
        enters(floor, clock, name, "general", counts_from=enters_at + ahead)
    assert match(floor, clock) == {"one": "ana"}


def test_a_change_of_skills_counts_from_the_next_sign_of_the_page(floor: RedisFloor, clock: FixedClock) -> None:
    """Skills come with the agent's page; a heartbeat that says nothing of them changes nothing."""
    seats(floor, clock, ana="keys spanish")
    floor.presence(BANK, "ana", Wish.HEARTBEAT, clock.now(), skills=())
    enters(floor, clock, "one")
    assert match(floor, clock) == {}
    floor.presence(BANK, "ana", Wish.HEARTBEAT, clock.now(), skills=("spanish", "keys"))
    floor.presence(BANK, "ana", Wish.HEARTBEAT, clock.now())
    assert match(floor, clock) == {"one": "ana"}


CALLERS = st.lists(st.tuples(st.sampled_from(sorted(OFFER)), st.integers(0, 3), st.integers(0, 180)), max_size=8)
AGENTS = st.lists(st.sampled_from(["", "spanish", "keys", "keys,spanish"]), max_size=5)


def expected_pairs(
    callers: list[tuple[str, int, int]], agents: list[str], now: datetime, since: Mapping[int, datetime]
) -> dict[str, str]:
    """Say, in the plainest way, who gets whom: the best caller first, to the first agent who suits them."""
    free, pairs = dict(enumerate(agents)), {}
    for place in sorted(range(len(callers)), key=lambda place: (-callers[place][1], since[place], f"c{place}")):
        waited = (now - since[place]).total_seconds()
        wanted = [step for step in STEPS[callers[place][0]] if step.after <= waited][-1].skills
        suits = [agent for agent, skills in free.items() if set(wanted) <= set(skills.split(","))]
        if suits:
            pairs[f"c{place}"] = f"a{suits[0]}"
            del free[suits[0]]
    return pairs


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(callers=CALLERS, agents=AGENTS)
def test_every_pairing_is_the_one_that_the_rules_say(
    redis: "Redis", callers: list[tuple[str, int, int]], agents: list[str]
) -> None:
    """Whatever callers and agents there are: the plain rules and the fast script agree."""
    redis.flushall()
    floor, clock = RedisFloor(redis), FixedClock()
    end, since = clock.now() + timedelta(seconds=200), {}
    floor.presence(BANK, "a0", Wish.HEARTBEAT, clock.now())
    for place, (queue, priority, waited) in enumerate(callers):
        since[place] = end - timedelta(seconds=waited)
        enters(floor, clock, f"c{place}", queue, priority=priority, counts_from=since[place])
    for number, skills in enumerate(agents):
        idle_since = end - timedelta(seconds=10 - number)
        floor.presence(BANK, f"a{number}", Wish.AVAILABLE, idle_since, skills=tuple(filter(None, skills.split(","))))
    clock.instant = end
    assert match(floor, clock) == expected_pairs(callers, agents, end, since)


def cut_off(floor: RedisFloor, clock: FixedClock, name: str, outcome: str = "hung_up") -> None:
    """End a wait in vain."""
    fields = {"outcome": outcome}
    keeps = Keeping(600, 3600)
    floor.move(Move(f"{BANK}.{name}", LIVE, "ended", State.ENDED, fields=fields, keeps=keeps), clock.now())


def test_who_waited_in_vain_comes_before_those_who_did_not(floor: RedisFloor, clock: FixedClock) -> None:
    """A number that waited in vain within the hour has a higher priority, once that is what the table says."""
    seats(floor, clock, ana="")
    enters(floor, clock, "one", "general", caller_number="+573000000001")
    cut_off(floor, clock, "one", "left")
    enters(floor, clock, "two", "general")
    clock.advance(1)
    now = clock.now()
    again = Handoff(f"{BANK}.three", BANK, "CA3", "general", "restore", now, now, caller_number="+573000000001")
    floor.request(again, 50, "three", now, is_open=True, entry=Entry(repeated=1))
    found = floor.get(f"{BANK}.three")
    assert found is not None
    assert found.priority == 1
    assert match(floor, clock) == {"three": "ana"}


WANTED = st.lists(st.sampled_from(["keys", "general"]), max_size=6)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(wanted=WANTED, agents=AGENTS)
def test_every_call_back_that_is_dialled_has_an_agent_with_the_skills(
    redis: "Redis", wanted: list[str], agents: list[str]
) -> None:
    """The earliest first, each with the first agent left who suits; matching callers gives none of them away."""
    redis.flushall()
    floor, store, clock = RedisFloor(redis), RedisCallBacks(redis), FixedClock()
    floor.presence(BANK, "a0", Wish.HEARTBEAT, clock.now())
    for place, queue in enumerate(wanted):
        name = f"b{place}"
        enters(floor, clock, name, queue, counts_from=clock.now() + timedelta(milliseconds=place))
        fields = {"outcome": "left", "wants_call_back": "1"}
        ends = Move(f"{BANK}.{name}", LIVE, "ended", State.ENDED, fields=fields, keeps=Keeping(900, 0))
        floor.move(ends, clock.now())
        now = clock.now()
        asked = CallBack(f"{BANK}.{name}", BANK, queue, f"+5730000000{place:02}", "", "", now, now)
        store.ask(asked, f"CA{name}", f"{name}:ask", now)
    for number, skills in enumerate(agents):
        clock.advance(0.001)
        floor.presence(BANK, f"a{number}", Wish.AVAILABLE, clock.now(), skills=tuple(filter(None, skills.split(","))))
    free, expected = list(agents), []
    for place, queue in enumerate(wanted):
        suits = [own for own in free if set(STEPS[queue][0].skills) <= set(own.split(","))]
        if suits:
            free.remove(suits[0])
            expected.append(f"{BANK}.b{place}")
    assert list(store.due(BANK, STEPS, clock.now())) == expected
    for name in ("general", "keys"):
        for number in range(5):
            enters(floor, clock, f"{name}{number}", name)
    floor.match(BANK, OFFER, clock.now(), STEPS, calls_back=True)
    left = [f"a{n}" for n, _ in enumerate(agents) if floor.agent(BANK, f"a{n}").state is AgentState.AVAILABLE]
    assert len(left) >= len(expected)
