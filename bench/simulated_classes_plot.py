"""Draws the cases with two kinds of callers: priorities beside their formula, and skills between their bounds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape

from bench.simulated_case import Values
from bench.simulated_classes import ClassResult, PriorityCase
from bench.simulated_plot import GAP, HEIGHT, LEFT, PAGE, STEPS, TOP, line, percent, text
from bench.simulated_rows import Priorities, Skills

WIDTH = 380
URGENT, OTHERS, OURS, BOUNDS = "#0b6e4f", "#a83232", "#1f4e8c", "#5b6570"
LOADS = (0.5, 0.92)
SECONDS = (0.0, 200.0)


@dataclass(frozen=True)
class Frame:
    """One picture: what it shows, from and to which x, the highest mean wait, and the marks below."""

    title: str
    left: float
    between: tuple[float, float]
    most: float
    marks: tuple[tuple[float, str], ...]

    def x(self, value: float) -> float:
        """Give the place of a value on the lower edge."""
        first, last = self.between
        return self.left + (value - first) / (last - first) * WIDTH

    def y(self, seconds: float) -> float:
        """Give the place of a wait; what is too high lies on the edge."""
        return TOP + HEIGHT * (1 - min(max(seconds, 0), self.most) / self.most)

    def empty(self) -> Iterator[str]:
        """Draw title, grid and marks."""
        yield text(self.left, TOP - 14, self.title, "start", weight="bold")
        for part in range(5):
            seconds = self.most * part / 4
            yield line(self.left, self.y(seconds), self.left + WIDTH, self.y(seconds), "#d9dfe6")
            yield text(self.left - 6, self.y(seconds) + 4, f"{seconds:.0f} s", "end")
        for value, words in self.marks:
            yield text(self.x(value), TOP + HEIGHT + 18, words, "middle")

    def point(self, value: float, found: Values, spread: Values, colour: str) -> Iterator[str]:
        """Draw what was measured, and what chance may do."""
        x, wait, chance = self.x(value), found.speed_of_answer, spread.speed_of_answer
        yield line(x, self.y(wait - chance), x, self.y(wait + chance), colour)
        yield f'<circle cx="{x:.1f}" cy="{self.y(wait):.1f}" r="4" fill="{colour}"/>'

    def curve(self, wait: Callable[[float], float], colour: str) -> str:
        """Draw a formula from end to end."""
        first, last = self.between
        values = [first + (last - first) * step / STEPS for step in range(STEPS + 1)]
        points = " ".join(f"{self.x(value):.1f},{self.y(wait(value)):.1f}" for value in values)
        return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>'


def classes_picture(priorities: Priorities, skills: Skills) -> str:
    """Give the SVG: lines are formulas, points were measured, bars are what chance may do."""
    inside = "\n".join((*_priorities(priorities), *_skills(skills)))
    title = "Two kinds of callers: what the distributor did (points), formulas and bounds (lines)"
    return PAGE.format(width=LEFT + 2 * WIDTH + GAP + 20, height=TOP + HEIGHT + 66, title=escape(title), inside=inside)


def _priorities(results: Priorities) -> Iterator[str]:
    marks = tuple((load, percent(load)) for load in (0.5, 0.6, 0.7, 0.8, 0.9))
    frame, case = Frame("Mean wait by load: the urgent, and the others", LEFT, LOADS, 200, marks), results[0][0]
    yield from frame.empty()
    for who, colour in enumerate((URGENT, OTHERS)):
        yield frame.curve(lambda load, who=who: _expected(case, load)[who], colour)  # type: ignore[misc]
        for one, result in results:
            yield from frame.point(one.load, result.found[who + 1], result.spread[who + 1], colour)
    yield text(LEFT, TOP + HEIGHT + 44, "Green: the urgent. Red: the others. Lines: the formula.", "start")


def _expected(case: PriorityCase, load: float) -> tuple[float, float]:
    return replace(case, load=load).expected


def _skills(results: Skills) -> Iterator[str]:
    marks = tuple((float(seconds), f"{seconds} s") for seconds in (0, 60, 120, 180))
    left, case = LEFT + WIDTH + GAP, results[0][0]
    frame = Frame("Mean wait by the seconds after which anybody will do", left, SECONDS, 120, marks)
    yield from frame.empty()
    for bound in (case.shared, case.separate):
        yield frame.curve(lambda _, bound=bound: bound.speed_of_answer, BOUNDS)  # type: ignore[misc]
    for one, result in results:
        yield from _both(frame, float(one.widens), result)
    words = "Below: everything shared. Above: nothing shared. Rings: the ideal floor."
    yield text(left, TOP + HEIGHT + 44, words, "start")


def _both(frame: Frame, widens: float, result: ClassResult) -> Iterator[str]:
    yield from frame.point(widens, result.found[0], result.spread[0], OURS)
    y = frame.y(result.endless[0].speed_of_answer)
    yield f'<circle cx="{frame.x(widens):.1f}" cy="{y:.1f}" r="7" fill="none" stroke="{OURS}"/>'
