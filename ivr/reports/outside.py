"""What the pages of reports need from the records: figures that were counted, and the calls behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ivr.institutions import ServiceLevelRule
from ivr.reports.behind import CallStory, Figure, Page
from ivr.reports.calendar import Period
from ivr.reports.calling_back import CallBackFigures
from ivr.reports.figures import QueueFigures
from ivr.reports.funnel import FunnelFigures, FunnelKey
from ivr.reports.states import StateFigures, StateKey
from ivr.reports.steps import StepFigures, StepKey
from ivr.reports.visits import CrossingFigures, VisitFigures


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about: one institution, some days; one queue, one agent and one channel, or all of them.

    Queues and agents are of the telephone, whatever the channel.
    """

    institution: str
    period: Period
    queue: str = ""
    agent: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How fresh the figures are: the oldest count of the last two days, calls, and days that wait to be counted."""

    at: datetime | None
    calls: int
    missing: int


class ReportBook(Protocol):
    """The figures of days. Every method may raise Unavailable; without facts it gives nothing."""

    def queues(self, scope: Scope) -> Mapping[tuple[date, str], QueueFigures]:
        """Give the figures of callers by day and queue; with an agent, those whom the agent answered."""

    def half_hours(self, scope: Scope) -> Mapping[datetime, QueueFigures]:
        """Give the figures of callers by the half hour in which they entered; of all agents together."""

    def agents(self, scope: Scope) -> Mapping[str, QueueFigures]:
        """Give the figures of those whom each agent answered."""

    def states(self, scope: Scope) -> Mapping[StateKey, StateFigures]:
        """Give the time of agents in each state."""

    def funnel(self, scope: Scope) -> Mapping[FunnelKey, FunnelFigures]:
        """Give how far customers got, by procedure and channel."""

    def steps(self, scope: Scope) -> Mapping[StepKey, StepFigures]:
        """Give how visits to steps ended, by version, step and channel."""

    def pages(self, scope: Scope) -> Mapping[str, VisitFigures]:
        """Give what became of visits of pages, by procedure."""

    def page_days(self, scope: Scope) -> Mapping[date, VisitFigures]:
        """Give what became of visits of pages, by the day on which they began."""

    def crossings(self, scope: Scope) -> Mapping[str, CrossingFigures]:
        """Give what became of calls that went over to a page, by procedure."""

    def call_backs(self, scope: Scope) -> Mapping[str, CallBackFigures]:
        """Give what became of the call-backs that were asked for and are over, by queue."""

    def counted(self, scope: Scope) -> Counted:
        """Say how fresh all this is."""

    def names(self, institution: str) -> Mapping[str, str]:
        """Give the names of those who work or worked here, by their identifier."""

    def takers(self, scope: Scope) -> Mapping[str, str]:
        """Give the names of those who take calls here, and of whoever else took some on these days."""

    def behind(self, scope: Scope, figure: Figure, after: str) -> Page:
        """Give the calls behind a figure, from where the page before ended. Raises ValueError for a wrong `after`."""

    def call(self, institution: str, sid: str) -> CallStory | None:
        """Give what is known of one call of the institution."""

    def past_half_hours(self, institution: str, queue: str, begin: datetime, weeks: int) -> list[QueueFigures]:
        """Give the figures of the same half hour of past weeks, for `staffing_need`; only of days that were counted."""

    def rule(self, institution: str, queue: str) -> ServiceLevelRule:
        """Give what a queue promises now."""
