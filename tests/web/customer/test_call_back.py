"""Call-backs that are asked for at the end of a page: entered into the list, dialled by the worker, and limited."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from ivr.agents.supervision.notices import ClosedQueue
from ivr.menus.call_back import grouped
from ivr.stores.limits import page_call_backs
from ivr.stores.reporting.call_backs import call_backs
from ivr.stores.schema import AuditRecord
from tests.menus.calling_back import GREETED, dialled, records
from tests.phone.fixtures import Build
from tests.phone.line import Phone
from tests.phone.people import digits, mobile
from tests.phone.plain import PlainService
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import CALL_US, Visit, plain_text

AGREED = ("call_back_on_its_way", "call_back_how", "call_back_safe")
CONFIRMED = ("call_back_how", "call_back_safe", "call_back_confirm")


def at_end(visit: Visit, document: str = "") -> Visit:
    """Come to where only an agent goes on: this document's mobile is another one, or nobody has it."""
    return visit.begins().types("CC", document or f"10{digits(8)}", "3009999999").sees("mobile_differs", *CALL_US)


def asked(visit: Visit, number: str) -> Visit:
    """Ask for a call to a number."""
    return at_end(visit).types(number.removeprefix("+57")).sees(*CONFIRMED).types("yes")


def test_a_customer_asks_on_the_page_and_is_called(visitor: Visitor, phone: Phone, plain: PlainService) -> None:
    """Once, though the form was sent twice: the key, the document anew, the agent; desk, floor and records say so."""
    customer, agent, number = phone.customer(), phone.agent(), mobile()
    agent.unavailable()
    visit = at_end(visitor(), customer.document_number)
    assert customer.mobile[-7:] not in plain_text(visit)
    visit.types(f"{number[3:6]} {number[6:]}").sees(*CONFIRMED).types("no").sees("call_back_number")
    visit.types(number).sees(*CONFIRMED).types("yes").sees(*AGREED)
    assert "01 8000 510 513" in visit.page.said[1]
    assert "lunes a viernes, 7:00 a. m. a 7:00 p. m.; sábado, 8:00 a. m. a 3:00 p. m." in visit.page.said[1]
    phone.waits(5)
    assert not dialled(plain, number)  # nobody is free yet
    agent.available()
    call = phone.is_called(number).hears(*GREETED).presses("1").hears("document_number")
    call.presses(f"{customer.document_number}#").hears("document_type", "option_type_CC", "option_type_TI").presses("1")
    call.hears("document_confirm").presses("1").hears("to_agent", "agent_needs", "agent_coming")
    assert agent.door.look()["offer"]["called_back"] == "web"
    agent.takes(call)
    assert agent.door.look()["call"]["room"]["called_back"] == "web"
    phone.waits(1)
    (found,) = records(plain)
    assert (found.outcome, found.handoff, found.procedure) == ("reached", "", "activate")
    assert found.number == f"•••• {number[-4:]}"
    with plain.parts.records.read() as session:
        figures = call_backs(session, "serfinansa", found.queue, found.asked, found.ended)[found.queue]
    assert (figures.asked, figures.on_page, figures.reached) == (1, 1, 1)
    assert dialled(plain, number) == 1


def test_the_page_and_its_answer_are_the_same_for_everybody(plain: PlainService, phone: Phone) -> None:
    """A known document, one without a mobile, an unknown one: the same form, the same words, the same answer."""
    known, without = phone.customer(), phone.customer(mobile="")
    pages = []
    for document in (known.document_number, without.document_number, f"10{digits(8)}"):
        number = mobile().removeprefix("+57")
        visit = at_end(Visit(plain), document)
        seen = [plain_text(page) for page in (visit, visit.types(number), visit.types("yes"))]
        pages.append([text.replace(grouped(number), "the number") for text in seen])
    assert pages[0] == pages[1] == pages[2]
    assert "Listo: le llamamos al the number." in pages[0][-1]


def test_what_is_not_a_telephone_of_colombia_is_not_taken(visitor: Visitor, plain: PlainService) -> None:
    """Foreign, short and expensive numbers are asked again; a line of ours is refused like everything else."""
    visit = at_end(visitor())
    for wrong in ("12025550123", "300123", "9001234567"):
        assert visit.types(wrong).page.fields == ["call_back_number"]
        visit.reads("call_back_number_wrong")
    visit.types(plain.parts.institutions["serfinansa"].lines[-1].number.removeprefix("+57"))
    visit.sees(*CONFIRMED).types("yes").sees("call_back_not_here")


