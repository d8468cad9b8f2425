"""The board: what is shown of queues and agents, from the floor at one moment and from the records."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ivr.agents.agent import Agent, AgentState
from ivr.agents.handoff import Handoff, State
from ivr.agents.room.guest import Guest, GuestKind
from ivr.agents.supervision.board_agents import AgentLine, agent_lines
from ivr.agents.supervision.board_facts import BoardFacts, Snapshot, WaitingLine
from ivr.agents.supervision.board_queues import QueueLine, queue_lines, waiting_views
from ivr.agents.supervision.notices import ClosedQueue
from ivr.institutions import Institution, Thresholds
from ivr.reports.facts import HandoffFact
from ivr.reports.figures import QueueFigures
from ivr.reports.staffing import StaffingNeed
from ivr.values import Customer
from tests.conftest import FixedClock

NOW = FixedClock().now()
LAURA = "serfinansa.laura"


def ago(seconds: float) -> datetime:
    """Give an instant so many seconds before now."""
    return NOW - timedelta(seconds=seconds)


def handoff(number: int, waited: float, state: State = State.WAITING, **fields: object) -> Handoff:
    """Give a caller who entered so many seconds ago."""
    customer = Customer("reference", "CC •••• 6789")
    made = Handoff(f"serfinansa.{number}", "serfinansa", f"CA{number}", "claves", "restore", ago(waited), ago(waited))
    return replace(made, state=state, customer=customer, **fields)  # type: ignore[arg-type]  # each test's own fields


def fact(number: int, entered: float, waited: float, outcome: str = "key_set", *, answered: bool = True) -> HandoffFact:
    """Give a caller whose way is over: when they entered, and how long they waited."""
    until = ago(entered) + timedelta(seconds=waited)
    answer = until if answered else None
    times = (1000, 0, 0, 0) if answered else (0, 0, 0, 0)
    return HandoffFact(
        f"serfinansa.{number}",
        f"CA{number}",
        "claves",
        "restore",
        LAURA if answered else "",
        answered,
        ago(entered),
        answer,
        until,
        outcome,
        0,
        *times,
    )


def snapshot(
    handoffs: Sequence[Handoff] = (), agents: Sequence[Agent] = (), steps: Mapping[str, str] | None = None
) -> Snapshot:
    """Give a floor with these callers, and with these agents whose pages live."""
    waiting = [each for each in handoffs if each.state is State.WAITING]
    oldest = min((each.requested for each in waiting), default=None)
    line = WaitingLine(len(waiting), oldest, tuple(each.id for each in waiting))
    return Snapshot(
        {agent.id: agent for agent in agents},
        frozenset(agent.id for agent in agents),
        {"claves": line},
        {each.id: each for each in handoffs},
        steps or {},
    )


def claves(institution: Institution, facts: BoardFacts, floor: Snapshot, **more: ClosedQueue) -> QueueLine:
    """Give what is shown of the queue."""
    lines = {line.id: line for line in queue_lines(institution, facts, floor, more, NOW)}
    assert list(lines) == list(institution.queues)
    return lines["claves"]


def laura(institution: Institution, agent: Agent, floor: Snapshot) -> AgentLine:
    """Give what is shown of an agent."""
    (line,) = agent_lines(institution, BoardFacts({LAURA: "Laura Gómez"}), floor, NOW)
    assert line.id == agent.id
    return line


def test_who_talks_now_counts_already(institution: Institution) -> None:
    """The service level now is of ended and of answered callers, each once, and of nobody who came earlier."""
    talking = handoff(3, 100, State.TALKING, answered=ago(90))
    ended = handoff(1, 200, State.ENDED, answered=ago(190))
    old = handoff(4, 1900, State.TALKING, answered=ago(1890))
    facts = BoardFacts(lately=(fact(1, 200, 10), fact(2, 300, 40), fact(5, 1801, 1)))
    now = claves(institution, facts, snapshot([talking, ended, old])).now
    assert (now.offered, now.answered, now.in_time, now.overdue) == (3, 3, 2, 0)
    assert now.service_level == pytest.approx(2 / 3)


def test_abandoned_callers_stand_in_the_formula(institution: Institution) -> None:
    """Who gave up within the promise is taken off below the line; the strict figure leaves them in."""
    facts = BoardFacts(
        lately=(
            fact(1, 200, 10),
            fact(2, 300, 15, "hung_up", answered=False),
            fact(3, 300, 60, "hung_up", answered=False),
        )
    )
    now = claves(institution, facts, snapshot()).now
    assert (now.offered, now.in_time, now.gone_in_time, now.abandoned) == (3, 1, 1, 2)
    assert now.service_level == pytest.approx(1 / 2)
    assert now.strict == pytest.approx(1 / 3)


def test_who_waits_too_long_already_counts_against_it(institution: Institution) -> None:
    """A queue that nobody answers does not keep the figure of its last answers."""
    waiting = [handoff(number, 21 + number) for number in range(5)] + [handoff(9, 19)]
    line = claves(institution, BoardFacts(lately=(fact(100, 60, 3),)), snapshot(waiting))
    assert line.now.overdue == 5
    assert line.now.service_level == pytest.approx(1 / 6)
    assert (line.waiting, line.longest) == (6, 25)


def test_of_nobody_there_is_no_share(institution: Institution) -> None:
    """Without callers no figure is invented."""
    line = claves(institution, BoardFacts(), snapshot())
    assert (line.now.service_level, line.today.service_level, line.need, line.longest) == (None, None, None, 0)
    assert line.levels == {}


def test_today_is_what_the_reports_count(institution: Institution) -> None:
    """Today's figures are those of the reports, and nothing is added to them."""
    today = QueueFigures(offered=10, answered=8, in_time=6, short=1, abandoned=1, gone_in_time=1)
    need = StaffingNeed(20, 300, 60, 5, 4)
    facts = BoardFacts(today={"claves": today}, needs={"claves": need})
    line = claves(institution, facts, snapshot([handoff(1, 10, State.TALKING, answered=ago(5))]))
    assert (line.today.offered, line.today.answered, line.today.overdue) == (10, 8, 0)
    assert line.today.service_level == today.service_level
    assert line.need is not None
    assert (line.need.agents, line.need.without_abandonment, line.need.at_work) == (4, 5, 0)


