"""An agent's own day: calls and handling time from their handoffs, time in each state from their intervals."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ivr.agents.agent import Agent, AgentState
from ivr.agents.desk.day import Day, Span, beginning, day_view
from ivr.agents.handoff import Handoff, State
from ivr.institutions import Institution
from ivr.stores.agent_days import AgentDays
from ivr.stores.desk_records import DeskRecords
from ivr.stores.intervals import begin
from ivr.stores.records import Records
from tests.conftest import FixedClock

MORNING = datetime.fromisoformat("2026-03-04T05:00:00+00:00")  # midnight in Bogotá
BANK = "serfinansa"


def at(minutes: float) -> datetime:
    """Give an instant of the day."""
    return MORNING + timedelta(minutes=minutes)


def write(records: Records, *states: tuple[float, AgentState, str], agent: str = "ana") -> None:
    """Write an agent's states: minutes of the day, state, and the reason or the handoff."""
    with records.begin() as session:
        for number, (minutes, state, word) in enumerate(states):
            reason, handoff = (word, "") if state is AgentState.NOT_READY else ("", word)
            begin(session, BANK, f"{agent}-{number}", (at(minutes), Agent(agent, state, None, handoff, reason=reason)))


def handle(records: Records, clock: FixedClock, handoff: str, minutes: float, agent: str = "ana") -> None:
    """Have an agent handle a call that was answered: half of it talking, half at the keypad, one minute of wrap-up."""
    kept = Handoff(handoff, BANK, f"CA{handoff}", "claves", "restore", at(0), at(0), State.ENDED, agent=agent)
    answered, ended = at(10), at(10 + minutes)
    kept = replace(kept, answered=answered, ended=ended, in_capsule=int(minutes * 30_000), outcome="key_set")
    DeskRecords(records, clock).save(replace(kept, wrapped_up=ended + timedelta(minutes=1)))


def test_a_day(records: Records, clock: FixedClock) -> None:
    """Two calls and a break; what lasted over midnight, and what lasts still, is counted within the day."""
    busy, rest = AgentState.BUSY, AgentState.AVAILABLE
    write(records, (-30, rest, ""), (10, busy, "h1"), (14, AgentState.WRAP_UP, "h1"), (15, busy, "h2"), (17, rest, ""))
    with records.begin() as session:
        begin(session, BANK, "ana-9", (at(20), Agent("ana", AgentState.NOT_READY, reason="break")))
    handle(records, clock, "h1", 4)
    handle(records, clock, "h2", 2)
    handle(records, clock, "h3", 50, agent="bea")
    day = AgentDays(records).day(BANK, "ana", MORNING, at(25))
    assert (day.calls, day.handling) == (2, (5 + 3) * 60 // 2)
    assert {(span.state, span.reason, span.seconds) for span in day.states} == {
        (rest, "", 13 * 60),
        (busy, "", 6 * 60),
        (AgentState.WRAP_UP, "", 60),
        (AgentState.NOT_READY, "break", 5 * 60),
    }


def test_a_call_that_was_given_on_is_handled_by_both(records: Records, clock: FixedClock) -> None:
    """What the first agent did of it is a handoff of its own, in which nobody was busy under its name."""
    write(records, (10, AgentState.BUSY, "h1"), (13, AgentState.AVAILABLE, ""))
    write(records, (13, AgentState.BUSY, "h1"), (20, AgentState.AVAILABLE, ""), agent="bea")
    handle(records, clock, "the-first-part-of-h1", 3)
    handle(records, clock, "h1", 7, agent="bea")
    days = {agent: AgentDays(records).day(BANK, agent, MORNING, at(25)) for agent in ("ana", "bea")}
    assert {agent: (day.calls, day.handling) for agent, day in days.items()} == {"ana": (1, 240), "bea": (1, 480)}
    assert AgentDays(records).day("other", "ana", MORNING, at(25)).calls == 0
    assert AgentDays(records).day(BANK, "ana", at(24 * 60), at(25 * 60)).calls == 0


def test_a_day_of_nobody(records: Records) -> None:
    """An agent who has not worked yet reads zeros; a colleague's day is not theirs."""
    write(records, (1, AgentState.AVAILABLE, ""), agent="bea")
    assert AgentDays(records).day(BANK, "ana", MORNING, at(25)) == Day(MORNING, 0, 0, ())


@pytest.mark.parametrize(("minutes", "today"), [(0, 0), (23 * 60, 0), (24 * 60, 24 * 60)])
def test_a_day_begins_at_local_midnight(institution: Institution, minutes: int, today: int) -> None:
    """Bogotá is five hours behind UTC."""
    assert beginning(institution, at(minutes)) == at(today)


def test_a_day_in_the_institutions_words(institution: Institution) -> None:
    """Reasons by their names, states in the order of the table of states, time offline left out."""
    spans = (
        Span(AgentState.NOT_READY, "lunch", 60),
        Span(AgentState.OFFLINE, "", 600),
        Span(AgentState.AVAILABLE, "", 5),
        Span(AgentState.NOT_READY, "no_longer_known", 90),
    )
    shown = day_view(institution, Day(MORNING, 3, 61, spans))
    assert [(span.state, span.reason) for span in shown.states] == [
        ("available", ""),
        ("not_ready", "no_longer_known"),
        ("not_ready", "Almuerzo"),
    ]
