"""What a supervisor does to agents, in their own institution only, and written down before it is done."""

import pytest
from sqlalchemy import text

from ivr.agents.agent import AgentState
from ivr.agents.handoff import State
from ivr.errors import DeskError
from ivr.stores.audit.floor import FloorRecords
from tests.web.office import ADELA, BERTA, LAURA, OSCAR, PABLO, Office
from tests.web.shift import LAURAS, Shift

PABLOS = "serfinansa.pablo"


@pytest.fixture
def shift(office: Office) -> Shift:
    """Give a shift that has begun."""
    return Shift(office, office.at_desk(BERTA))


def state(shift: Shift, agent: str = LAURAS) -> AgentState:
    """Give what an agent does now."""
    return shift.office.scene.floor.agent("serfinansa", agent).state


def test_a_stuck_agent_in_a_call_is_freed(shift: Shift) -> None:
    """Their leg ends, the caller's script hears that the agent is lost, and the agent is ready again."""
    scene = shift.office.scene
    handoff = scene.talking(shift.seat(LAURA), scene.caller())
    assert shift.does(f"agents/{LAURAS}/free").status_code == 200
    assert shift.again(handoff).outcome == "agent_lost"
    assert [command.given[0] for command in scene.switchboard.commands if command.name == "hang_up"] == [
        handoff.agent_leg
    ]
    assert handoff.call in scene.switchboard.redirected
    assert state(shift) is AgentState.AVAILABLE
    kind, who, agent, detail = shift.deed()
    assert (kind, who, agent, detail["handoff"]) == ("agent_freed", "serfinansa.berta", LAURAS, handoff.id)


def test_an_agent_whom_a_caller_rings_is_freed(shift: Shift) -> None:
    """An offer that nobody takes goes to another agent, the caller before all others."""
    scene = shift.office.scene
    laura = shift.seat(LAURA)
    handoff = scene.handoff(scene.caller())
    scene.desk.accept(laura, handoff.id)
    shift.seat(PABLO)
    assert shift.does(f"agents/{LAURAS}/free").status_code == 200
    now = shift.again(handoff)
    assert (now.state, now.agent, now.front) == (State.OFFERED, PABLOS, True)
    assert state(shift) is AgentState.AVAILABLE


def test_a_caller_at_the_keypad_goes_on_alone(shift: Shift) -> None:
    """Freeing an agent takes nobody from the keypad."""
    scene = shift.office.scene
    handoff = scene.at_keypad(shift.seat(LAURA), scene.caller())
    assert shift.does(f"agents/{LAURAS}/free").status_code == 200
    assert shift.again(handoff).state is State.ENDED
    assert handoff.call not in scene.switchboard.redirected
    scene.types(handoff.call, "123456")


def test_an_agent_kept_by_a_call_that_is_over_is_freed(shift: Shift) -> None:
    """A state that lost its call is mended."""
    scene = shift.office.scene
    handoff = scene.talking(shift.seat(LAURA), scene.caller())
    shift.office.redis.hset(f"ivr:{{serfinansa}}:handoff:{handoff.id}", "state", "ended")
    assert shift.does(f"agents/{LAURAS}/free").status_code == 200
    assert state(shift) is AgentState.AVAILABLE


def test_who_is_not_stuck_is_not_freed(shift: Shift) -> None:
    """An agent between calls is told apart, and nothing is written."""
    shift.seat(LAURA)
    assert shift.refused(f"agents/{LAURAS}/free") == (409, "not_stuck")


def test_a_state_is_set_with_its_reason(shift: Shift) -> None:
    """A supervisor sends an agent to a break, and back."""
    shift.seat(LAURA)
    assert shift.does(f"agents/{LAURAS}/state", state="not_ready", reason="break").status_code == 200
    assert (shift.agent()["state"], shift.agent()["reason"]) == ("not_ready", "Descanso")
    assert shift.deed()[3] == {"state": "not_ready", "reason": "break"}
    shift.does(f"agents/{LAURAS}/state", state="available")
    assert state(shift) is AgentState.AVAILABLE
    shift.does(f"agents/{LAURAS}/state", state="offline")
    assert state(shift) is AgentState.OFFLINE


