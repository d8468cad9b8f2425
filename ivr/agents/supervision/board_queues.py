"""The queues on the board: who waits, how the promise is kept now and today, and how many agents are needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ivr.agents.desk.labels import label
from ivr.agents.handoff import Handoff, State
from ivr.agents.supervision.board_facts import BoardFacts, Snapshot, WaitingLine
from ivr.agents.supervision.notices import ClosedQueue
from ivr.institutions import Institution, QueueRule, Thresholds
from ivr.reports.facts import MILLISECOND, HandoffFact
from ivr.reports.figures import NOTHING, QueueFigures, share, total
from ivr.reports.staffing import StaffingNeed

LATELY = timedelta(minutes=30)
"""What "now" means for a share: whoever entered the queue within it."""
WARN, ALARM = "warn", "alarm"


@dataclass(frozen=True, slots=True)
class FiguresView:
    """Counts of callers, a service level (None of nobody), mean seconds of waiting, and the share of abandonment.

    `overdue` wait now, and longer than promised: they stand below the line of the service level with the others.
    """

    offered: int
    answered: int
    in_time: int
    short: int
    abandoned: int
    gone_in_time: int
    call_backs: int
    turned_away: int
    overdue: int
    service_level: float | None
    strict: float | None
    speed_of_answer: float | None
    abandonment: float | None


@dataclass(frozen=True, slots=True)
class NeedView:
    """What the next half hour asks for: expected calls, and agents; `agents` is Erlang A's where patience is known."""

    calls: float
    handling: float
    agents: int
    without_abandonment: int
    at_work: int


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A queue: `longest` in seconds, `within` and `target` what it promises; `levels` names what is out of bounds."""

    id: str
    name: str
    waiting: int
    longest: int
    within: int
    target: int
    now: FiguresView
    today: FiguresView
    need: NeedView | None
    levels: Mapping[str, str]
    closed: ClosedQueue | None = None


@dataclass(frozen=True, slots=True)
class WaitingView:
    """One of the first who wait: the place from 1, the seconds waited, and what for; the document is masked.

    `called_back`: we called them, as they had asked by telephone (phone) or on a page (web).
    """

    handoff: str
    queue: str
    place: int
    procedure: str
    document: str
    waited: int
    front: bool
    called_back: str


def queue_lines(
    institution: Institution,
    facts: BoardFacts,
    snapshot: Snapshot,
    closed: Mapping[str, ClosedQueue],
    now: datetime,
) -> tuple[QueueLine, ...]:
    """Show every queue of the table, in its order."""
    lines = (_line(rule, institution.thresholds, facts, snapshot, now) for rule in institution.queues.values())
    return tuple(replace(line, closed=closed.get(line.id)) for line in lines)


def _line(rule: QueueRule, limits: Thresholds, facts: BoardFacts, snapshot: Snapshot, now: datetime) -> QueueLine:
    waits = snapshot.lines.get(rule.id, WaitingLine())
    longest = _seconds(now, waits.oldest) if waits.oldest else 0
    shown = figures_view(_figures_now(rule, facts, snapshot, now), _overdue(rule, snapshot, waits, now))
    need = facts.needs.get(rule.id)
    return QueueLine(
        id=rule.id,
        name=rule.name,
        waiting=waits.waiting,
        longest=longest,
        within=rule.service_level.within,
        target=rule.service_level.target,
        now=shown,
        today=figures_view(facts.today.get(rule.id, NOTHING)),
        need=_need_view(need, len(snapshot.present & snapshot.agents.keys())) if need else None,
        levels=_levels(limits, rule, waits.waiting, longest, shown.service_level),
    )


def waiting_views(institution: Institution, snapshot: Snapshot, now: datetime) -> tuple[WaitingView, ...]:
    """Show the first of every queue in their order."""
    return tuple(
        WaitingView(
            handoff=handoff.id,
            queue=queue,
            place=place,
            procedure=label(institution, handoff),
            document=handoff.customer.masked if handoff.customer else "",
            waited=_seconds(now, handoff.requested),
            front=handoff.front,
            called_back=handoff.called_back,
        )
        for queue, line in snapshot.lines.items()
        for place, handoff in enumerate(_handoffs(snapshot, line), 1)
    )


def figures_view(figures: QueueFigures, overdue: int = 0) -> FiguresView:
    """Show figures; who is overdue counts as offered in both service levels."""
    return FiguresView(
        offered=figures.offered,
        answered=figures.answered,
        in_time=figures.in_time,
        short=figures.short,
        abandoned=figures.abandoned,
        gone_in_time=figures.gone_in_time,
        call_backs=figures.call_backs,
        turned_away=figures.turned_away,
        overdue=overdue,
        service_level=share(figures.in_time, figures.offered + overdue - figures.gone_in_time),
        strict=share(figures.in_time, figures.offered + overdue),
        speed_of_answer=figures.speed_of_answer,
        abandonment=figures.abandonment,
    )


def _figures_now(rule: QueueRule, facts: BoardFacts, snapshot: Snapshot, now: datetime) -> QueueFigures:
    """Count who entered lately: those whose way is over, from the records, and those who talk now, from the floor."""
    since = now - LATELY
    over = {fact.id: fact for fact in facts.lately if fact.queue == rule.id and fact.requested >= since}
    talking = (fact_of(handoff, now) for handoff in snapshot.handoffs.values() if handoff.queue == rule.id)
    answered = [fact for fact in talking if fact.answered and fact.requested >= since and fact.id not in over]
    return total(QueueFigures.of(fact, rule.service_level) for fact in (*over.values(), *answered))


def fact_of(handoff: Handoff, now: datetime) -> HandoffFact:
    """Give a handoff that is not over yet as a fact that lasts until now; its times of handling are not known."""
    return HandoffFact(
        id=handoff.id,
        call=handoff.call,
        queue=handoff.queue,
        procedure=handoff.procedure,
        agent=handoff.agent,
        named=handoff.customer is not None,
        requested=handoff.requested,
        answered=handoff.answered,
        ended=handoff.ended or now,
        outcome=handoff.outcome,
        matched=0,
        talked=0,
        held=0,
        in_capsule=0,
        wrapping=0,
    )


def _overdue(rule: QueueRule, snapshot: Snapshot, line: WaitingLine, now: datetime) -> int:
    """Count who waits longer than the promise; beyond the first of a long queue, all who wait behind somebody late."""
    first = list(_handoffs(snapshot, line))
    late = sum(_milliseconds(now, each.requested) > rule.service_level.within * 1000 for each in first)
    return late + (line.waiting - len(first) if first and late == len(first) else 0)


def _handoffs(snapshot: Snapshot, line: WaitingLine) -> Iterator[Handoff]:
    found = (snapshot.handoffs.get(handoff) for handoff in line.first)
    return (handoff for handoff in found if handoff is not None and handoff.state is State.WAITING)


def _need_view(need: StaffingNeed, at_work: int) -> NeedView:
    alone = need.without_abandonment
    patient = need.with_patience
    return NeedView(need.calls, need.handling, alone if patient is None else patient, alone, at_work)


def _levels(
    limits: Thresholds, rule: QueueRule, waiting: int, longest: int, service_level: float | None
) -> Mapping[str, str]:
    percent = 100 if service_level is None else service_level * 100
    bounds = {
        "waiting": (waiting >= limits.waiting_warn, waiting >= limits.waiting_alarm),
        "longest": (longest >= limits.longest_warn, longest >= limits.longest_alarm),
        "service_level": (percent < rule.service_level.target, percent < limits.service_level_alarm),
    }
    return {name: ALARM if alarm else WARN for name, (warn, alarm) in bounds.items() if warn or alarm}


def _milliseconds(now: datetime, since: datetime) -> int:
    return max(0, (now - since) // MILLISECOND)


def _seconds(now: datetime, since: datetime) -> int:
    return _milliseconds(now, since) // 1000
