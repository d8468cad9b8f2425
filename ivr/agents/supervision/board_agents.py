"""The agents on the board: what each does, since when, whether too long, and how far the caller is, never a digit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.agents.agent import Agent, AgentState
from ivr.agents.checks.checklist import checklist_of, is_checked
from ivr.agents.desk.labels import label
from ivr.agents.handoff import LIVE, TOGETHER, Handoff, State
from ivr.agents.reasons import reason_label
from ivr.agents.supervision.board_facts import BoardFacts, Snapshot
from ivr.agents.supervision.board_queues import ALARM, WARN
from ivr.institutions import Institution
from ivr.reports.figures import NOTHING

ENGAGED = frozenset({AgentState.OFFERED, AgentState.BUSY})
KEYPAD = "keypad"
SETTLED = timedelta(seconds=10)
"""A state that began a moment ago may be read before the call that belongs to it."""


@dataclass(frozen=True, slots=True)
class GuestView:
    """Somebody else in the room: `kind` is listen, whisper, barge or consult; `joined` false while they are called."""

    id: str
    name: str
    kind: str
    joined: bool


@dataclass(frozen=True, slots=True)
class AgentCallView:
    """The call that an agent has: its stage, and the step that is open in the caller's script, as stable words.

    `help_since` is when the agent asked for help, `guests` who else is in the room.
    `stage` is ringing, calling, checking, checked, code_sent, keypad, or done; `step` the question that is open at the
    keypad, such as new_key; never what is typed. `called_back`: we called, as the caller had asked by telephone (phone)
    or on a page (web).
    """

    handoff: str
    state: str
    queue: str
    procedure: str
    stage: str
    step: str
    since: datetime
    help_since: datetime | None
    guests: tuple[GuestView, ...]
    called_back: str


@dataclass(frozen=True, slots=True)
class AgentLine:
    """An agent: `reason` in words while not ready; `level` warn or alarm, and `why` a stable word for it.

    `present`: their page lives. `answered` and `handling` (mean seconds) are today's, of calls that are over.
    """

    id: str
    name: str
    state: str
    since: datetime | None
    reason: str
    until: datetime | None
    leaving: bool
    present: bool
    call: AgentCallView | None
    level: str
    why: str
    answered: int
    handling: float | None


def agent_lines(
    institution: Institution, facts: BoardFacts, snapshot: Snapshot, now: datetime
) -> tuple[AgentLine, ...]:
    """Show every agent on the list, in the order of their names."""
    return tuple(
        _line(institution, facts, snapshot, snapshot.agents.get(agent) or Agent(agent, AgentState.OFFLINE), now)
        for agent in sorted(facts.names, key=lambda agent: facts.names[agent].casefold())
    )


def _line(institution: Institution, facts: BoardFacts, snapshot: Snapshot, agent: Agent, now: datetime) -> AgentLine:
    handoff = snapshot.handoffs.get(agent.handoff) if agent.state in ENGAGED else None
    theirs = handoff if handoff and handoff.agent == agent.id and handoff.state in LIVE else None
    level, why = _level(institution, agent, theirs, now, present=agent.id in snapshot.present)
    today = facts.agents.get(agent.id, NOTHING)
    return AgentLine(
        id=agent.id,
        name=facts.names[agent.id],
        state=agent.state,
        since=agent.since,
        reason=reason_label(institution, agent.reason) if agent.state is AgentState.NOT_READY else "",
        until=agent.until,
        leaving=agent.leaving,
        present=agent.id in snapshot.present,
        call=_call(institution, snapshot, theirs) if theirs else None,
        level=level,
        why=why,
        answered=today.answered,
        handling=today.handling_time,
    )


def _call(institution: Institution, snapshot: Snapshot, handoff: Handoff) -> AgentCallView:
    stage = stage_of(institution, handoff)
    return AgentCallView(
        handoff=handoff.id,
        state=handoff.state,
        queue=handoff.queue,
        procedure=label(institution, handoff),
        stage=stage,
        step=snapshot.steps.get(handoff.call, "") if stage == KEYPAD else "",
        since=handoff.answered or handoff.moved,
        help_since=handoff.help_since,
        guests=tuple(GuestView(guest.id, guest.name, guest.kind, guest.joined) for guest in handoff.guests),
        called_back=handoff.called_back,
    )


def stage_of(institution: Institution, handoff: Handoff) -> str:
    """Say in one word how far agent and caller are."""
    if handoff.state is State.OFFERED:
        return "ringing"
    if handoff.state is State.CALLING_AGENT:
        return "calling"
    if handoff.state in (State.CAPSULE, State.HOLDING):
        return KEYPAD if handoff.state is State.CAPSULE else "done"
    if handoff.codes:
        return "code_sent"
    return "checked" if is_checked(checklist_of(institution, handoff), handoff) else "checking"


def _level(
    institution: Institution, agent: Agent, handoff: Handoff | None, now: datetime, *, present: bool
) -> tuple[str, str]:
    """Say what is out of bounds.

    A call for help, a state without its call, a page that is gone, a pause or a call that lasts long.
    """
    if handoff is not None and handoff.help_since is not None:
        return ALARM, "help"
    if agent.state in ENGAGED and handoff is None and now - (agent.since or now) > SETTLED:
        return ALARM, "stuck"
    if agent.state in ENGAGED | {AgentState.AVAILABLE} and not present:
        return ALARM, "page_gone"
    if agent.state is AgentState.NOT_READY and agent.until is not None and agent.until <= now:
        return WARN, "pause_too_long"
    longest = timedelta(seconds=institution.thresholds.talking_warn)
    talking = handoff.answered if handoff and handoff.state in TOGETHER else None
    if talking is not None and now - talking >= longest:
        return WARN, "call_too_long"
    return "", ""
