"""What a crowd does with the buttons of desk and floor, over HTTP: a call's turns, and what its supervisor does."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from ivr.agents.agent import AgentState
from ivr.agents.handoff import Handoff, State
from ivr.local.crowd.doorway import FLOOR, Doorway
from ivr.local.crowd.pace import Pace
from ivr.local.crowd.supervisor import WHISPER_CHANCE, CrowdSupervisor
from ivr.local.crowd.turns import SHARES, Turn, Turns
from ivr.stores.demo.staff import DemoStaff
from tests.agents.room.room import RoomScene
from tests.web.office import BERTA, LAURA, PABLO, Office

QUICK = 100_000.0  # times as fast as people


@pytest.fixture(autouse=True)
def _now(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have it be now, since codes are of this moment; telephones that are not answered at once are not waited for."""
    office.clock.advance((datetime.now(UTC) - office.clock.now()).total_seconds())
    monkeypatch.setattr("ivr.local.crowd.supervisor.GLANCE", 0.01)
    monkeypatch.setattr("ivr.local.crowd.supervisor.COMES_IN", 0.01)
    monkeypatch.setattr("ivr.local.crowd.supervisor.ANNOUNCEMENT", "announcement_system_down")


def sit_down(address: str, person: DemoStaff) -> Doorway:
    """Sign an agent in with both factors, and have them take calls."""
    door = Doorway(address)
    door.sign_in("serfinansa", person, Pace(1))
    door.act("available")
    return door


def turned(office: Office, door: Doorway, turn: Turn, *, answers: bool = False) -> tuple[Turn, Handoff]:
    """Bring a caller to Laura and have the call take a turn; give what it was, and how the call stands then.

    Of what takes time the shortest passes; a colleague whose telephone rings `answers` meanwhile.
    """
    handoff = office.scene.talking(office.identity(LAURA), office.scene.caller())

    def pass_time(seconds: tuple[float, float]) -> None:
        office.clock.advance(seconds[0])
        if answers:
            RoomScene(office.scene).comes(handoff, office.identity(PABLO))

    taken = Turns(door, chance_of(turn), pass_time).take(door.look()["call"])
    return taken, office.scene.again(handoff)


def chance_of(turn: Turn) -> Random:
    """Give a chance that begins with this turn."""
    seeds = (seed for seed in range(1000) if Random(seed).choices(tuple(SHARES), tuple(SHARES.values()))[0] is turn)
    return Random(next(seeds))


def test_a_caller_is_held_and_fetched_back(office: Office, address: str) -> None:
    """The seconds of the hold are counted, and the caller hears the agent again."""
    _, call = turned(office, sit_down(address, LAURA), Turn.HOLD)
    assert (call.state, call.held_since, call.held) == (State.TALKING, None, 8000)


@pytest.mark.parametrize("turn", [Turn.ASK, Turn.HAND_OVER])
def test_a_colleague_is_asked(office: Office, address: str, turn: Turn) -> None:
    """The caller hears music meanwhile, and goes on with the one or with the other; the other is free again."""
    door, _ = sit_down(address, LAURA), sit_down(address, PABLO)
    _, call = turned(office, door, turn, answers=True)
    keeper = PABLO if turn is Turn.HAND_OVER else LAURA
    assert (call.state, call.held_since, call.guests) == (State.TALKING, None, ())
    assert call.agent == office.identity(keeper).id
    free = LAURA if turn is Turn.HAND_OVER else PABLO
    assert office.scene.floor.agent("serfinansa", office.identity(free).id).state is AgentState.AVAILABLE


def test_a_colleague_who_does_not_answer_keeps_nobody_waiting(office: Office, address: str) -> None:
    """The caller is fetched back from the music when there is nobody to be handed over to."""
    door, _ = sit_down(address, LAURA), sit_down(address, PABLO)
    _, call = turned(office, door, Turn.HAND_OVER)
    assert (call.agent, call.held_since, call.guests) == (office.identity(LAURA).id, None, ())


