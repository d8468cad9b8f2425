"""Late facts, other institutions, single calls, and what nobody may ask of the book: on both databases."""

from collections import Counter
from datetime import timedelta

import pytest

from ivr.institutions import Institution
from ivr.reports.behind import Figure
from ivr.reports.calendar import Period, bounds, half_hour, local_day
from ivr.reports.outside import Scope
from ivr.stores.records import Records
from ivr.stores.reporting.counts import DayCounter
from ivr.stores.reporting.figures import Reports
from ivr.stores.schema import HandoffRecord, VisitRecord
from tests.conftest import FixedClock
from tests.stores.reporting.days import ALL, LAST, ZONE, rows, summed
from tests.stores.reporting.history import History


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
        visit = session.query(VisitRecord).filter(VisitRecord.institution == "other").first()
    assert theirs is not None
    assert visit is not None
    assert reports.call("serfinansa", theirs.call) is None
    assert reports.call("serfinansa", visit.id) is None
    assert visit.id not in rows(reports, Figure("started"))
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