@pytest.mark.parametrize(("callers", "levels"), [(4, {}), (5, {"waiting": "warn"}), (15, {"waiting": "alarm"})])
def test_thresholds_are_the_tables(institution: Institution, callers: int, levels: dict[str, str]) -> None:
    """From the table's figure on a queue is coloured, from the second one on it alarms."""
    limited = replace(institution, thresholds=Thresholds(waiting_warn=5, waiting_alarm=15))
    line = claves(limited, BoardFacts(), snapshot([handoff(number, 1) for number in range(callers)]))
    assert line.levels == levels


def test_a_long_wait_and_a_low_level_alarm(institution: Institution) -> None:
    """Below its target a service level is coloured, below the alarm it alarms, and so does a long wait."""
    facts = BoardFacts(lately=(fact(1, 200, 10), fact(2, 300, 40)))
    line = claves(institution, facts, snapshot([handoff(3, institution.thresholds.longest_alarm)]))
    assert line.levels == {"longest": "alarm", "service_level": "alarm"}
    almost = BoardFacts(lately=(*(fact(number, 200, 10) for number in range(7)), fact(8, 300, 40), fact(9, 300, 40)))
    assert claves(institution, almost, snapshot()).levels == {"service_level": "warn"}


def test_a_closed_queue_says_who_closed_it(institution: Institution) -> None:
    """What a supervisor did is seen by the next one."""
    closed = ClosedQueue("Berta Salas", ago(60), "simulacro", None)
    assert claves(institution, BoardFacts(), snapshot(), claves=closed).closed == closed


def test_who_waits_is_shown_masked_and_in_order(institution: Institution) -> None:
    """A supervisor sees what a caller came for, how long they wait, who asked on a page, and the document as a mask."""
    shown = waiting_views(institution, snapshot([handoff(1, 30, front=True), handoff(2, 50, called_back="web")]), NOW)
    assert [(each.place, each.waited, each.front) for each in shown] == [(1, 30, True), (2, 50, False)]
    assert [each.called_back for each in shown] == ["", "web"]
    assert {each.document for each in shown} == {"CC •••• 6789"}


