"""The board: all that a supervisor sees at one moment, put together from the floor and from the records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ivr.agents.branch.request import Counts
from ivr.agents.desk.pause_view import ChoiceView
from ivr.agents.supervision.board_agents import AgentLine, agent_lines
from ivr.agents.supervision.board_approvals import ApprovalView, approval_views
from ivr.agents.supervision.board_facts import BoardBook, FloorBoard
from ivr.agents.supervision.board_queues import QueueLine, WaitingView, queue_lines, waiting_views
from ivr.agents.supervision.notices import Announcement, Notices
from ivr.institutions import Institution
from ivr.ports import Clock


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """What callers hear before the menu: the sentence, who put it there, and until when."""

    text: str
    by: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class FloorView:
    """All of the floor's page. `counted` is when today's figures were counted; `reasons` those for a pause.

    `branch` counts the requests of branches that wait for a yes, and those that are overdue.
    """

    institution: str
    queues: tuple[QueueLine, ...]
    agents: tuple[AgentLine, ...]
    waiting: tuple[WaitingView, ...]
    approvals: tuple[ApprovalView, ...]
    reasons: tuple[ChoiceView, ...]
    announcement: AnnouncementView | None
    counted: datetime | None
    branch: Counts


@dataclass(frozen=True)
class Board:
    """Puts the floor's page together; `sentences` has what each announcement says, by institution and prompt."""

    institutions: Mapping[str, Institution]
    floor: FloorBoard
    book: BoardBook
    notices: Notices
    sentences: Mapping[str, Mapping[str, str]]
    clock: Clock

    def view(self, institution_id: str) -> FloorView:
        """Give all that is shown of one institution, and of no other. Raises Unavailable."""
        institution, now = self.institutions[institution_id], self.clock.now()
        facts = self.book.facts(institution, now)
        snapshot = self.floor.snapshot(institution, tuple(facts.names), now)
        closed = self.notices.closed(institution_id, now)
        announcement = self.notices.announcement(institution_id, now)
        return FloorView(
            institution=institution.name,
            queues=queue_lines(institution, facts, snapshot, closed, now),
            agents=agent_lines(institution, facts, snapshot, now),
            waiting=waiting_views(institution, snapshot, now),
            approvals=approval_views(institution, facts.names, snapshot),
            reasons=tuple(ChoiceView(each.id, each.label, each.limit) for each in institution.not_ready),
            announcement=self._view(institution_id, announcement) if announcement else None,
            counted=facts.counted,
            branch=facts.branch,
        )

    def _view(self, institution: str, said: Announcement) -> AnnouncementView:
        text = said.text or self.sentences[institution].get(said.prompt, "")
        return AnnouncementView(text, said.by, said.since, said.until)