def test_a_state_during_a_call_waits_for_its_end(shift: Shift) -> None:
    """Nobody is torn out of a call by a change of state."""
    scene = shift.office.scene
    scene.talking(shift.seat(LAURA), scene.caller())
    shift.does(f"agents/{LAURAS}/state", state="not_ready", reason="lunch")
    assert (shift.agent()["state"], shift.agent()["leaving"]) == ("busy", True)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"state": "busy"}, "malformed"),
        ({"state": "not_ready"}, "malformed"),
        ({"state": "available", "reason": "break"}, "malformed"),
        ({"state": "not_ready", "reason": "nap"}, "unknown_reason"),
        ({}, "malformed"),
    ],
)
def test_a_state_that_nobody_can_be_given_is_refused(shift: Shift, body: dict[str, str], code: str) -> None:
    """Only the words of the table, and a reason with a pause only."""
    shift.seat(LAURA)
    assert shift.refused(f"agents/{LAURAS}/state", **body) == (400, code)


def test_an_agents_sessions_end(shift: Shift) -> None:
    """Their open page is at the door, no call comes to them, and they may sign in again."""
    laura = shift.office.at_desk(LAURA)
    laura.post("/desk/available")
    assert shift.does(f"agents/{LAURAS}/sign-out").status_code == 200
    assert laura.get("/desk/view").status_code == 401
    assert state(shift) is AgentState.OFFLINE
    assert shift.deed()[:3] == ("agent_sessions_ended", "serfinansa.berta", LAURAS)
    assert shift.office.at_desk(LAURA).get("/desk/view").status_code == 200


def test_only_agents_are_signed_out_from_the_floor(shift: Shift) -> None:
    """A supervisor ends no administrator's session, and nobody's of another institution."""
    adela = shift.office.at_desk(ADELA)
    for agent in ("serfinansa.adela", "serfinansa.berta", "other.oscar", "nobody"):
        assert shift.refused(f"agents/{agent}/sign-out") == (404, "unknown_agent")
    assert adela.get("/staff").status_code == 200


def test_a_right_that_ends_in_between_ends_no_session(shift: Shift) -> None:
    """Whether a supervisor may is decided in the change itself."""
    shift.office.change(BERTA, active=False)
    records = FloorRecords(shift.office.records, shift.office.clock)
    with pytest.raises(DeskError, match="forbidden"):
        records.end_sessions("serfinansa", "serfinansa.berta", LAURAS)


def test_nothing_of_another_institution_is_touched(shift: Shift) -> None:
    """Callers and agents of others do not exist for this floor, whatever is asked."""
    foreign = shift.waiting("+576010000000")
    shift.seat(OSCAR, "other")
    assert foreign.institution == "other"
    assert shift.refused(f"handoffs/{foreign.id}/front") == (404, "not_yours")
    assert shift.refused(f"handoffs/{foreign.id}/move", queue="general") == (404, "not_yours")
    for deed in ("free", "state", "sign-out"):
        assert shift.refused(f"agents/other.oscar/{deed}", state="offline") == (404, "unknown_agent")


def test_what_cannot_be_written_down_is_not_done(shift: Shift) -> None:
    """The audit comes first: without it no button does anything."""
    office, scene = shift.office, shift.office.scene
    handoff = scene.talking(shift.seat(PABLO), scene.caller())
    other = shift.waiting()
    with office.records.begin() as session:
        session.execute(text("ALTER TABLE audit RENAME TO audit_elsewhere"))
    before, commands = shift.redis_state(), list(scene.switchboard.commands)
    for path, body in (
        (f"agents/{handoff.agent}/free", {}),
        (f"agents/{LAURAS}/state", {"state": "offline"}),
        (f"agents/{LAURAS}/sign-out", {}),
        (f"handoffs/{other.id}/front", {}),
        (f"handoffs/{other.id}/move", {"queue": "general"}),
        ("queues/claves/close", {}),
        ("queues/claves/open", {}),
        ("announcement", {"prompt": "announcement_system_down"}),
        ("announcement/withdraw", {}),
    ):
        answer = shift.does(path, **body)
        assert (answer.status_code, answer.json["code"]) == (503, "unavailable"), path
    assert (shift.redis_state(), scene.switchboard.commands) == (before, commands)
    assert office.redis.exists("ivr:{serfinansa}:closed", "ivr:{serfinansa}:announcement") == 0
