"""What happens on pages reaches the report: visits and calls that go over, each with its end, and never who it was."""

from datetime import timedelta
from functools import partial

from ivr.reports.calendar import Period, local_day
from ivr.reports.funnel import FunnelFigures, FunnelKey
from ivr.reports.outside import Scope
from ivr.reports.steps import StepFigures, StepKey
from ivr.reports.visits import CrossingFigures, VisitFigures
from ivr.stores.reporting.figures import Reports
from tests.menus.test_a_reset import waits
from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.web.customer.alianza import ALIANZA, FORM, NEW_PASSWORD, SENT, company_user
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import Visit

LEFT = 3600
"""Seconds after which nobody is at a page or a link any more."""


def carried(service: PlainService, *names: str) -> None:
    """Have the worker do its jobs."""
    for job in service.parts.worker.jobs:
        if job.name in names:
            job.run()


def test_what_happens_on_pages_is_reported(plain: PlainService) -> None:
    """A call that comes back with its key, one that hung up and finished there, one whose link nobody opens; a visit
    with its key, one that nobody touches any more, and one for a user whom nobody knows.
    """
    phone = Phone(plain, ALIANZA)
    browser: Visitor = partial(Visit, plain)
    back, alone, away, visitor = (company_user(phone) for _ in range(4))
    call = waits(phone, back)
    back.opens(browser).sees(*FORM).types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    phone.waits(1)
    call.hears("key_ready_on_page", "menu_main", "option_reset", "option_agent").hangs_up()
    waits(phone, alone).hangs_up()
    alone.opens(browser).sees(*FORM).types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    phone.waits(601)  # the line does not offer to go on any more
    waits(phone, away).hangs_up()
    visitor.asks(browser).sees(*SENT)
    visitor.opens(browser).sees(*FORM).types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    browser("reset", institution=ALIANZA).begins().types("NIT", visitor.company, "Nadie.Aqui").sees(*SENT)
    browser("reset", institution=ALIANZA).begins()
    began = plain.parts.clock.now()
    phone.waits(LEFT)
    carried(plain, "idle_visits")
    carried(plain, "turns", "figures")
    day = local_day(began, "America/Bogota")
    week = Scope(ALIANZA, Period(day, day + timedelta(days=1)))
    book = Reports(plain.parts.records, plain.parts.clock, plain.parts.institutions)
    assert book.crossings(week) == {"reset": CrossingFigures(3, 2, 1, 1, 1, 0, 2)}
    assert book.pages(week) == {"reset": VisitFigures(3, 1, 0, 0, 2, 0, 2, 1)}
    funnel = book.funnel(week)
    assert funnel[FunnelKey("reset", "phone")].containment == 2 / 3
    assert funnel[FunnelKey("reset", "web")] == FunnelFigures(3, 1, 1, 1, 1, 1, 1)
    version = plain.parts.institutions[ALIANZA].version
    links = book.steps(week)[StepKey(version, "to_web", "web")]
    assert (links.went_on, links.hung_up) == (3, 2)
    form = book.steps(week)[StepKey(version, "document_type", "web")]
    assert form == StepFigures(went_on=2, hung_up=1)
