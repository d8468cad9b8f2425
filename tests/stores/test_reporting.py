"""Reports on both databases: what was counted is what happened, however it is added up, and each figure has calls."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from ivr.institutions import Institution
from ivr.reports.behind import Figure, Page
from ivr.reports.calendar import Period, bounds, half_hour, local_day
from ivr.reports.figures import QueueFigures, total
from ivr.reports.funnel import FunnelFigures
from ivr.reports.outside import Scope
from ivr.stores.records import Records
from ivr.stores.reporting import Reports
from ivr.stores.reporting_counts import DayCounter
from ivr.stores.schema import CallBackRecord, HandoffRecord
from tests.conftest import FixedClock
from tests.stores.history import AGENTS, History

ZONE = "America/Bogota"
LAST = date(2026, 3, 4)
FIRST = LAST - timedelta(days=2)
WEEK = Period(LAST - timedelta(days=6), LAST)
ALL = Scope("serfinansa", WEEK)


@pytest.fixture
def clock() -> FixedClock:
    """Give a clock on the day after, when all is over."""
    clock = FixedClock()
    clock.instant = bounds(LAST, ZONE)[1] + timedelta(hours=2)
    return clock


@pytest.fixture
def history(records: Records) -> History:
    """Give three days of calls of one institution, and one of another."""
    mine, other = History("serfinansa"), History("other", seed=7)
    with records.begin() as session:
        for day in (FIRST, FIRST + timedelta(days=1), LAST):
            mine.day(session, bounds(day, ZONE)[0], 40)
        other.day(session, bounds(LAST, ZONE)[0], 10)
    return mine


@pytest.fixture
def reports(records: Records, clock: FixedClock, institution: Institution, history: History) -> Reports:
    """Give the book after the worker has counted."""
    assert history.calls
    tables = {"serfinansa": institution}
    assert DayCounter(records, clock, tables).run() >= 3
    return Reports(records, clock, tables)


def summed(reports: Reports, scope: Scope = ALL) -> QueueFigures:
    """Give the figures of all queues and days."""
    return total(reports.queues(scope).values())


def answered(history: History) -> list[HandoffRecord]:
    """Give the callers who met an agent."""
    return [handoff for handoff in history.handoffs if handoff.answered]


def waits(handoffs: Iterable[HandoffRecord]) -> list[timedelta]:
    """Give how long they waited."""
    return [(handoff.answered or handoff.ended or handoff.requested) - handoff.requested for handoff in handoffs]


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


def rows(reports: Reports, figure: Figure, scope: Scope = ALL) -> list[str]:
    """Turn every page of the calls behind a figure."""
    found: list[str] = []
    page = Page((), "")
    while True:
        page = reports.behind(scope, figure, page.after)
        found += [row.call for row in page.rows]
        if not page.after:
            return found


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
    for procedure, figures in funnel.items():
        for name in ("came", "identified", "checked", "code_sent", "code_right", "key_set", "contained"):
            assert len(rows(reports, Figure(name, procedure))) == getattr(figures, name)


def test_the_steps_are_the_turns(reports: Reports, history: History) -> None:
    """Every hang-up is somewhere: in a step, or a goodbye after all was done; and the visits behind each figure."""
    steps = reports.steps(ALL)
    goodbyes = sum(figures.goodbye for figures in steps.values())
    hung_up = sum(figures.hung_up for figures in steps.values())
    assert goodbyes + hung_up == sum(turn.kind == "hang_up" for turn in history.turns)
    done = {call.sid for call in history.calls if call.outcome == "finished" and call.procedure}
    assert goodbyes == sum(turn.kind == "hang_up" and turn.call in done for turn in history.turns)
    for (version, step), figures in steps.items():
        for way in ("went_on", "to_agent", "back", "failed", "hung_up", "goodbye", ""):
            behind = rows(reports, Figure("step", step, way, version))
            assert len(behind) == (getattr(figures, way) if way else figures.entries)


def test_the_agents_time_is_their_intervals(reports: Reports, history: History) -> None:
    """Each state's milliseconds, as the intervals have them."""
    told = {(key.agent, key.state): figures.milliseconds for key, figures in reports.states(ALL).items()}
    written = Counter[tuple[str, str]]()
    for interval in history.intervals:
        assert interval.until is not None
        written[interval.agent, interval.state] += (interval.until - interval.since) // timedelta(milliseconds=1)
    assert told == {key: milliseconds for key, milliseconds in written.items() if milliseconds}


