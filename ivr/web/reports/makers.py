"""Makes the tables of a report from the book of figures: days, queues, agents, reasons; `ways` makes the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from ivr.agents.reasons import NO_PHONE
from ivr.institutions import Institution
from ivr.reports.fates import SECOND
from ivr.reports.figures import QueueFigures, occupancy, total
from ivr.reports.outside import ReportBook
from ivr.reports.states import AVAILABLE, StateFigures, StateKey
from ivr.values import Channel
from ivr.web.reports.scope import Asked
from ivr.web.reports.tables import Cell, Table, about, cells, figure_columns, written
from ivr.web.reports.ways import Ways

COUNTS = ("offered", "answered", "in_time", "gone_in_time", "short", "abandoned", "call_backs", "turned_away")
QUEUE = (
    *("offered", "answered", "in_time", "service_level", "strict_service_level", "gone_in_time", "short", "abandoned"),
    *("abandonment", "call_backs", "turned_away", "speed_of_answer", "longest", "handling_time"),
)
OF_AGENT = (
    *("answered", "handed_over", "in_time", "speed_of_answer", "handling_time"),
    *("talked", "held", "in_capsule", "wrapping"),
)
PROMISE = ("promised", "promise_kept", "promise_share", "promise_missed_by")
CALL_BACK = ("asked", "on_page", "reached", "declined", "unanswered", "expired", "until_dialled", "reached_share")
REASON = ("stays", "time", "limit", "too_long")
BEHIND = "reports.calls"


@dataclass(frozen=True)
class Tables:
    """The tables of one question."""

    book: ReportBook
    institution: Institution
    asked: Asked

    def all(self) -> tuple[Table, ...]:
        """Give every table of the channel, as a spreadsheet has them: queues and agents are of the telephone."""
        ways, channel = Ways(self.book, self.institution, self.asked), self.asked.scope.channel
        of_queues = (self.days, self.queues, self.promises, self.call_backs, self.agents, self.reasons)
        of_pages = (ways.page_days, ways.pages, ways.crossings)
        return (
            *(make() for make in of_queues if channel != Channel.WEB),
            *(ways.funnel(), ways.steps()),
            *(make() for make in of_pages if channel != Channel.PHONE),
        )

    def days(self) -> Table:
        """Give the figures by day or week; of a single day by half hour."""
        if self.asked.scope.period.days == 1 and not self.asked.scope.agent:
            return self._half_hours()
        found: dict[date, QueueFigures] = {}
        for (day, _), figures in self.book.queues(self.asked.scope).items():
            first = self.asked.row_of(day)
            found[first] = found.get(first, QueueFigures()) + figures
        columns = (about("day", "Semana desde" if self.asked.by == "week" else "Día"), *figure_columns(QUEUE))
        rows = tuple(self._row(day.isoformat(), found[day], self.asked.of_row(day)) for day in sorted(found))
        return Table(
            "days", "Por día" if self.asked.by == "day" else "Por semana", columns, rows, self._total(found.values())
        )

    def queues(self) -> Table:
        """Give the figures by queue."""
        found: dict[str, QueueFigures] = {}
        for (_, queue), figures in self.book.queues(self.asked.scope).items():
            found[queue] = found.get(queue, QueueFigures()) + figures
        columns = (about("queue", "Fila"), *figure_columns(QUEUE))
        rows = (
            self._row(self._queue(name), figures, self.asked, queue=name) for name, figures in sorted(found.items())
        )
        return Table("queues", "Por fila", columns, tuple(rows), self._total(found.values()))

    def promises(self) -> Table:
        """Give how true it was, by queue, what callers were told of their wait."""
        found: dict[str, QueueFigures] = {}
        for (_, queue), figures in self.book.queues(self.asked.scope).items():
            found[queue] = found.get(queue, QueueFigures()) + figures
        columns = (about("queue", "Fila"), *figure_columns(PROMISE))
        told = ((name, figures) for name, figures in sorted(found.items()) if figures.promised)
        rows = ((Cell(self._queue(name)), *cells(figures, PROMISE, str, ())) for name, figures in told)
        return Table("promises", "Espera anunciada", columns, tuple(rows))

    def call_backs(self) -> Table:
        """Give what became of the call-backs that were asked for, by queue."""
        found = self.book.call_backs(self.asked.scope)
        columns = (about("queue", "Fila"), *figure_columns(CALL_BACK))
        rows = ((Cell(self._queue(name)), *cells(found[name], CALL_BACK, str, ())) for name in sorted(found))
        return Table("call_backs", "Devoluciones de llamada", columns, tuple(rows))

    def agents(self) -> Table:
        """Give the figures by agent, with what their time went into."""
        names, states = self.book.names(self.asked.scope.institution), self.book.states(self.asked.scope)
        found = self.book.agents(self.asked.scope)
        everybody = sorted({*found, *(key.agent for key in states)}, key=lambda agent: names.get(agent, agent))
        columns = (about("agent", "Asesor"), *figure_columns((*OF_AGENT, "available", "occupancy")))
        rows = tuple(
            self._agent(names.get(agent, agent), agent, found, _available(states, agent)) for agent in everybody
        )
        everything = self._agent("Todos", "", {"": total(found.values())}, _available(states, ""))
        return Table("agents", "Por asesor", columns, rows, everything if rows else ())

    def reasons(self) -> Table:
        """Give how long agents stayed in each reason for taking no calls, against its limit."""
        names = self.book.names(self.asked.scope.institution)
        known = {reason.id: reason for reason in (*self.institution.not_ready, NO_PHONE)}
        columns = (about("agent", "Asesor"), about("reason", "Motivo"), *figure_columns(REASON))
        found = sorted(
            self.book.states(self.asked.scope).items(), key=lambda each: (names.get(each[0].agent, ""), each[0])
        )
        rows = []
        for key, figures in found:
            if key.reason:
                reason = known.get(key.reason)
                label, limit = (reason.label, reason.limit) if reason else (key.reason, None)
                words = Cell(names.get(key.agent, key.agent)), Cell(label)
                values = figures.stays, figures.milliseconds / SECOND, limit, figures.too_long
                rows.append((*words, *map(Cell, values)))
        return Table("reasons", "Pausas", columns, tuple(rows))

    def _half_hours(self) -> Table:
        zone = ZoneInfo(self.institution.hours.time_zone)
        found: Mapping[datetime, QueueFigures] = self.book.half_hours(self.asked.scope)
        columns = (about("half_hour", "Media hora"), *figure_columns(QUEUE))
        rows = ((Cell(written(slot.astimezone(zone))), *cells(found[slot], QUEUE, str, ())) for slot in sorted(found))
        return Table("days", "Por media hora", columns, tuple(rows), self._total(found.values()))

    def _total(self, figures: Iterable[QueueFigures]) -> tuple[Cell, ...]:
        summed = total(figures)
        return self._row("Todo", summed, self.asked) if summed.offered else ()

    def _row(self, label: str, figures: QueueFigures, asked: Asked, queue: str = "") -> tuple[Cell, ...]:
        shown = SimpleNamespace(**{name: getattr(figures, name) for name in QUEUE})
        shown.longest = figures.longest / SECOND
        of = {"queue": queue} if queue else {}
        return (Cell(label), *cells(shown, QUEUE, lambda name: asked.address(BEHIND, figure=name, **of), COUNTS))

    def _agent(self, name: str, agent: str, found: Mapping[str, QueueFigures], available: int) -> tuple[Cell, ...]:
        figures = found.get(agent, QueueFigures())
        seconds = {each: getattr(figures, each) / SECOND for each in ("talked", "held", "in_capsule", "wrapping")}
        counted = {each: getattr(figures, each) for each in OF_AGENT if each not in seconds}
        own = {"available": available / SECOND, "occupancy": occupancy(figures.handling, available)}
        of = {"agent": agent} if agent else {}
        linked = cells(
            SimpleNamespace(**counted, **seconds, **own),
            (*OF_AGENT, "available", "occupancy"),
            lambda figure: self.asked.address(BEHIND, figure=figure, **of),
            ("answered", "handed_over", "in_time"),
        )
        return (Cell(name, self.asked.address("reports.page", **of) if agent else ""), *linked)

    def _queue(self, queue: str) -> str:
        rule = self.institution.queues.get(queue)
        return rule.name if rule else queue


def _available(states: Mapping[StateKey, StateFigures], agent: str) -> int:
    """Give an agent's milliseconds in wait of a call; everybody's for nobody's name."""
    mine = (each for key, each in states.items() if key.state == AVAILABLE and agent in {"", key.agent})
    return sum(figures.milliseconds for figures in mine)
