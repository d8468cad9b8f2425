"""The floor over HTTP: what a supervisor sees of their own institution, live and of today."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from ivr.stores.reporting.counts import DayCounter
from ivr.stores.turns import TurnCarrier
from tests.web.office import BERTA, LAURA, OSCAR, PABLO, Office
from tests.web.shift import LAURAS, Shift


@pytest.fixture
def shift(office: Office) -> Shift:
    """Give a shift that has begun."""
    return Shift(office, office.at_desk(BERTA))


def test_the_view_shows_the_floor(shift: Shift) -> None:
    """Queues, who waits, agents with their calls and steps: live, and never a digit of what is typed."""
    scene, laura = shift.office.scene, shift.seat(LAURA)
    handoff = scene.at_keypad(laura, scene.caller())
    shift.office.clock.advance(3)
    scene.caller()
    queue, agent = shift.queue(), shift.agent()
    assert (queue["waiting"], queue["longest"], queue["now"]["answered"]) == (1, 0, 1)
    assert (agent["state"], agent["call"]["stage"], agent["call"]["step"]) == ("busy", "keypad", "security_code")
    assert [caller["document"] for caller in shift.view()["waiting"]] == ["CC •••• 6789"]
    assert {each["name"] for each in shift.view()["agents"]} == {LAURA.name, PABLO.name}
    scene.types(handoff.call, "12345")
    assert "12345" not in shift.berta.get("/floor/view").text


def test_the_longest_wait_is_found_behind_whoever_comes_first(shift: Shift) -> None:
    """Whoever has waited longest counts, wherever priority has put others."""
    scene = shift.office.scene
    shift.office.scene.desk.heartbeat(shift.office.identity(LAURA))
    first = scene.handoff(scene.caller())
    shift.office.clock.advance(60)
    scene.desk.heartbeat(shift.office.identity(LAURA))
    second = scene.handoff(scene.caller())
    assert shift.does(f"handoffs/{second.id}/front").status_code == 200
    assert [caller["handoff"] for caller in shift.view()["waiting"]] == [second.id, first.id]
    assert shift.queue()["longest"] == 60


def test_todays_figures_are_those_of_the_reports(shift: Shift) -> None:
    """A call that is over counts now at once; today it counts when the reports have counted it, and as they do."""
    office, laura = shift.office, shift.seat(LAURA)
    handoff = office.scene.talking(laura, office.scene.caller())
    office.clock.advance(20)
    office.scene.desk.finish(laura, handoff.id)
    shift.keep(handoff)
    assert (shift.queue()["now"]["answered"], shift.queue()["today"]["answered"]) == (1, 0)
    assert shift.view()["counted"] is None
    TurnCarrier(office.redis, office.records).run()
    DayCounter(office.records, office.clock, office.tables).run()
    office.clock.advance(5)
    assert (shift.queue()["today"]["answered"], shift.agent()["answered"], shift.agent()["handling"]) == (1, 1, 20.0)


def test_another_institution_is_not_there(shift: Shift) -> None:
    """Neither agents, nor callers, nor notices of another institution are seen."""
    office = shift.office
    shift.seat(OSCAR, "other")
    office.scene.caller("+576010000000")
    office.scene.caller("+576010000000")
    assert shift.queue()["waiting"] == 0
    assert "other." not in shift.berta.get("/floor/view").text
    assert {each["id"] for each in shift.view()["agents"]} == {LAURAS, "serfinansa.pablo"}


def test_who_left_the_staff_is_not_on_the_floor(shift: Shift) -> None:
    """An agent whose rights ended is not shown as somebody who may be given calls."""
    shift.office.change(PABLO, active=False)
    assert {each["id"] for each in shift.view()["agents"]} == {LAURAS}


def lines(shift: Shift) -> Iterator[str]:
    """Open the live line."""
    answer = shift.berta.client.get("/floor/events", base_url="https://desk.example", buffered=False)
    assert answer.mimetype == "text/event-stream"
    return (chunk.decode() if isinstance(chunk, bytes) else chunk for chunk in answer.response)


def test_a_floor_hears_of_everything_once_a_moment(shift: Shift) -> None:
    """Whatever happens to whom, the page is told how things stand then; many things in a moment are told once."""
    live = lines(shift)
    assert next(live).startswith("retry: ")
    assert next(live).startswith("id: ")
    laura = shift.seat(LAURA)
    for _ in range(150):
        shift.office.scene.desk.unavailable(laura)
        shift.office.scene.desk.available(laura)
    newest: Any = shift.office.redis.xrevrange("ivr:{serfinansa}:events", count=1)
    heard = [next(live)]
    while str(newest[0][0]) not in heard[-1]:
        heard.append(next(live))
    assert len(heard) < 10
    name, told = heard[-1].splitlines()[1:3]
    assert name == "event: view"
    view = json.loads(told.removeprefix("data: "))
    assert next(agent["state"] for agent in view["agents"] if agent["id"] == LAURAS) == "available"
    assert view.keys() == shift.view().keys()


def test_a_floor_line_ends_with_the_session(shift: Shift) -> None:
    """A supervisor whose rights end hears that, and nothing more."""
    live = lines(shift)
    assert next(live).startswith("retry: ")
    assert next(live).startswith("id: ")
    shift.office.change(BERTA, active=False)
    shift.seat(LAURA)
    assert list(live) == ["event: signed_out\ndata: {}\n\n"]


def test_what_another_site_sends_is_refused(shift: Shift) -> None:
    """Every button needs the token of its session, and none can be reached by looking."""
    rules = [rule for rule in shift.office.pages.url_map.iter_rules() if rule.endpoint.startswith("floor.")]
    buttons = [re.sub("<[a-z]+>", "nobody", str(rule)) for rule in rules if "POST" in (rule.methods or set())]
    assert len(buttons) == 11
    before = shift.redis_state()
    for button in buttons:
        assert (button, shift.berta.post(button, token="").status_code) == (button, 400)
        assert shift.berta.get(button).status_code in {404, 405}, button
    assert (shift.redis_state(), shift.deeds()) == (before, [])
