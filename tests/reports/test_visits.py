"""A day of pages worked out by hand: what became of each visit, of each call that went over, and who needed nobody."""

import pytest

from ivr.institutions import Institution
from ivr.reports.counting import count
from ivr.reports.facts import CallFact, DayFacts, DeedFact, VisitFact
from ivr.reports.funnel import FunnelKey
from ivr.reports.visits import CrossingFigures, Ending, VisitFigures, ending_of
from tests.reports.days import BEGIN, END


def visit(name: str, outcome: Ending, *, linked: bool = False, opened: bool = False) -> VisitFact:
    """Give a visit, or for a CallSid a call that went over."""
    began_on = "phone" if name.startswith("CA") else "web"
    return VisitFact(name, "change", began_on, BEGIN, linked, opened, outcome.value)


DAY = DayFacts(
    BEGIN,
    END,
    calls=[CallFact("CA1", "change", BEGIN, "finished"), CallFact("CA2", "change", BEGIN, "unfinished")],
    visits=[
        visit("WV1", Ending.FINISHED, linked=True, opened=True),  # with a key
        visit("WV2", Ending.LEFT),  # with a key, and closed the page before it said so
        visit("WV3", Ending.ENTERED),  # in, and nothing had to be set
        visit("WV4", Ending.BY_TELEPHONE),
        visit("WV5", Ending.FINISHED),  # told no
        visit("WV6", Ending.LEFT, linked=True),  # opened no link
        visit("WV7", Ending.GOING_ON),
        visit("WV8", Ending.GOING_ON)._replace(started=END),  # tomorrow
        visit("CA1", Ending.CAME_BACK, linked=True, opened=True),  # with a key
        visit("CA2", Ending.TAKEN_BACK, linked=True),
        visit("CA3", Ending.FINISHED, linked=True, opened=True),  # hung up, and was told no
        visit("CA4", Ending.LEFT, linked=True),
    ],
    deeds=[
        *(DeedFact(name, "key_replaced", "change", "web") for name in ("WV1", "WV2", "CA1")),
        DeedFact("CA2", "key_replaced", "change", "phone"),  # on the line, after the page was left
    ],
)


def test_a_day_of_pages_worked_out_by_hand(institution: Institution) -> None:
    """Seven visits and four calls, each definition on paper; a call that went over counts where it began."""
    counted = count(institution, DAY)
    assert counted.pages == {"change": VisitFigures(7, 3, 1, 1, 1, 1, link_sent=2, link_opened=1)}
    assert counted.crossings == {"change": CrossingFigures(4, 2, 2, 1, 1, 0, met_there=1)}
    pages, calls = counted.funnel[FunnelKey("change", "web")], counted.funnel[FunnelKey("change", "phone")]
    assert (pages.came, pages.key_set, pages.containment) == (7, 2, 3 / 7)
    assert (calls.came, calls.key_set, calls.containment) == (2, 2, 1)


@pytest.mark.parametrize(
    ("told", "ending"),
    [
        ("in_zone", Ending.ENTERED),
        ("key_changed", Ending.FINISHED),
        ("call_us", Ending.BY_TELEPHONE),
        ("call_back_safe", Ending.BY_TELEPHONE),
        ("unavailable", Ending.BY_TELEPHONE),
    ],
)
def test_the_last_sentence_says_how_a_page_ended(told: str, ending: Ending) -> None:
    """Coming in needs the right key; nothing else that a page tells proves anything."""
    assert ending_of(told) is ending