def test_a_late_fact_is_counted_when_the_day_is_counted_again(
    reports: Reports, records: Records, clock: FixedClock, institution: Institution
) -> None:
    """A wrap-up that ends after midnight, a handoff that the records could not take in time."""
    before, counter = summed(reports), DayCounter(records, clock, {"serfinansa": institution})
    assert counter.run() == 0
    with records.begin() as session:
        late = History("serfinansa", seed=5)
        late.call(session, bounds(LAST, ZONE)[0] + timedelta(hours=3))
        session.flush()
    clock.advance(15 * 60)
    assert counter.run() > 0
    assert summed(reports).offered == before.offered + len(late.handoffs)


def test_the_later_count_stays(reports: Reports, records: Records, clock: FixedClock, institution: Institution) -> None:
    """A worker that read its facts earlier, and comes later, does not put old figures in the place of new ones."""
    counter, before = DayCounter(records, clock, {"serfinansa": institution}), summed(reports)
    with records.begin() as session:
        for handoff in session.query(HandoffRecord).filter(HandoffRecord.institution == "serfinansa"):
            session.delete(handoff)
    clock.advance(-60)
    counter.count_day(institution, LAST)
    assert summed(reports) == before
    clock.advance(120)
    counter.count_day(institution, LAST)
    assert summed(reports, Scope("serfinansa", Period(LAST, LAST))).offered == 0


def test_freshness_is_told(reports: Reports, clock: FixedClock, history: History) -> None:
    """How many calls, when they were counted, and that nothing is missing."""
    counted = reports.counted(ALL)
    assert (counted.calls, counted.missing, counted.at) == (len(history.calls), 0, clock.now())


def test_another_institution_is_another_world(reports: Reports, history: History) -> None:
    """Neither figures nor calls of others are found, by whatever name they are asked for."""
    other = History("other", seed=7)
    assert reports.call("serfinansa", history.calls[0].sid) is not None
    with reports.records.read() as session:
        theirs = session.query(HandoffRecord).filter(HandoffRecord.institution == "other").first()
    assert theirs is not None
    assert reports.call("serfinansa", theirs.call) is None
    assert theirs.call not in rows(reports, Figure("offered"))
    assert other.institution not in {agent.partition(".")[0] for agent in reports.agents(ALL)}


def test_a_call_tells_its_story(reports: Reports, history: History) -> None:
    """Turns, handoffs and deeds of one call in order, its number masked."""
    handoff = next(each for each in history.handoffs if (each.call, "key_replaced") in history.deeds)
    story = reports.call("serfinansa", handoff.call)
    assert story is not None
    assert story.call.caller == "•••• 4567"
    assert [fact.id for fact in story.handoffs] == [handoff.id]
    kinds = [moment.kind for moment in story.moments]
    assert kinds.count("key_replaced") == kinds.count("code_sent") == 1
    assert [moment.at for moment in story.moments] == sorted(moment.at for moment in story.moments)
    assert all(not moment.text.startswith("serfinansa.") for moment in story.moments)


def test_past_half_hours_are_the_same_of_other_weeks(reports: Reports, history: History) -> None:
    """What staffing is planned from: one entry for each counted week, an empty one included."""
    handoff = history.handoffs[0]
    next_week = half_hour(handoff.requested) + timedelta(days=7)
    weeks = reports.past_half_hours("serfinansa", handoff.queue, next_week, 4)
    same = [each for each in history.handoffs if each.queue == handoff.queue]
    expected = sum(half_hour(each.requested) == half_hour(handoff.requested) for each in same)
    assert [figures.offered for figures in weeks] == [expected]
    assert reports.past_half_hours("serfinansa", "none", next_week, 4)[0].offered == 0


def test_a_wrong_place_is_refused(reports: Reports) -> None:
    """What a page was not given cannot be asked for."""
    for wrong in ("yesterday", "2026-03-04", "2026-03-04:x"):
        with pytest.raises(ValueError, match=r".+"):
            reports.behind(ALL, Figure("offered"), wrong)
    with pytest.raises(ValueError, match="no figure"):
        Figure("drop table")


def test_days_are_the_institutions_own(reports: Reports, history: History) -> None:
    """A call at eleven at night in Bogota is of that day, though it is the next one in UTC."""
    days = Counter(local_day(call.started, ZONE) for call in history.calls)
    for day, calls in days.items():
        assert reports.counted(Scope("serfinansa", Period(day, day))).calls == calls


def test_nothing_is_nothing(records: Records, clock: FixedClock, institution: Institution) -> None:
    """A new institution has an empty book, and nobody fails over it."""
    book = Reports(records, clock, {"serfinansa": institution})
    assert DayCounter(records, clock, {"serfinansa": institution}).run() == 0
    assert (book.queues(ALL), book.agents(ALL), book.funnel(ALL), book.steps(ALL)) == ({}, {}, {}, {})
    assert book.counted(ALL).at is None
    assert book.behind(ALL, Figure("offered"), "").rows == ()
