"""`make simulation`: play thousands of calls through the distributor; write docs/simulation.md with table and plot."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.place import ROOT, place
from bench.simulated_case import BATCHES, HANDLING, MANY, PATIENCE, WARM_UP, Case, Result, play
from bench.simulated_plot import percent, picture
from ivr.tables import load_file

CALLS = 8000  # a case
SEED = 20261  # of the first case; each has its own
CASES = (
    *(Case(10, load, gives_up=False) for load in (0.7, 0.8, 0.9)),
    Case(1, 0.6, gives_up=False),
    *(Case(10, load, gives_up=True) for load in (0.8, 1.0, 1.2)),
    Case(1, 0.8, gives_up=True),
    Case(30, 1.0, gives_up=True),
)
PAGE, PLOT = ROOT / "docs" / "simulation.md", ROOT / "docs" / "images" / "simulation.svg"
TEXT = Path(__file__).with_name("simulation_page.md")


def main() -> int:
    """Play every case and write the page; 1 when a caller's wait was not the ideal one."""
    table = load_file(ROOT / "institutions" / "serfinansa.toml")
    results = []
    with place() as here:
        for seed, case in enumerate(CASES, SEED):
            began = time.perf_counter()
            results.append(play(here.redis, table, case, CALLS, seed))
            print(f"  {_row(results[-1])} {time.perf_counter() - began:.0f} s", flush=True)
    PLOT.write_text(picture(results))
    PAGE.write_text(page(results))
    print(f"Written: {PAGE.relative_to(ROOT)}, {PLOT.relative_to(ROOT)}")
    return 1 if any(result.apart for result in results) else 0


def page(results: Sequence[Result]) -> str:
    """Give the page."""
    figures = 3 * len(results) - sum(not result.case.gives_up for result in results)
    away = sum(result.away for result in results)
    worst = max(result.apart for result in results)
    exact = (
        "Every caller waited exactly as long as in the ideal queue." if not worst else f"A caller was {worst} ms off."
    )
    verdict = f"{exact} Of {figures} figures, {figures - away} lie within ± of their formula."
    numbers = {"handling": HANDLING, "patience": PATIENCE, "batches": BATCHES, "warm": WARM_UP, "many": f"{MANY:,}"}
    played = f"{sum(result.calls for result in results):,}"
    return TEXT.read_text().format(**numbers, total=played, rows="\n".join(map(_row, results)), verdict=verdict)


def _row(result: Result) -> str:
    case, expected, ideal = result.case, result.case.expected, result.endless
    found, spread = result.found, result.spread
    wait = f"{expected.speed_of_answer:.1f} | {ideal.speed_of_answer:.1f} |"
    wait = f"{wait} {found.speed_of_answer:.1f} ± {spread.speed_of_answer:.1f}"
    shares = [_share(result, name) if name in shown(case) else "- | - | -" for name in ("service_level", "abandonment")]
    formula = "Erlang A" if case.gives_up else "Erlang C"
    return f"| {case.agents} | {percent(case.load)} | {formula} | {wait} | {' | '.join(shares)} | {result.apart} |"


def _share(result: Result, name: str) -> str:
    expected, ideal, found, spread = (
        100 * getattr(values, name) for values in (result.case.expected, result.endless, result.found, result.spread)
    )
    return f"{expected:.1f} | {ideal:.1f} | {found:.1f} ± {spread:.1f}"


def shown(case: Case) -> tuple[str, ...]:
    """Give the shares that a case has: where nobody gives up there is no abandonment."""
    return ("service_level", "abandonment") if case.gives_up else ("service_level",)


if __name__ == "__main__":
    sys.exit(main())
