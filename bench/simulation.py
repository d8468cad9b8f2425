"""`make simulation`: play thousands of calls through the distributor; write docs/simulation.md, tables and plots."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from bench.place import ROOT, place
from bench.simulated_case import BATCHES, HANDLING, MANY, PATIENCE, WARM_UP, Case, Result, play
from bench.simulated_classes import ClassResult, PriorityCase, SkillCase, play_classes
from bench.simulated_classes_plot import classes_picture
from bench.simulated_plot import picture
from bench.simulated_rows import (
    case_row,
    cases_verdict,
    priorities_verdict,
    priority_rows,
    skill_row,
    skills_verdict,
)
from ivr.tables import load_file

CALLS = 8000  # a case
SEED = 20261  # of the first case; each has its own
CASES = (
    *(Case(10, load, gives_up=False) for load in (0.7, 0.8, 0.9)),
    Case(10, 0.8, gives_up=False, wrap_up=0.25),
    Case(1, 0.6, gives_up=False),
    *(Case(10, load, gives_up=True) for load in (0.8, 1.0, 1.2)),
    Case(10, 1.0, gives_up=True, wrap_up=0.25),
    Case(1, 0.8, gives_up=True),
    Case(30, 1.0, gives_up=True),
)
PRIORITIES = tuple(PriorityCase(10, load, urgent=0.3) for load in (0.7, 0.85))
SKILLS = tuple(SkillCase(10, 0.8, widens) for widens in (20, 60, 180))
PAGE, PLOT = ROOT / "docs" / "simulation.md", ROOT / "docs" / "images" / "simulation.svg"
CLASSES_PLOT = PLOT.with_name("simulation_classes.svg")
TEXT = Path(__file__).with_name("simulation_page.md")
MINUTE = 60


@dataclass(frozen=True)
class Results:
    """What came of all cases."""

    cases: list[Result] = field(default_factory=list)
    priorities: list[tuple[PriorityCase, ClassResult]] = field(default_factory=list)
    skills: list[tuple[SkillCase, ClassResult]] = field(default_factory=list)

    @property
    def all(self) -> Sequence[Result | ClassResult]:
        """Every result."""
        return (*self.cases, *(result for _, result in self.priorities), *(result for _, result in self.skills))

    @property
    def worst(self) -> int:
        """The most milliseconds by which any caller's wait was not the ideal one."""
        return max(result.apart for result in self.all)


def main() -> int:
    """Play every case and write the page; 1 when a caller's wait was not the ideal one."""
    began, results = time.perf_counter(), Results()
    with ProcessPoolExecutor() as pool:
        wanted: tuple[Case | PriorityCase | SkillCase, ...] = (*CASES, *PRIORITIES, *SKILLS)
        for case, played in zip(wanted, pool.map(played_alone, wanted, range(SEED, SEED + len(wanted))), strict=True):
            keep(results, case, played)
            print(f"  {case}: at most {played.apart} ms off", flush=True)
    spent = getrusage(RUSAGE_CHILDREN)
    at_least = (spent.ru_utime + spent.ru_stime) / (os.cpu_count() or 1)
    minutes = (time.perf_counter() - began) / MINUTE, at_least / MINUTE
    PLOT.write_text(picture(results.cases))
    CLASSES_PLOT.write_text(classes_picture(results.priorities, results.skills))
    PAGE.write_text(page(results, minutes))
    print(f"Written: {', '.join(str(path.relative_to(ROOT)) for path in (PAGE, PLOT, CLASSES_PLOT))}")
    return 1 if results.worst else 0


def played_alone(case: Case | PriorityCase | SkillCase, seed: int) -> Result | ClassResult:
    """Play a case in a process of its own, with a Valkey of its own: as many at once as there are processors."""
    table = load_file(ROOT / "institutions" / "serfinansa.toml")
    with place() as here:
        if isinstance(case, Case):
            return play(here.redis, table, case, CALLS, seed)
        return play_classes(here.redis, table, case, CALLS, seed)


def keep(results: Results, case: Case | PriorityCase | SkillCase, played: Result | ClassResult) -> None:
    """Put a result where it belongs."""
    if isinstance(played, Result):
        results.cases.append(played)
    elif isinstance(case, PriorityCase):
        results.priorities.append((case, played))
    elif isinstance(case, SkillCase):
        results.skills.append((case, played))


def page(results: Results, minutes: tuple[float, float]) -> str:
    """Give the page; `minutes` are those of the clock, and the work of each processor."""
    exact = "Every caller of every case waited exactly as long as on the ideal floor."
    told = dict(_numbers(results)) | {
        "rows": "\n".join(map(case_row, results.cases)),
        "priority_rows": "\n".join(row for case, result in results.priorities for row in priority_rows(case, result)),
        "skill_rows": "\n".join(skill_row(case, result) for case, result in results.skills),
        "exact": exact if not results.worst else f"A caller was {results.worst} ms off.",
        "verdict": cases_verdict(results.cases),
        "priorities_verdict": priorities_verdict(results.priorities),
        "skills_verdict": skills_verdict(results.skills),
        "minutes": f"{minutes[0]:.0f}",
        "processor": f"{minutes[1]:.0f}",
        "processors": str(os.cpu_count()),
    }
    return TEXT.read_text().format(**told)


def _numbers(results: Results) -> Iterator[tuple[str, str]]:
    yield "total", f"{sum(result.calls for result in results.all):,}"
    yield "many", f"{MANY:,}"
    yield "handling", f"{HANDLING:.0f}"
    yield "patience", f"{PATIENCE:.0f}"
    yield "batches", str(BATCHES)
    yield "warm", f"{WARM_UP:.0%}".replace("%", " %")


if __name__ == "__main__":
    sys.exit(main())
