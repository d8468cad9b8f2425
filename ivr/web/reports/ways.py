"""Makes the tables of how customers got through, by telephone and on pages: funnel, steps, visits, and calls that went
over to a page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

from ivr.institutions import Institution
from ivr.reports.funnel import FunnelFigures, FunnelKey
from ivr.reports.outside import ReportBook
from ivr.reports.steps import StepFigures, StepKey
from ivr.reports.visits import CrossingFigures, VisitFigures
from ivr.web.reports.scope import Asked
from ivr.web.reports.tables import Address, Cell, Table, about, cells, figure_columns
from ivr.web.reports.words import CHANNELS, step_name

MILESTONES = ("came", "identified", "checked", "code_sent", "code_right", "key_set")
FUNNEL = ("came", *(name for each in MILESTONES[1:] for name in (each, f"{each}_share")), "contained", "containment")
STEP = ("entries", "went_on", "to_agent", "back", "failed", "hung_up", "goodbye", "repeats", "drop_off")
PAGES = (
    *("started", "met", "sent_to_telephone", "unmet", "left_page", "going_on"),
    *("link_sent", "link_opened"),
)
CROSSINGS = ("crossed", "page_opened", "came_back", "ended_there", "left_there", "still_there", "met_there")
BEHIND = "reports.calls"


@dataclass(frozen=True)
class Ways:
    """These tables, of one question."""

    book: ReportBook
    institution: Institution
    asked: Asked

    def funnel(self) -> Table:
        """Give how far customers got, by procedure and channel, and the share of the step before."""
        found = self.book.funnel(self.asked.scope)
        columns = (about("procedure", "Trámite"), about("channel", "Canal"), *figure_columns(FUNNEL))
        rows = tuple(self._funnel(self._procedure(key.procedure), key, found[key]) for key in sorted(found))
        everything = FunnelKey("", self.asked.scope.channel)
        total = self._funnel("Todos", everything, sum(found.values(), FunnelFigures())) if len(rows) > 1 else ()
        return Table("funnel", "Embudo de verificación", columns, rows, total)

    def steps(self) -> Table:
        """Give where customers gave up, by step, channel and version of the tables, most lost ones first."""
        found = self.book.steps(self.asked.scope)
        words = (about("step", "Paso"), about("channel", "Canal"), about("version", "Versión"))
        order = sorted(found.items(), key=lambda each: (-(each[1].hung_up + each[1].failed), each[0]))
        rows = tuple(self._step(key, figures) for key, figures in order)
        return Table("steps", "Dónde se pierden", (*words, *figure_columns(STEP)), rows)

    def page_days(self) -> Table:
        """Give what became of visits of pages, by day or week."""
        found: dict[date, VisitFigures] = {}
        for day, figures in self.book.page_days(self.asked.scope).items():
            first = self.asked.row_of(day)
            found[first] = found.get(first, VisitFigures()) + figures
        by_week = self.asked.by == "week"
        columns = (about("day", "Semana desde" if by_week else "Día"), *figure_columns(PAGES))
        rows = tuple(
            (Cell(first.isoformat()), *cells(found[first], PAGES, self._within(first), PAGES))
            for first in sorted(found)
        )
        return Table("page_days", f"Visitas por {'semana' if by_week else 'día'}", columns, rows)

    def pages(self) -> Table:
        """Give what became of visits of pages, by procedure."""
        found = self.book.pages(self.asked.scope)
        total = sum(found.values(), VisitFigures())
        return self._by_procedure("pages", "Visitas por trámite", PAGES, found, total)

    def crossings(self) -> Table:
        """Give what became of calls that went over to a page, by procedure."""
        found = self.book.crossings(self.asked.scope)
        total = sum(found.values(), CrossingFigures())
        return self._by_procedure("crossings", "Del teléfono a la página", CROSSINGS, found, total)

    def _by_procedure(self, name: str, title: str, names: Sequence[str], found: Mapping[str, Any], total: Any) -> Table:
        def row(label: str, procedure: str, figures: Any) -> tuple[Cell, ...]:
            address = partial(self._behind, **({"of": procedure} if procedure else {}))
            return (Cell(label), *cells(figures, names, address, names))

        rows = tuple(row(self._procedure(each) if each else "Sin trámite", each, found[each]) for each in sorted(found))
        columns = (about("procedure", "Trámite"), *figure_columns(names))
        return Table(name, title, columns, rows, row("Todos", "", total) if len(rows) > 1 else ())

    def _funnel(self, label: str, key: FunnelKey, figures: FunnelFigures) -> tuple[Cell, ...]:
        shares = {f"{name}_share": share for name, share in zip(MILESTONES, figures.shares, strict=True)}
        own = {name: getattr(figures, name) for name in (*MILESTONES, "contained", "containment")}
        address = partial(self._behind, of=key.procedure, channel=key.channel)
        found = cells(SimpleNamespace(**own, **shares), FUNNEL, address, (*MILESTONES, "contained"))
        return (Cell(label), Cell(CHANNELS[key.channel]), *found)

    def _step(self, key: StepKey, figures: StepFigures) -> tuple[Cell, ...]:
        def address(way: str) -> str:
            of = {"of": key.step, "version": key.version, "channel": key.channel}
            return self._behind("step", way="" if way == "entries" else way, **of)

        ways = ("entries", "went_on", "to_agent", "back", "failed", "hung_up", "goodbye")
        words = (Cell(step_name(key.step)), Cell(CHANNELS[key.channel]), Cell(key.version[:8]))
        return (*words, *cells(figures, STEP, address, ways))

    def _within(self, first: date) -> Address:
        """Give what leads to those behind a figure of a row of days."""
        asked = self.asked.of_row(first)
        return lambda figure: asked.address(BEHIND, figure=figure)

    def _behind(self, figure: str, **of: str) -> str:
        return self.asked.address(BEHIND, figure=figure, **of)

    def _procedure(self, procedure: str) -> str:
        known = self.institution.procedures.get(procedure) or self.institution.web.procedures.get(procedure)
        return known.label if known else procedure