def test_an_agents_caller_is_told_by_step(institution: Institution) -> None:
    """At the keypad the open question is named; in the room nothing of it, whatever the call's state says."""
    agent = Agent(LAURA, AgentState.BUSY, ago(60), "serfinansa.1")
    at_keypad = handoff(1, 90, State.CAPSULE, agent=LAURA, answered=ago(60), codes=1, called_back="web")
    shown = laura(institution, agent, snapshot([at_keypad], [agent], {"CA1": "new_key"})).call
    assert shown is not None
    assert (shown.stage, shown.step, shown.procedure) == ("keypad", "new_key", "Restablecer clave")
    assert shown.called_back == "web"
    talking = replace(at_keypad, state=State.TALKING)
    shown = laura(institution, agent, snapshot([talking], [agent], {"CA1": "serfinansa.1"})).call
    assert shown is not None
    assert (shown.stage, shown.step) == ("code_sent", "")


def test_a_call_that_is_not_theirs_is_not_shown_as_theirs(institution: Institution) -> None:
    """An agent who is busy without a call of their own is stuck, once that is no passing moment."""
    agent = Agent(LAURA, AgentState.BUSY, ago(11), "serfinansa.1")
    others = handoff(1, 90, State.TALKING, agent="serfinansa.pablo", answered=ago(60))
    line = laura(institution, agent, snapshot([others], [agent]))
    assert (line.call, line.level, line.why) == (None, "alarm", "stuck")
    lately = replace(agent, since=ago(9))
    assert laura(institution, lately, snapshot([others], [lately])).level == ""


def test_a_pause_over_its_limit_is_seen(institution: Institution) -> None:
    """A reason is shown in words; over its limit it is coloured."""
    agent = Agent(LAURA, AgentState.NOT_READY, ago(100), reason="break", until=ago(-1))
    line = laura(institution, agent, snapshot((), [agent]))
    assert (line.reason, line.level) == ("Descanso", "")
    over = replace(agent, until=NOW)
    assert laura(institution, over, snapshot((), [over])).why == "pause_too_long"


def test_a_page_that_is_gone_and_a_long_call_are_seen(institution: Institution) -> None:
    """Who is offered calls without a page alarms; a call that lasts too long is coloured."""
    agent = Agent(LAURA, AgentState.AVAILABLE, ago(100))
    gone = replace(snapshot((), [agent]), present=frozenset())
    assert laura(institution, agent, gone).why == "page_gone"
    busy = Agent(LAURA, AgentState.BUSY, ago(1000), "serfinansa.1")
    long = handoff(1, 1000, State.TALKING, agent=LAURA, answered=ago(institution.thresholds.talking_warn))
    line = laura(institution, busy, snapshot([long], [busy]))
    assert (line.level, line.why) == ("warn", "call_too_long")


def test_everybody_on_the_list_is_shown(institution: Institution) -> None:
    """Who was never seen is offline, not missing."""
    facts = BoardFacts({"b": "Zoe", "a": "Ángela"}, agents={"a": QueueFigures(answered=2, talked=60_000)})
    lines = agent_lines(institution, facts, snapshot(), NOW)
    assert {line.id: line.state for line in lines} == {"a": "offline", "b": "offline"}
    assert {line.id: (line.answered, line.handling) for line in lines}["a"] == (2, 30.0)


def test_a_call_for_help_alarms_and_guests_are_named(institution: Institution) -> None:
    """Who asks for help is seen before everything else, and so is who is in the room already."""
    agent = Agent(LAURA, AgentState.BUSY, ago(60), "serfinansa.1")
    berta = Guest("serfinansa.berta", "Berta Salas", GuestKind.LISTEN, "CA9", joined=True, visit=1, since=ago(5))
    talking = handoff(1, 90, State.TALKING, agent=LAURA, answered=ago(60), help_since=ago(9), guests=(berta,))
    line = laura(institution, agent, snapshot([talking], [agent]))
    assert (line.level, line.why) == ("alarm", "help")
    assert line.call is not None
    assert line.call.help_since == ago(9)
    assert [(guest.name, guest.kind, guest.joined) for guest in line.call.guests] == [("Berta Salas", "listen", True)]
