"""New mobiles on the board that wait for a supervisor's yes: who asks, for whom, and what was proven; all masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ivr.agents.checks.checklist import checklist_of, matched
from ivr.agents.desk.labels import label
from ivr.agents.handoff import Handoff, State
from ivr.agents.supervision.board_facts import Snapshot
from ivr.institutions import Institution


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """A change that was asked for: `old` and `new` are masks, `matched` answers of so many `questions`.

    `agent` and `agent_name` ask since `asked`; `by` is the name of who said yes while it is not registered yet.
    """

    handoff: str
    change: str
    agent: str
    agent_name: str
    procedure: str
    document: str
    customer: str
    old: str
    new: str
    matched: int
    questions: int
    asked: datetime
    by: str


def approval_views(institution: Institution, names: Mapping[str, str], snapshot: Snapshot) -> tuple[ApprovalView, ...]:
    """Show what waits, the oldest first; `names` of the agents by their identifiers."""
    waiting = (_view(institution, names, handoff) for handoff in snapshot.handoffs.values())
    return tuple(sorted((view for view in waiting if view is not None), key=lambda view: (view.asked, view.change)))


def _view(institution: Institution, names: Mapping[str, str], handoff: Handoff) -> ApprovalView | None:
    change = handoff.change
    if change is None or not change.pending or handoff.state is not State.TALKING:
        return None
    return ApprovalView(
        handoff=handoff.id,
        change=change.id,
        agent=change.agent,
        agent_name=names.get(change.agent, change.agent),
        procedure=label(institution, handoff),
        document=handoff.customer.masked if handoff.customer else "",
        customer=handoff.name,
        old=handoff.mobile,
        new=change.mask,
        matched=matched(handoff),
        questions=len(checklist_of(institution, handoff).questions),
        asked=change.asked,
        by=change.by_name,
    )
