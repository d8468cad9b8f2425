"""What an agent's page shows between calls: the wrap-up under way, and the reasons for a pause."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.agents.agent import Agent, AgentState
from ivr.agents.desk.labels import label
from ivr.agents.handoff import Handoff
from ivr.agents.reasons import reason_label
from ivr.institutions import Institution, WrapUpRule


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A word to choose, and how people call it; `limit` in seconds for a reason, 0 for a code."""

    id: str
    label: str
    limit: int = 0


@dataclass(frozen=True, slots=True)
class PauseView:
    """Why they take no calls now, until when that is in order, and the reason for a pause after this call, in words.

    `missed`: they take none because they did not take an offer in time.
    """

    reason: str
    until: datetime | None
    afterwards: str
    reasons: tuple[ChoiceView, ...]
    missed: bool


@dataclass(frozen=True, slots=True)
class WrapUpView:
    """The wrap-up under way: it ends by itself at `until`; `due` is when it ends once nothing is missing.

    `required`: a code is still to be given; `may_ask`: more time can be asked for.
    """

    handoff: str
    procedure: str
    document: str
    outcome: str
    codes: tuple[ChoiceView, ...]
    required: bool
    code: str
    note: str
    follow_up: str
    due: datetime | None
    until: datetime | None
    may_ask: bool


def wrap_up_view(institution: Institution, agent: Agent, handoff: Handoff | None) -> WrapUpView | None:
    """Show the wrap-up of an agent, if they are in one."""
    if agent.state is not AgentState.WRAP_UP or handoff is None:
        return None
    queue = institution.queues.get(handoff.queue)
    rule = queue.wrap_up if queue else WrapUpRule()
    return WrapUpView(
        handoff=handoff.id,
        procedure=label(institution, handoff),
        document=handoff.customer.masked if handoff.customer else "",
        outcome=handoff.outcome,
        codes=tuple(ChoiceView(code.id, code.label) for code in rule.codes),
        required=rule.required and not handoff.wrap_up_code,
        code=handoff.wrap_up_code,
        note=handoff.note,
        follow_up=handoff.follow_up,
        due=agent.due,
        until=agent.until,
        may_ask=may_ask(agent, rule),
    )


def may_ask(agent: Agent, rule: WrapUpRule) -> bool:
    """Say whether more time can be asked for: once, and only where any is left."""
    if agent.asked_more or agent.due is None or agent.since is None:
        return False
    return agent.due < agent.since + timedelta(seconds=rule.longest)


def pause_view(institution: Institution, agent: Agent) -> PauseView:
    """Show how an agent stands to calls."""
    return PauseView(
        reason=reason_label(institution, agent.reason),
        until=agent.until if agent.state is AgentState.NOT_READY else None,
        afterwards=reason_label(institution, agent.afterwards),
        reasons=tuple(ChoiceView(reason.id, reason.label, reason.limit) for reason in institution.not_ready),
        missed=agent.missed and agent.state is AgentState.OFFLINE,
    )
