"""What the simulation's page says of each result: a row of a table, and what all of them come to."""

from collections.abc import Iterator, Sequence

from bench.simulated_case import Case, Result, Values
from bench.simulated_classes import ClassResult, PriorityCase, SkillCase
from bench.simulated_plot import percent

NOTHING = "-"
WHO = ("all", "urgent", "others")
Priorities = Sequence[tuple[PriorityCase, ClassResult]]
Skills = Sequence[tuple[SkillCase, ClassResult]]


def case_row(result: Result) -> str:
    """Give the row of a case with one queue."""
    case, expected, ideal = result.case, result.case.expected, result.endless
    wait = f"{expected.speed_of_answer:.1f} | {ideal.speed_of_answer:.1f} | {_wait(result.found, result.spread)}"
    shares = [_share(result, name) if name in shown(case) else "- | - | -" for name in ("service_level", "abandonment")]
    formula = "Erlang A" if case.gives_up else "Erlang C"
    wrap_up = percent(case.wrap_up) if case.wrap_up else NOTHING
    return (
        f"| {case.agents} | {percent(case.load)} | {wrap_up} | {formula} | {wait} | {' | '.join(shares)} |"
        f" {result.apart} |"
    )


def shown(case: Case) -> tuple[str, ...]:
    """Give the shares that a case has: where nobody gives up there is no abandonment."""
    return ("service_level", "abandonment") if case.gives_up else ("service_level",)


def cases_verdict(results: Sequence[Result]) -> str:
    """Count the figures that lie where their formula says."""
    figures = 3 * len(results) - sum(not result.case.gives_up for result in results)
    return f"Of {figures} figures, {figures - sum(result.away for result in results)} lie within ± of their formula."


def priority_rows(case: PriorityCase, result: ClassResult) -> Iterator[str]:
    """Give the rows of a case with two priorities: of all, of the urgent, of the others."""
    for who, expected, found, spread, ideal in zip(WHO, waits_of(case), *_three(result), strict=True):
        yield (
            f"| {case.agents} | {percent(case.load)} | {percent(case.urgent)} | {who} | {expected:.1f} |"
            f" {ideal.speed_of_answer:.1f} | {_wait(found, spread)} | {result.apart} |"
        )


def waits_of(case: PriorityCase) -> tuple[float, float, float]:
    """Give the mean waits that the formulas say: of all, of the urgent, of the others."""
    return Case(case.agents, case.load, gives_up=False).expected.speed_of_answer, *case.expected


def priorities_verdict(results: Priorities) -> str:
    """Count the mean waits that lie where their formula says."""
    within = [
        abs(found.speed_of_answer - expected) <= spread.speed_of_answer
        for case, result in results
        for expected, found, spread, _ in zip(waits_of(case), *_three(result), strict=True)
    ]
    return f"Of {len(within)} mean waits, {sum(within)} lie within ± of their formula."


def skill_row(case: SkillCase, result: ClassResult) -> str:
    """Give the row of a case with two skills."""
    (found, *_), (spread, *_), (ideal, *_) = _three(result)
    shared, separate = case.shared, case.separate
    wait = (
        f"{shared.speed_of_answer:.1f} | {ideal.speed_of_answer:.1f} | {_wait(found, spread)} |"
        f" {separate.speed_of_answer:.1f}"
    )
    low, high, middle, measured, chance = (
        100 * each.service_level for each in (separate, shared, ideal, found, spread)
    )
    level = f"{high:.1f} | {middle:.1f} | {measured:.1f} ± {chance:.1f} | {low:.1f}"
    half = case.agents // 2
    return f"| {half} + {half} | {percent(case.load)} | {case.widens} s | {wait} | {level} | {result.apart} |"


def skills_verdict(results: Skills) -> str:
    """Count the cases that lie between their bounds."""
    among = [
        is_between(case, result.endless[0], Values(0, 0, 0)) and is_between(case, result.found[0], result.spread[0])
        for case, result in results
    ]
    return f"{sum(among)} of {len(among)} cases lie between their bounds, the ideal floor's exactly and ours within ±."


def is_between(case: SkillCase, values: Values, spread: Values) -> bool:
    """Say whether wait and service level lie between sharing all and sharing nothing, as far as chance allows."""
    wait, level = spread.speed_of_answer, spread.service_level
    return (
        case.shared.speed_of_answer - wait <= values.speed_of_answer <= case.separate.speed_of_answer + wait
        and case.separate.service_level - level <= values.service_level <= case.shared.service_level + level
    )


def _three(result: ClassResult) -> tuple[tuple[Values, ...], tuple[Values, ...], tuple[Values, ...]]:
    return result.found, result.spread, result.endless


def _wait(found: Values, spread: Values) -> str:
    return f"{found.speed_of_answer:.1f} ± {spread.speed_of_answer:.1f}"


def _share(result: Result, name: str) -> str:
    expected, ideal, found, spread = (
        100 * getattr(values, name) for values in (result.case.expected, result.endless, result.found, result.spread)
    )
    return f"{expected:.1f} | {ideal:.1f} | {found:.1f} ± {spread:.1f}"
