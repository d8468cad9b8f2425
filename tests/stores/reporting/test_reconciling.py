"""What was counted is what happened, however it is added up, and each figure has its calls: on both databases."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.reports.behind import Figure
from ivr.reports.calendar import Period, bounds, half_hour
from ivr.reports.figures import total
from ivr.reports.funnel import FunnelFigures
from ivr.reports.outside import Scope
from ivr.reports.visits import CROSSINGS, VISITS, CrossingFigures, VisitFigures
from ivr.stores.agent_days import AgentDays
from ivr.stores.reporting.figures import Reports
from ivr.stores.schema import CallBackRecord
from tests.stores.reporting.days import ALL, FIRST, LAST, WEEK, ZONE, answered, rows, summed, waits
from tests.stores.reporting.history import AGENTS, History


def test_the_figures_are_what_happened(reports: Reports, history: History) -> None:
    """Each count, counted again by hand from what was written."""
    figures, taken = summed(reports), answered(history)
    soon, short = timedelta(seconds=20), timedelta(seconds=5)
    gone = waits(each for each in history.handoffs if not each.answered and each.outcome in {"hung_up", "left"})
    assert (figures.offered, figures.answered) == (len(history.handoffs), len(taken))
    assert figures.in_time == sum(wait <= soon for wait in waits(taken))
    assert figures.gone_in_time == sum(wait <= soon for wait in gone)
    assert (figures.short, figures.abandoned) == (sum(w < short for w in gone), sum(w >= short for w in gone))
    assert figures.call_backs == sum(each.outcome == "call_back" for each in history.handoffs)
    assert figures.waited == sum(waits(taken), timedelta()) // timedelta(milliseconds=1)
    assert figures.handling == sum(each.talked + each.held + each.in_capsule + each.wrapping for each in taken)
    assert figures.longest == max(waits(history.handoffs)) // timedelta(milliseconds=1)


def test_every_way_of_adding_up_gives_the_same(reports: Reports, history: History) -> None:
    """By day, by queue, by half hour and by agent: one truth."""
    whole, queues = summed(reports), ("claves", "general")
    by_queue = [summed(reports, Scope("serfinansa", WEEK, queue=queue)) for queue in queues]
    by_day = [summed(reports, Scope("serfinansa", Period(day, day))) for day in WEEK]
    assert total(by_queue) == total(by_day) == total(reports.half_hours(ALL).values()) == whole
    agents = reports.agents(ALL)
    by_agent = [summed(reports, Scope("serfinansa", WEEK, agent=f"serfinansa.{name}")) for name in AGENTS]
    assert total(agents.values()) == total(by_agent)
    assert total(agents.values()).answered == whole.answered == len(answered(history))
    assert total(agents.values()).handling == whole.handling


def test_what_agents_read_of_their_own_day_is_in_the_report(reports: Reports, history: History) -> None:
    """Calls that each handled, also those that came from a colleague in the room, and the mean time of one."""
    begin, end = bounds(LAST, ZONE)
    for name, figures in reports.agents(Scope("serfinansa", Period(LAST, LAST))).items():
        day, handled = (
            AgentDays(reports.records).day("serfinansa", name, begin, end),
            figures.answered + figures.handed_over,
        )
        assert (day.calls, day.handling) == (handled, figures.handling // handled // 1000)
    assert history.handoffs


def test_what_callers_were_told_is_scored(reports: Reports, history: History) -> None:
    """Told one to two minutes: within it or not, by how much, and nobody who gave up is scored."""
    told = [each for each in answered(history) if each.promised_at]
    figures = summed(reports)
    inside = [wait for wait in waits(told) if timedelta(minutes=1) <= wait <= timedelta(minutes=2)]
    assert (figures.promised, figures.promise_kept) == (len(told), len(inside))
    beside = [
        max(wait - timedelta(minutes=2), timedelta(minutes=1) - wait) for wait in waits(told) if wait not in inside
    ]
    assert figures.promise_error == sum(beside, timedelta()) // timedelta(milliseconds=1)


def test_call_backs_are_counted_apart(reports: Reports) -> None:
    """Asked, reached or not, and how long until we called; one of another queue or institution is not among them."""
    asked = bounds(LAST, ZONE)[0] + timedelta(hours=9)
    with reports.records.begin() as session:
        for number, (queue, outcome, minutes) in enumerate(
            (("claves", "reached", 10), ("claves", "unanswered", 20), ("general", "expired", None))
        ):
            called = asked + timedelta(minutes=minutes) if minutes else None
            words = {"procedure": "restore", "handoff": "", "number": "•••• 4567", "answered_by": ""}
            of = {"id": f"serfinansa.{number}", "institution": "serfinansa", "queue": queue, "outcome": outcome}
            times = {"asked": asked, "dialled": called, "reached": None, "ended": asked + timedelta(hours=1)}
            session.add(CallBackRecord(**of, **words, **times, tries=1))
    claves = reports.call_backs(Scope("serfinansa", WEEK, queue="claves"))
    assert set(claves) == {"claves"}
    figures = reports.call_backs(ALL)["claves"]
    assert (figures.asked, figures.reached, figures.unanswered, figures.until_dialled) == (2, 1, 1, 900)
    assert figures.reached_share == 0.5
    assert reports.call_backs(ALL)["general"].until_dialled is None
    assert reports.call_backs(Scope("serfinansa", Period(FIRST, FIRST))) == {}


def test_half_hours_hold_those_who_entered_in_them(reports: Reports, history: History) -> None:
    """Each caller is in the half hour in which they entered."""
    entered = Counter(half_hour(handoff.requested) for handoff in history.handoffs)
    assert {slot: figures.offered for slot, figures in reports.half_hours(ALL).items()} == entered


@pytest.mark.parametrize(
    "name", ["offered", "answered", "in_time", "gone_in_time", "short", "abandoned", "handed_over"]
)
def test_each_figure_has_its_calls(reports: Reports, name: str) -> None:
    """One click leads to as many calls as the figure says, for all, one queue, or one agent."""
    for scope in (ALL, Scope("serfinansa", WEEK, queue="claves"), Scope("serfinansa", Period(LAST, LAST))):
        assert len(rows(reports, Figure(name), scope)) == getattr(summed(reports, scope), name)
    laura = Scope("serfinansa", WEEK, agent="serfinansa.laura")
    if name in {"answered", "in_time"}:
        assert len(rows(reports, Figure(name), laura)) == getattr(summed(reports, laura), name)


def test_the_funnel_is_the_audits(reports: Reports, history: History) -> None:
    """Codes and keys as the audit has them, each call once, and the calls behind each milestone."""
    funnel = reports.funnel(ALL)
    everything = sum(funnel.values(), FunnelFigures())
    for kind, name in (("code_accepted", "code_right"), ("key_replaced", "key_set")):
        assert getattr(everything, name) == len({call for call, each in history.deeds if each == kind})
    assert {key.channel for key in funnel} == {"phone", "web"}
    for channel in ("phone", "web"):
        last = Scope("serfinansa", Period(LAST, LAST), channel=channel)
        for procedure, figures in ((key.procedure, each) for key, each in reports.funnel(last).items()):
            for name in ("came", "identified", "checked", "code_sent", "code_right", "key_set", "contained"):
                assert len(rows(reports, Figure(name, procedure), last)) == getattr(figures, name)


def test_the_pages_are_the_visits(reports: Reports, history: History) -> None:
    """What became of each visit, and of each call that went over: as it was written, with those behind each figure."""
    pages, crossings = reports.pages(ALL), reports.crossings(ALL)
    mine = [visit for visit in history.visits if visit.began_on == "web"]
    keys = {name for name, kind in history.deeds if kind == "key_replaced"}
    whole, crossed = sum(pages.values(), VisitFigures()), sum(crossings.values(), CrossingFigures())
    assert (whole.started, whole.met) == (len(mine), len({visit.id for visit in mine} & keys))
    assert (whole.left_page, whole.going_on) == tuple(
        sum(each.outcome == outcome for each in mine) for outcome in ("left_page", "")
    )
    over = [visit.outcome for visit in history.visits if visit.began_on == "phone"]
    assert (crossed.crossed, crossed.came_back) == (len(over), over.count("came_back") + over.count("taken_back"))
    assert sum(reports.page_days(ALL).values(), VisitFigures()) == whole
    assert sum(each.came for key, each in reports.funnel(ALL).items() if key.channel == "web") == whole.started
    last = Scope("serfinansa", Period(LAST, LAST))
    for found, names in ((reports.pages(last), VISITS), (reports.crossings(last), CROSSINGS)):
        for name in names:
            assert len(rows(reports, Figure(name), last)) == sum(getattr(each, name) for each in found.values())
    assert len(rows(reports, Figure("started", "change"))) == pages["change"].started
    story = reports.call("serfinansa", mine[0].id)
    assert story is not None
    assert (story.call.channel, story.call.caller, len(story.moments) >= 2) == ("web", "", True)


def test_the_steps_are_the_turns(reports: Reports, history: History) -> None:
    """Every hang-up is somewhere: in a step, or a goodbye after all was done; and the visits behind each figure."""
    steps = reports.steps(ALL)
    goodbyes = sum(figures.goodbye for figures in steps.values())
    hung_up = sum(figures.hung_up for figures in steps.values())
    assert goodbyes + hung_up == sum(turn.kind in {"hang_up", "PageLeft_unopened"} for turn in history.turns)
    done = {call.sid for call in history.calls if call.outcome == "finished" and call.procedure}
    assert goodbyes == sum(
        turn.kind == "hang_up" and turn.call in done and turn.channel == "phone" for turn in history.turns
    )
    last = Scope("serfinansa", Period(LAST, LAST))
    for (version, step, channel), figures in reports.steps(last).items():
        for way in ("went_on", "to_agent", "back", "failed", "hung_up", "goodbye", ""):
            behind = rows(reports, Figure("step", step, way, version), replace(last, channel=channel))
            assert len(behind) == (getattr(figures, way) if way else figures.entries)


def test_the_agents_time_is_their_intervals(reports: Reports, history: History) -> None:
    """Each state's milliseconds, as the intervals have them."""
    told = {(key.agent, key.state): figures.milliseconds for key, figures in reports.states(ALL).items()}
    written = Counter[tuple[str, str]]()
    for interval in history.intervals:
        assert interval.until is not None
        written[interval.agent, interval.state] += (interval.until - interval.since) // timedelta(milliseconds=1)
    assert told == {key: milliseconds for key, milliseconds in written.items() if milliseconds}
