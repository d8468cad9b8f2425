"""Who may enter a queue, at which place, and what is said about the wait."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from ivr.agents.floor import Place
from ivr.agents.handoff import Outcome
from ivr.agents.queue.estimate import expected_minutes
from ivr.errors import AgentLost, QueueClosed, QueueFull
from ivr.institutions import Hours
from ivr.values import AgentOnCall
from tests.agents.scene import CUSTOMER, Scene, said
from tests.conftest import FixedClock

CALL = "CA" + "a" * 32
SUNDAYS = Hours("America/Bogota", ((),) * 6 + (((time(15), time(16)),),), open_on_holidays=False, closed_dates=())


def test_nobody_is_signed_in(scene: Scene) -> None:
    """Without an agent's page the caller is told at once instead of waiting for nobody."""
    with pytest.raises(QueueClosed, match="staff"):
        scene.handoffs.request(scene.effect(CALL, "1"), "claves", None, 0)
    assert said(scene.stands(scene.caller())) == ("QueueClosed",)


def test_an_agent_on_a_break_is_signed_in(scene: Scene) -> None:
    """Callers may wait for agents who are there but take no calls just now, until their page falls silent."""
    scene.agent("laura", available=False)
    scene.handoffs.request(scene.effect(CALL, "1"), "claves", None, 0)
    scene.clock.advance(21)
    with pytest.raises(QueueClosed):
        scene.handoffs.request(scene.effect("CA" + "b" * 32, "2"), "claves", None, 0)


def test_outside_opening_hours(scene: Scene) -> None:
    """The error says when somebody answers again."""
    scene.agent("laura")
    table = scene.institutions["serfinansa"]
    scene.institutions["serfinansa"] = replace(table, hours=SUNDAYS)
    with pytest.raises(QueueClosed) as closed:
        scene.handoffs.request(scene.effect(CALL, "1"), "claves", None, 0)
    assert closed.value.detail == "2026-03-04T10:00/2026-03-08T15:00"


def test_the_queue_is_full(scene: Scene) -> None:
    """No more callers wait than the table allows; one who had an agent already is let in all the same."""
    scene.agent("laura", available=False)
    table = scene.institutions["serfinansa"]
    queues = dict(table.queues) | {"claves": replace(table.queues["claves"], size=1)}
    scene.institutions["serfinansa"] = replace(table, queues=queues)
    scene.handoffs.request(scene.effect(CALL, "1"), "claves", None, 0)
    with pytest.raises(QueueFull):
        scene.handoffs.request(scene.effect("CA" + "b" * 32, "2"), "claves", None, 0)
    scene.handoffs.request(scene.effect("CA" + "c" * 32, "3"), "claves", None, 1)


@pytest.mark.parametrize("down", [False, True])
def test_an_identified_caller_without_a_place_is_kept_for_the_reports(scene: Scene, *, down: bool) -> None:
    """Whoever had typed a document counts as identified; records that are away change nothing that the caller hears."""
    scene.records.down = down
    for number, about in enumerate((CUSTOMER, None)):
        with pytest.raises(QueueClosed, match="staff"):
            scene.handoffs.request(scene.effect(CALL, f"{number}"), "claves", about, 0)
    kept = [(one.call, one.customer, one.procedure) for one in scene.records.without_place]
    assert kept == ([] if down else [(CALL, CUSTOMER, "restore")])


def test_the_same_request_again(scene: Scene) -> None:
    """A repetition of the effect gets the first answer, and no second place; also when that answer was no."""
    with pytest.raises(QueueClosed):
        scene.handoffs.request(scene.effect(CALL, "no"), "claves", None, 0)
    scene.agent("laura", available=False)
    with pytest.raises(QueueClosed):
        scene.handoffs.request(scene.effect(CALL, "no"), "claves", None, 0)
    first = scene.handoffs.request(scene.effect(CALL, "yes"), "claves", None, 0)
    scene.clock.advance(60)
    assert scene.handoffs.request(scene.effect(CALL, "yes"), "claves", None, 0) == first
    assert scene.floor.waiting("serfinansa", ("claves",)) == 1


def test_one_caller_holds_one_place(scene: Scene) -> None:
    """Who asks for another queue gives the earlier place up."""
    scene.agent("laura", available=False)
    first = scene.handoffs.request(scene.effect(CALL, "1"), "claves", None, 0)
    second = scene.handoffs.request(scene.effect(CALL, "2"), "general", None, 0)
    assert [handoff.id for handoff in scene.floor.live("serfinansa")] == [second]
    ended = scene.floor.get(first)
    assert ended is not None
    assert ended.outcome == Outcome.REPLACED


def place_of(scene: Scene, handoff: str) -> Place | None:
    """Give the place that a caller may be told."""
    wait = scene.callers.wait_of(handoff, 0)
    return wait.place if wait else None


def test_places(scene: Scene) -> None:
    """Places count from one; who comes with priority is before the others."""
    scene.agent("laura", available=False)
    first = scene.handoffs.request(scene.effect(CALL, "1"), "claves", None, 0)
    scene.clock.advance(1)
    second = scene.handoffs.request(scene.effect("CA" + "b" * 32, "2"), "claves", None, 1)
    assert place_of(scene, first) == Place(2, 2, 1, (), working=False)
    assert place_of(scene, second) == Place(1, 2, 1, (), working=False)
    scene.agent("pedro")
    assert place_of(scene, second) is None


def test_an_honest_estimate(clock: FixedClock) -> None:
    """The range follows the recent answers; with few, old, or nobody at work, nothing is said."""
    now = clock.now()
    answers = tuple(now - timedelta(minutes=2 * i) for i in range(1, 7))
    assert expected_minutes(Place(3, 5, 2, answers), now) == (4, 9)
    assert expected_minutes(Place(3, 5, 0, answers), now) is None
    assert expected_minutes(Place(3, 5, 2, answers[:4]), now) is None
    assert expected_minutes(Place(3, 5, 2, answers), now + timedelta(minutes=30)) is None


def test_an_estimate_follows_the_agents_who_are_there_now(clock: FixedClock) -> None:
    """Half of the agents: twice the wait; with far fewer or far more than before, nothing is said."""
    now = clock.now()
    answers = tuple(now - timedelta(minutes=2 * i) for i in range(1, 7))
    assert expected_minutes(Place(3, 5, 2, answers, (4,) * 6), now) == (8, 18)
    assert expected_minutes(Place(3, 5, 4, answers, (4,) * 6), now) == (4, 9)
    assert expected_minutes(Place(3, 5, 1, answers, (4,) * 6), now) is None
    assert expected_minutes(Place(3, 5, 9, answers, (4,) * 6), now) is None


def test_answers_are_remembered_for_the_estimate(scene: Scene) -> None:
    """Each time a caller gets an agent, the instant is kept."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.desk.finish(laura, handoff.id)
    scene.desk.unavailable(laura)
    place = place_of(scene, scene.handoff(scene.caller()).id)
    assert place is not None
    assert place.answers == (scene.clock.now(),)
    assert place.staffed == (1,)


def test_back_to_an_agent_of_another_call(scene: Scene) -> None:
    """A caller comes back only to an agent who is theirs."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    with pytest.raises(AgentLost):
        scene.handoffs.back(scene.effect(handoff.call, "1"), AgentOnCall(handoff.id, "pedro"))
    with pytest.raises(AgentLost):
        scene.handoffs.back(scene.effect(handoff.call, "2"), AgentOnCall("serfinansa.unknown", "laura"))
