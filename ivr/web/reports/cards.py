"""The figures above a report: each with its definition, its formula filled in, and one click to the calls behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ivr.institutions import ServiceLevelRule
from ivr.web.reports.numbers import figure
from ivr.web.reports.scope import Asked
from ivr.web.reports.tables import KINDS, Kind, Table, Value
from ivr.web.reports.words import FIGURES

BEHIND = {
    "service_level": "in_time",
    "strict_service_level": "in_time",
    "abandonment": "abandoned",
    "speed_of_answer": "answered",
    "handling_time": "answered",
    "occupancy": "answered",
}
"""The figures that are shown above, and the callers whom a click on each leads to."""
OF_PAGES = ("started", "met", "containment", "sent_to_telephone", "left_page")
"""The figures of visits that are shown above the report of pages."""
PROMISED = frozenset({"service_level", "strict_service_level"})


@dataclass(frozen=True, slots=True)
class Card:
    """A figure: its name, value, definition, and formula in numbers; `address` leads to the calls, `leads` says so."""

    label: str
    text: str
    meaning: str
    formula: str
    address: str
    leads: str


def cards(asked: Asked, tables: Mapping[str, Table], rule: ServiceLevelRule) -> tuple[Card, ...]:
    """Give the cards of a report: of the telephone, or of pages alone; none where nobody called or came."""
    if "days" not in tables:
        return _of_pages(asked, tables)
    values = _totals(tables["days"]) | {"occupancy": _totals(tables["agents"]).get("occupancy")}
    return tuple(_card(asked, name, values, rule) for name in BEHIND) if tables["days"].total else ()


def _of_pages(asked: Asked, tables: Mapping[str, Table]) -> tuple[Card, ...]:
    """Give what became of visits; nothing where nobody came."""
    if not (tables["pages"].rows and tables["funnel"].rows):
        return ()
    values = _whole(tables["pages"]) | _whole(tables["funnel"])
    whole, alone = (figure(values[name], Kind.COUNT) for name in ("started", "contained"))
    formulas = {"started": "", "containment": f"{alone} ÷ {whole}"}
    return tuple(
        Card(
            label=FIGURES[name].label,
            text=figure(values.get(name), KINDS.get(name, Kind.COUNT)),
            meaning=FIGURES[name].meaning,
            formula=formulas.get(name, f"de {whole}"),
            address=asked.address("reports.calls", figure="contained" if name == "containment" else name),
            leads="Ver las visitas",
        )
        for name in OF_PAGES
    )


def _whole(table: Table) -> dict[str, Value]:
    """Give the values of all rows together; of a single row its own, of none nothing."""
    row = table.total or (table.rows[0] if table.rows else ())
    return {column.name: cell.value for column, cell in zip(table.columns, row, strict=False)}


def _card(asked: Asked, name: str, values: Mapping[str, Value], rule: ServiceLevelRule) -> Card:
    definition, behind = FIGURES[name], BEHIND[name]
    promise = f" T: {rule.within} s. Meta: {rule.target} %." if asked.scope.queue else " T: lo que promete cada fila."
    return Card(
        label=definition.label,
        text=figure(values[name], KINDS[name]),
        meaning=definition.meaning + (promise if name in PROMISED else ""),
        formula=_filled(name, values) or definition.formula,
        address=asked.address("reports.calls", figure=behind),
        leads=f"Ver las {FIGURES[behind].label.lower()}",
    )


def _filled(name: str, values: Mapping[str, Value]) -> str:
    """Give the formula with its numbers; of times there is only the definition's own."""
    parts: Mapping[str, Sequence[str]] = {
        "service_level": ("in_time", "offered", "gone_in_time"),
        "strict_service_level": ("in_time", "offered"),
        "abandonment": ("abandoned", "offered", "short"),
    }
    numbers = [figure(values[part], Kind.COUNT) for part in parts.get(name, ())]
    if len(numbers) == len(("part", "whole", "less")):
        return f"{numbers[0]} ÷ ({numbers[1]} − {numbers[2]})"
    return " ÷ ".join(numbers)


def _totals(table: Table) -> dict[str, Value]:
    return {column.name: cell.value for column, cell in zip(table.columns, table.total, strict=False)}