@pytest.mark.parametrize("turn", [Turn.ASK, Turn.HAND_OVER, Turn.TO_COLLEAGUE])
def test_where_nobody_is_free_the_agent_goes_on(office: Office, address: str, turn: Turn) -> None:
    """No caller waits for a colleague who is not there."""
    _, call = turned(office, sit_down(address, LAURA), turn)
    assert (call.state, call.agent, call.held_since) == (State.TALKING, office.identity(LAURA).id, None)


def test_a_caller_is_given_away_once(office: Office, address: str) -> None:
    """A colleague who is free is offered the caller, and does not send them on."""
    door, pablo = sit_down(address, LAURA), sit_down(address, PABLO)
    _, call = turned(office, door, Turn.TO_COLLEAGUE)
    assert (call.state, call.agent) == (State.OFFERED, office.identity(PABLO).id)
    pablo.act(f"offers/{call.id}/accept")
    office.scene.agent_enters(office.scene.again(call))
    assert Turns(pablo, chance_of(Turn.TO_QUEUE), lambda _: None).take(pablo.look()["call"]) is Turn.NONE


def test_a_caller_is_given_to_a_queue(office: Office, address: str) -> None:
    """They wait before all others there, or have the next agent already."""
    _, call = turned(office, sit_down(address, LAURA), Turn.TO_QUEUE)
    assert call.front
    assert call.state in {State.WAITING, State.OFFERED}


def leading(address: str, chance: Random) -> CrowdSupervisor:
    """Sign the supervisor in at the floor."""
    door = Doorway(address, FLOOR)
    door.sign_in("serfinansa", BERTA, Pace(1))
    return CrowdSupervisor(door, Pace(QUICK), chance, lambda: False)


def whispers() -> Random:
    """Give a chance by which a supervisor who listens also whispers: one call, one pause, then the chance."""

    def drawn(random: Random) -> float:
        random.choice([0])
        random.uniform(0, 1)
        return random.random()

    return Random(next(seed for seed in range(1000) if drawn(Random(seed)) < WHISPER_CHANCE))


def test_a_supervisor_listens_whispers_and_leaves(office: Office, address: str) -> None:
    """All of it is in the audit, and nobody is left in the room."""
    sit_down(address, LAURA)
    call = office.scene.talking(office.identity(LAURA), office.scene.caller())
    leader = leading(address, whispers())
    leader.door.act(f"handoffs/{call.id}/listen")
    RoomScene(office.scene).comes(call, office.identity(BERTA))
    leader.listen()
    assert leader.done == ["listened", "whispered"]
    assert office.scene.again(call).guests == ()


def test_a_telephone_that_rings_in_vain_is_hung_up(office: Office, address: str) -> None:
    """Nobody stays invited, and a person's own telephone is not even rung."""
    sit_down(address, LAURA)
    call = office.scene.talking(office.identity(LAURA), office.scene.caller())
    leader, rung = leading(address, Random(1)), []
    for is_at_page in (True, False):
        replace(leader, is_at_page=lambda at=is_at_page: at).listen()  # type: ignore[misc] # bound now, not later
        rung.append(sum(one.name == "dial" for one in office.scene.switchboard.commands))
        assert (leader.done, office.scene.again(call).guests) == ([], ())
    assert rung[1] - rung[0] == 1


def test_the_one_who_waits_longest_goes_first(office: Office, address: str) -> None:
    """Of two who wait, the first in time."""
    office.scene.desk.heartbeat(office.identity(LAURA))
    first = office.scene.handoff(office.scene.caller())
    office.clock.advance(5)
    second = office.scene.handoff(office.scene.caller())
    leader = leading(address, Random(1))
    leader.let_first()
    assert [office.scene.again(each).front for each in (first, second)] == [True, False]


def test_an_announcement_is_taken_back_and_no_other(office: Office, address: str) -> None:
    """Callers hear it for a moment; what a person announced stays, and nothing is put in its place."""
    leader = leading(address, Random(1))
    leader.announce()
    assert leader.done == ["announced a long wait"]
    assert office.notices.announcement("serfinansa", office.clock.now()) is None
    leader.door.act("announcement", prompt="announcement_free", text="Hoy cerramos a las cinco.")
    leader.announce()
    said = office.notices.announcement("serfinansa", office.clock.now())
    assert said is not None
    assert said.text == "Hoy cerramos a las cinco."
