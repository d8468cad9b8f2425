"""What must add up on every day: each day that hypothesis makes is counted once, and asked for everything."""

from hypothesis import given, settings

from ivr.institutions import Institution, ServiceLevelRule
from ivr.reports.behind import CALLERS, Figure
from ivr.reports.counting import DayCount, count, rules
from ivr.reports.facts import DayFacts
from ivr.reports.fates import Fate, fate_of
from ivr.reports.figures import QueueFigures, total
from ivr.reports.funnel import FunnelFigures, keys_on_pages, purposes
from ivr.reports.steps import StepFigures
from ivr.reports.visits import CROSSINGS, VISITS, CrossingFigures, VisitFigures
from tests.reports.days import days

RULE = ServiceLevelRule(within=20, target=80, short_abandon=5)
GOES_ON = frozenset({"silence", "wrong", "repeat", "nothing"})


@settings(deadline=None)
@given(day=days())
def test_every_day_adds_up(institution: Institution, day: DayFacts) -> None:
    """Fates, levels, tables, lists, milestones, steps and pages."""
    counted = count(institution, day)
    each_caller_has_one_fate(day)
    both_service_levels_keep_their_order(day)
    the_tables_of_a_day_reconcile(counted, day)
    each_count_has_as_many_callers_behind_it(institution, counted, day)
    nobody_skips_a_milestone(institution, counted, day)
    each_visit_to_a_step_ends_once(counted, day)
    each_visit_of_a_page_has_one_fate(counted, day)
    each_count_of_pages_has_as_many_visits_behind_it(counted, day)


def each_caller_has_one_fate(day: DayFacts) -> None:
    """Offered is the sum of the five fates, each counted by itself, and of nothing else."""
    figures = total(QueueFigures.of(each, RULE) for each in day.handoffs)
    fates = [fate_of(each, RULE) for each in day.handoffs]
    by_fate = (fates.count(Fate.ANSWERED), fates.count(Fate.SHORT), fates.count(Fate.ABANDONED))
    assert (figures.answered, figures.short, figures.abandoned) == by_fate
    kinds = (figures.answered, figures.short, figures.abandoned, figures.call_backs, figures.turned_away)
    assert figures.offered == sum(kinds)
    assert figures.offered + figures.handed_over == len(day.handoffs)
    assert figures.promise_kept <= figures.promised <= figures.answered
    assert figures.in_time <= figures.answered
    assert figures.gone_in_time <= figures.short + figures.abandoned


def both_service_levels_keep_their_order(day: DayFacts) -> None:
    """The strict level is never above the default one, and both are shares."""
    figures = total(QueueFigures.of(each, RULE) for each in day.handoffs)
    if figures.service_level is not None and figures.strict_service_level is not None:
        assert 0 <= figures.strict_service_level <= figures.service_level <= 1
    assert figures.abandonment is None or 0 <= figures.abandonment <= 1


def the_tables_of_a_day_reconcile(counted: DayCount, day: DayFacts) -> None:
    """Half hours, queues and agents tell the same day: the same answered callers, waits and handling."""
    queues, agents = total(counted.queues.values()), total(counted.agents.values())
    assert queues.offered + queues.handed_over == len(day.handoffs)
    assert queues.handed_over == agents.handed_over
    assert (queues.answered, queues.waited, queues.in_time) == (agents.answered, agents.waited, agents.in_time)
    assert queues.handling == agents.handling == sum(each.handling for each in day.handoffs if each.answered)


def each_count_has_as_many_callers_behind_it(institution: Institution, counted: DayCount, day: DayFacts) -> None:
    """The list behind a figure is as long as the figure, by queue."""
    rule_of = rules(institution)
    for queue in ("claves", "general"):
        figures = total(each for key, each in counted.queues.items() if key.queue == queue)
        for name, test in CALLERS.items():
            behind = [each for each in day.handoffs if each.queue == queue and test(each, rule_of(queue))]
            assert (name, len(behind)) == (name, getattr(figures, name))


def nobody_skips_a_milestone(institution: Institution, counted: DayCount, day: DayFacts) -> None:
    """Each count is at most the one before, and all with a purpose are in exactly one funnel, of one channel."""
    for key, figures in counted.funnel.items():
        assert list(figures.counts) == sorted(figures.counts, reverse=True)
        assert figures.contained <= (figures.key_set if key.channel == "phone" else figures.came)
    assert sum(figures.came for figures in counted.funnel.values()) == len(purposes(institution, day))
    began = {call.sid for call in day.calls} | {each.id for each in day.visits_of_day if each.began_on == "web"}
    keys = {each.call for each in day.deeds if each.kind == "key_replaced"} & began
    assert sum(figures.key_set for figures in counted.funnel.values()) == len(keys)


def each_visit_to_a_step_ends_once(counted: DayCount, day: DayFacts) -> None:
    """Entries are the sum of the ways out, on each channel; what goes on is no way out."""
    for channel in ("phone", "web"):
        steps = [figures for key, figures in counted.steps.items() if key.channel == channel]
        ended = sum(each.turns for each in day.steps if each.kind not in GOES_ON and each.channel == channel)
        assert sum(steps, StepFigures()).entries == ended
        assert all(0 <= (figures.drop_off or 0) <= 1 for figures in steps)


def each_visit_of_a_page_has_one_fate(counted: DayCount, day: DayFacts) -> None:
    """What began is the sum of its fates, and the funnel of pages tells of the same visits."""
    visits, crossings = sum(counted.pages.values(), VisitFigures()), sum(counted.crossings.values(), CrossingFigures())
    fates = (visits.met, visits.sent_to_telephone, visits.unmet, visits.left_page, visits.going_on)
    assert visits.started == sum(fates)
    assert visits.link_opened <= visits.link_sent <= visits.started
    ways = (crossings.came_back, crossings.ended_there, crossings.left_there, crossings.still_there)
    assert crossings.crossed == sum(ways)
    assert crossings.met_there <= crossings.page_opened <= crossings.crossed
    assert visits.started + crossings.crossed == counted.visits == len(day.visits_of_day)
    funnel = sum((each for key, each in counted.funnel.items() if key.channel == "web"), FunnelFigures())
    assert (funnel.came, funnel.key_set <= funnel.contained) == (visits.started, True)
    keys = {each.id for each in day.visits_of_day if each.began_on == "web"} & keys_on_pages(day)
    assert funnel.key_set == len(keys)


def each_count_of_pages_has_as_many_visits_behind_it(counted: DayCount, day: DayFacts) -> None:
    """The list behind a figure is as long as the figure, by procedure."""
    keys = keys_on_pages(day)
    for found, names in ((counted.pages, VISITS), (counted.crossings, CROSSINGS)):
        for procedure, figures in found.items():
            for name in names:
                figure = Figure(name, procedure)
                behind = [each for each in day.visits_of_day if figure.counts_visit(each, key_set=each.id in keys)]
                assert (name, len(behind)) == (name, getattr(figures, name))
