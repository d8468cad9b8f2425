"""The figures of each day, counted from what the records know of it, so that reports only add up."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class _QueueCounts:
    """The columns of `ivr.reports.figures.QueueFigures`: callers, then milliseconds."""

    offered: Mapped[int]
    answered: Mapped[int]
    in_time: Mapped[int]
    short: Mapped[int]
    abandoned: Mapped[int]
    gone_in_time: Mapped[int]
    call_backs: Mapped[int]
    turned_away: Mapped[int]
    handed_over: Mapped[int] = mapped_column(default=0, server_default="0")
    promised: Mapped[int] = mapped_column(default=0, server_default="0")
    promise_kept: Mapped[int] = mapped_column(default=0, server_default="0")
    promise_error: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    waited: Mapped[int] = mapped_column(BigInteger)
    gone_waited: Mapped[int] = mapped_column(BigInteger)
    longest: Mapped[int] = mapped_column(BigInteger)
    talked: Mapped[int] = mapped_column(BigInteger)
    held: Mapped[int] = mapped_column(BigInteger)
    in_capsule: Mapped[int] = mapped_column(BigInteger)
    wrapping: Mapped[int] = mapped_column(BigInteger)


class CountedDayRecord(Base):
    """A local day that was counted: `counted` is when its facts were read, `calls` and `visits` began in it."""

    __tablename__ = "counted_days"

    institution: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    counted: Mapped[datetime]
    calls: Mapped[int]
    visits: Mapped[int] = mapped_column(default=0, server_default="0")


class QueueCountRecord(_QueueCounts, Base):
    """Callers who entered a queue in the half hour that begins at `slot`, by what they came for."""

    __tablename__ = "queue_counts"

    institution: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    slot: Mapped[datetime] = mapped_column(primary_key=True)
    queue: Mapped[str] = mapped_column(primary_key=True)
    procedure: Mapped[str] = mapped_column(primary_key=True)


class AgentCountRecord(_QueueCounts, Base):
    """Callers of one queue whom one agent answered."""

    __tablename__ = "agent_counts"

    institution: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    agent: Mapped[str] = mapped_column(primary_key=True)
    queue: Mapped[str] = mapped_column(primary_key=True)


class StateCountRecord(Base):
    """The time of one agent in one state, as `ivr.reports.states.StateFigures`."""

    __tablename__ = "state_counts"

    institution: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    agent: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(primary_key=True)
    stays: Mapped[int]
    milliseconds: Mapped[int] = mapped_column(BigInteger)
    too_long: Mapped[int]


class FunnelCountRecord(Base):
    """How far the calls or the visits of one procedure got, as `ivr.reports.funnel.FunnelFigures`."""

    __tablename__ = "funnel_counts"

    institution: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    procedure: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True, server_default="phone")
    came: Mapped[int]
    identified: Mapped[int]
    checked: Mapped[int]
    code_sent: Mapped[int]
    code_right: Mapped[int]
    key_set: Mapped[int]
    contained: Mapped[int]


class StepCountRecord(Base):
    """How the visits to one step ended, by the version of the tables, as `ivr.reports.steps.StepFigures`."""

    __tablename__ = "step_counts"

    institution: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True, server_default="phone")
    went_on: Mapped[int]
    to_agent: Mapped[int]
    back: Mapped[int]
    failed: Mapped[int]
    hung_up: Mapped[int]
    goodbye: Mapped[int]
    repeats: Mapped[int]


class VisitCountRecord(Base):
    """What became of the visits of one procedure, as `ivr.reports.visits.VisitFigures`."""

    __tablename__ = "visit_counts"

    institution: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    procedure: Mapped[str] = mapped_column(primary_key=True)
    started: Mapped[int]
    met: Mapped[int]
    sent_to_telephone: Mapped[int]
    unmet: Mapped[int]
    left_page: Mapped[int]
    going_on: Mapped[int]
    link_sent: Mapped[int]
    link_opened: Mapped[int]


class CrossingCountRecord(Base):
    """What became of the calls of one procedure that went over to a page, as `ivr.reports.visits.CrossingFigures`."""

    __tablename__ = "crossing_counts"

    institution: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    procedure: Mapped[str] = mapped_column(primary_key=True)
    crossed: Mapped[int]
    page_opened: Mapped[int]
    came_back: Mapped[int]
    ended_there: Mapped[int]
    left_there: Mapped[int]
    still_there: Mapped[int]
    met_there: Mapped[int]