def test_it_is_in_the_audit(plain: PlainService) -> None:
    """Who answers for the line finds from where, for which number (masked) and for what a call was asked."""
    number = mobile()
    asked(Visit(plain), number).sees(*AGREED)
    with plain.parts.records.read() as session:
        (link,) = session.scalars(select(AuditRecord).where(AuditRecord.kind == "call_back_asked"))
    assert (link.channel, number[-4:] in link.detail, number[3:] in link.detail) == ("web", True, False)
    assert '"procedure":"activate"' in link.detail.replace(" ", "")


def test_a_number_is_called_for_two_requests_a_day_and_one_at_a_time(plain: PlainService, phone: Phone) -> None:
    """Whoever types it, from wherever: a second request joins the first, the third is refused until a day is over."""
    number = mobile()
    for address in ("190.24.1.1", "190.24.1.2"):
        asked(Visit(plain, address=address), number).sees(*AGREED)
    assert len(plain.parts.calling_back.store.waiting("serfinansa", ("claves", "general"))) == 1
    asked(Visit(plain, address="190.24.1.3"), number).sees("call_back_not_here")
    phone.waits(timedelta(days=1).total_seconds() + 1)
    asked(Visit(plain, address="190.24.1.3"), number).sees(*AGREED)


def test_one_address_asks_for_few_telephones(plain: PlainService) -> None:
    """After ten numbers within a day another one is refused; a visitor from elsewhere is not concerned."""
    for _ in range(page_call_backs.MOST[page_call_backs.OF_ADDRESS]):
        asked(Visit(plain), mobile()).sees(*AGREED)
    asked(Visit(plain), mobile()).sees("call_back_not_here")
    asked(Visit(plain, address="190.24.1.78"), mobile()).sees(*AGREED)


def test_an_institution_calls_so_many_a_day(plain: PlainService, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many addresses together do not have more telephones called than the day's most."""
    monkeypatch.setitem(page_call_backs.MOST, page_call_backs.OF_INSTITUTION, 2)
    for last in (1, 2):
        asked(Visit(plain, address=f"190.24.1.{last}"), mobile()).sees(*AGREED)
    asked(Visit(plain, address="190.24.1.3"), mobile()).sees("call_back_not_here")


def test_who_answered_and_did_not_want_it_is_left_alone(plain: PlainService, phone: Phone) -> None:
    """For thirty days no page has them called again."""
    number, agent = mobile(), phone.agent()
    agent.unavailable()
    asked(Visit(plain), number).sees(*AGREED)
    agent.available()
    phone.is_called(number).hears(*GREETED).presses("2").hears("call_back_declined", "goodbye").has_ended()
    phone.waits(timedelta(days=28).total_seconds())
    asked(Visit(plain), number).sees("call_back_not_here")
    phone.waits(timedelta(days=5).total_seconds())
    asked(Visit(plain), number).sees(*AGREED)


def test_at_night_the_page_says_when_it_can_be_asked(plain: PlainService) -> None:
    """Nobody is asked for a number at an hour at which nobody is called, nor is one taken that comes too late."""
    plain.clock.advance(timedelta(hours=8, minutes=55).total_seconds())  # 18:55
    late = at_end(Visit(plain)).types("3001234567").sees(*CONFIRMED)
    plain.clock.advance(301)
    late.types("yes").sees("call_back_not_here")
    visit = Visit(plain).begins().types("CC", "1020304050", "3009999999")
    visit.sees("mobile_differs", "call_us", "call_back_later")
    assert "mañana jueves a las siete de la mañana" in visit.page.said[-1]


@pytest.mark.parametrize("how", ["the table", "a supervisor"])
def test_without_call_backs_there_is_only_the_line(how: str, build: Build, plain: PlainService) -> None:
    """Where the queue's table has none, or a supervisor closed the queue, the page ends as it always did."""
    service = without(build, plain) if how == "the table" else closed(plain)
    Visit(service).begins().types("CC", "1020304050", "3009999999").sees("mobile_differs", "call_us")


def without(build: Build, plain: PlainService) -> PlainService:
    """Give a service whose queues have no call-backs."""
    tables = dict(plain.parts.institutions)
    table = tables["serfinansa"]
    queues = {
        name: replace(rule, distribution=replace(rule.distribution, call_back=None))
        for name, rule in table.queues.items()
    }
    return build(tables={**tables, "serfinansa": replace(table, queues=queues)})


def closed(plain: PlainService) -> PlainService:
    """Give the service with its queues closed."""
    now = plain.clock.now()
    for queue in plain.parts.institutions["serfinansa"].queues:
        plain.parts.notices.close("serfinansa", queue, ClosedQueue("Berta Salas", now))
    return plain
