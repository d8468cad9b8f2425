"""Callers of one millisecond, and a clock that is set back after an offer was declined."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis import Redis

from ivr.agents.handoff import Handoff, State
from ivr.agents.queue.entering import new_id
from ivr.institutions import Institution
from ivr.stores.floor import RedisFloor
from tests.agents.scene import Scene
from tests.conftest import FixedClock

COOL, SKEW = 15, 5


def enters(scene: Scene, number: int, queue: str) -> str:
    """Have a caller enter a queue."""
    return scene.handoffs.request(scene.effect(f"CA{number:032x}", f"{number}"), queue, None, 0)


def test_callers_of_the_same_millisecond_are_served_as_they_came(scene: Scene) -> None:
    """Thirty callers enter two queues while the clock stands still: each is answered in their turn."""
    scene.agent("laura", available=False)
    came = [enters(scene, number, ("claves", "general")[number % 2]) for number in range(30)]
    laura, served = scene.agent("laura"), []
    for _ in came:
        offer = scene.desk.view(laura).offer
        assert offer is not None
        served.append(offer.handoff)
        scene.callers.left(offer.handoff)
    assert served == came


def test_tickets_rise_whoever_asks(redis: "Redis") -> None:
    """Many workers at once: no number twice, and identifiers of an institution sort as they were given."""
    floor = RedisFloor(redis)
    with ThreadPoolExecutor(8) as workers:
        tickets = list(workers.map(lambda _: floor.ticket("bank"), range(200)))
    assert sorted(tickets) == list(range(1, 201))
    assert floor.ticket("other") == 1
    ids = [new_id("bank", ticket) for ticket in (9, 10, 15, 16, 255, 256, 10**9)]
    assert ids == sorted(ids)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(jumps=st.lists(st.integers(-86_400, -1), min_size=1, max_size=4))
def test_a_clock_that_is_set_back_does_not_keep_a_caller_from_who_declined(
    redis: "Redis", institution: Institution, jumps: list[int]
) -> None:
    """However often and far the clock goes back: who declined is asked again after 15 seconds, and not before that."""
    redis.flushall()
    scene = Scene(redis, FixedClock(), institution)
    laura = scene.agent("laura")
    call = scene.caller()
    scene.desk.decline(laura, scene.handoff(call).id)
    for seconds in jumps:
        scene.clock.advance(seconds)
        passes(scene, 0)
        assert not offered_to(scene, call)
    passes(scene, COOL - 1)
    assert not offered_to(scene, call)
    passes(scene, SKEW + 1)
    assert offered_to(scene, call) == "laura"


def passes(scene: Scene, seconds: int) -> None:
    """Let time pass at a desk that stays open, and the worker work."""
    scene.clock.advance(seconds)
    scene.reconciler.tend()
    scene.desk.heartbeat(scene.agent("laura", available=False))
    scene.reconciler.tend()


def offered_to(scene: Scene, call: str) -> str:
    """Give to whom a caller is offered, if to anybody."""
    handoff: Handoff = scene.handoff(call)
    return handoff.agent if handoff.state is State.OFFERED else ""
