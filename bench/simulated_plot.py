"""Draws what was simulated beside what the formulas say: three small pictures in one SVG."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bench.simulated_case import Case, Result, Values

AGENTS = 10  # the cases that are drawn
WIDTH, HEIGHT, LEFT, TOP, GAP = 250, 210, 60, 48, 80
LOADS = (0.5, 1.3)
STEPS = 80
COLOURS = {True: "#0b6e4f", False: "#a83232"}  # with and without callers who give up
PAGE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    ' font-family="sans-serif" font-size="12" role="img"><title>{title}</title>\n'
    '<rect width="100%" height="100%" fill="#ffffff"/>\n{inside}\n</svg>\n'
)


@dataclass(frozen=True)
class Panel:
    """One picture: what it shows, how it is read from values, the highest value, and how numbers are written."""

    title: str
    measure: Callable[[Values], float]
    most: float
    mark: Callable[[float], str]
    left: float

    def x(self, load: float) -> float:
        """Give the place of a load."""
        return self.left + (load - LOADS[0]) / (LOADS[1] - LOADS[0]) * WIDTH

    def y(self, value: float) -> float:
        """Give the place of a value; what is too high lies on the edge."""
        return TOP + HEIGHT * (1 - min(max(value, 0), self.most) / self.most)


def picture(results: Sequence[Result]) -> str:
    """Give the SVG: lines are formulas, points were measured, bars are what chance may do."""
    shown = [result for result in results if result.case.agents == AGENTS]
    panels = (
        Panel("Service level (20 s)", lambda v: v.service_level, 1, percent, LEFT),
        Panel("Mean wait of the answered", lambda v: v.speed_of_answer, 120, "{:.0f} s".format, LEFT + WIDTH + GAP),
        Panel("Abandonment", lambda v: v.abandonment, 0.4, percent, LEFT + 2 * (WIDTH + GAP)),
    )
    inside = "\n".join(line for panel in panels for line in _panel(panel, shown))
    title = f"{AGENTS} agents: what the distributor did (points) and what Erlang's formulas say (lines)"
    legend = "\n".join(_legend())
    width = LEFT + 3 * WIDTH + 2 * GAP + 20
    return PAGE.format(width=width, height=TOP + HEIGHT + 76, title=escape(title), inside=f"{inside}\n{legend}")


def _panel(panel: Panel, results: Sequence[Result]) -> Iterator[str]:
    yield text(panel.left, TOP - 14, panel.title, "start", weight="bold")
    for part in range(5):
        value = panel.most * part / 4
        yield line(panel.left, panel.y(value), panel.left + WIDTH, panel.y(value), "#d9dfe6")
        yield text(panel.left - 6, panel.y(value) + 4, panel.mark(value), "end")
    for load in (0.5, 0.7, 0.9, 1.1, 1.3):
        yield text(panel.x(load), TOP + HEIGHT + 18, percent(load), "middle")
    for gives_up in (False, True):
        yield _curve(panel, gives_up=gives_up)
    for result in results:
        yield from _point(panel, result)


def _curve(panel: Panel, *, gives_up: bool) -> str:
    last = LOADS[1] if gives_up else 0.995
    loads = [LOADS[0] + (last - LOADS[0]) * step / STEPS for step in range(STEPS + 1)]
    values = [panel.measure(Case(AGENTS, load, gives_up=gives_up).expected) for load in loads]
    points = " ".join(f"{panel.x(load):.1f},{panel.y(value):.1f}" for load, value in zip(loads, values, strict=True))
    return (
        f'<polyline points="{points}" fill="none" stroke="{COLOURS[gives_up]}" stroke-width="1.5"{_dashes(gives_up)}/>'
    )


def _dashes(gives_up: bool) -> str:  # noqa: FBT001 - the one thing that it is about
    return "" if gives_up else ' stroke-dasharray="6 4"'


def _point(panel: Panel, result: Result) -> Iterator[str]:
    value, spread = panel.measure(result.found), panel.measure(result.spread)
    x, colour = panel.x(result.case.load), COLOURS[result.case.gives_up]
    yield line(x, panel.y(value - spread), x, panel.y(value + spread), colour)
    if result.case.gives_up:
        yield f'<circle cx="{x:.1f}" cy="{panel.y(value):.1f}" r="4" fill="{colour}"/>'
    else:
        yield f'<rect x="{x - 4:.1f}" y="{panel.y(value) - 4:.1f}" width="8" height="8" fill="{colour}"/>'


def _legend() -> Iterator[str]:
    y = TOP + HEIGHT + 50
    yield text(LEFT, y, "Load: calls a second × handling time / agents. Bars: what chance may do (95 %).", "start")
    yield f'<rect x="{LEFT + 500}" y="{y - 9}" width="8" height="8" fill="{COLOURS[False]}"/>'
    yield text(LEFT + 514, y, "nobody gives up: Erlang C (dashed)", "start")
    yield f'<circle cx="{LEFT + 734}" cy="{y - 4}" r="4" fill="{COLOURS[True]}"/>'
    yield text(LEFT + 744, y, "callers give up: Erlang A", "start")


def line(x0: float, y0: float, x1: float, y1: float, colour: str) -> str:
    """Give a straight line."""
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{colour}"/>'


def text(x: float, y: float, words: str, anchor: str, weight: str = "normal") -> str:
    """Give some words."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" fill="#1f2933">'
        f"{escape(words)}</text>"
    )


def percent(share: float) -> str:
    """Write a share."""
    return f"{share:.0%}".replace("%", " %")
