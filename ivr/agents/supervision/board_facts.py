"""What a board is made from: the floor at one moment, and what the records say of the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ivr.agents.agent import Agent
from ivr.agents.branch.request import NO_REQUESTS, Counts
from ivr.agents.handoff import Handoff
from ivr.institutions import Institution
from ivr.reports.facts import HandoffFact
from ivr.reports.figures import QueueFigures
from ivr.reports.staffing import StaffingNeed


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Who waits in one queue: how many, since when the one who waits longest, and the handoffs of the first ones."""

    waiting: int = 0
    oldest: datetime | None = None
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """The floor at one moment: agents by identifier, whose pages live, queues by id, handoffs by identifier.

    `handoffs` holds those of the agents and the first of each queue; `steps` the step that is open, by call.
    """

    agents: Mapping[str, Agent]
    present: frozenset[str]
    lines: Mapping[str, WaitingLine]
    handoffs: Mapping[str, Handoff]
    steps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BoardFacts:
    """What the records say: names of the agents, who came lately, today's figures by queue and by agent, and needs.

    Today's figures are those of the reports, counted at `counted`; `branch` are requests that call for somebody.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    lately: Sequence[HandoffFact] = ()
    today: Mapping[str, QueueFigures] = field(default_factory=dict)
    agents: Mapping[str, QueueFigures] = field(default_factory=dict)
    needs: Mapping[str, StaffingNeed] = field(default_factory=dict)
    counted: datetime | None = None
    branch: Counts = NO_REQUESTS


class FloorBoard(Protocol):
    """The live state as a board needs it, in few round trips. Raises Unavailable."""

    def snapshot(self, institution: Institution, agents: Sequence[str], now: datetime) -> Snapshot:
        """Give the floor as it stands."""


class BoardBook(Protocol):
    """The records as a board needs them. Raises Unavailable."""

    def facts(self, institution: Institution, now: datetime) -> BoardFacts:
        """Give what is known; figures may be some seconds old."""
