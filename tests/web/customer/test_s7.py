"""Serfinansa's pages: a mobile that is not the registered one leads to the line or to a branch (S7)."""

from functools import partial

from sqlalchemy import select

from ivr.stores.schema import CallRecord, TurnRecord
from tests.conversation.test_state import requests_of
from tests.phone.bank import audited
from tests.phone.line import Phone
from tests.phone.people import digits, mobile
from tests.phone.plain import PlainService
from tests.stores.test_bank_customers import statements
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import CALL_US, Visit, plain_text


def test_s7_another_mobile_leads_to_the_line_or_a_branch(visitor: Visitor, phone: Phone) -> None:
    """No code is sent, to neither number; the page says whom to call and where to go."""
    customer, other = phone.customer(key=""), mobile()
    visit = visitor().begins().types("CC", customer.document_number, other.removeprefix("+57"))
    visit.sees("mobile_differs", *CALL_US)
    assert "01 8000 510 513" in visit.page.said[1]
    assert "punto de atención" in visit.page.said[1]
    assert phone.messages(customer.mobile) == phone.messages(other) == []
    assert audited(phone.service.parts.records, customer) == ["check"]


def test_s7_an_unknown_document_reads_the_same(visitor: Visitor, phone: Phone) -> None:
    """An unknown document, a customer without a mobile and another mobile are one and the same page."""
    known, without = phone.customer(), phone.customer(mobile="")
    pages = []
    for number in (known.document_number, without.document_number, f"10{digits(8)}"):
        visit = visitor().begins().types("CC", number, "3009999999")
        pages.append((visit.page.said, visit.page.title, visit.page.buttons, plain_text(visit)))
    assert len({str(page) for page in pages}) == 1


def test_s7_an_unknown_document_causes_the_same_work(plain: PlainService, phone: Phone) -> None:
    """The same statements of the database and the same requests to Redis, in the same order: no time can tell."""
    known, without = phone.customer(), phone.customer(mobile="")
    Visit(plain).begins().types("CC", f"10{digits(8)}", "3009999999")  # Redis has read its scripts from now on
    work = []
    for number in (known.document_number, without.document_number, f"10{digits(8)}"):
        visit, asked = Visit(plain).begins(), list[list[str]]()
        form = dict(zip(visit.page.fields, ("CC", number, "3009999999"), strict=True))
        sends = partial(visit.sends, None, **form)
        said = statements(plain.parts.records, lambda: asked.append(requests_of(plain, sends)))  # noqa: B023 - at once
        work.append((said, asked))
    assert work[0] == work[1] == work[2]
    assert len(work[0][0]) > 5


def test_s7_mobiles_are_not_tried_out(visitor: Visitor, phone: Phone) -> None:
    """After five wrong mobiles the right one leads nowhere either, for an unknown document just so."""
    customer = phone.customer()
    for person, right in ((customer.document_number, customer.mobile), (f"10{digits(8)}", "+573009999999")):
        for _ in range(5):
            visitor().begins().types("CC", person, "3000000001").sees("mobile_differs", *CALL_US)
        visitor().begins().types("CC", person, right.removeprefix("+57")).sees("limit_reached", *CALL_US)
    assert phone.messages(customer.mobile) == []


def test_s7_one_address_does_not_try_out_documents(plain: PlainService, phone: Phone) -> None:
    """After twenty documents a day from one network address only an agent helps; another address is not concerned."""
    customer = phone.customer()
    for _ in range(20):
        Visit(plain).begins().types("CC", f"10{digits(8)}", "3009999999").sees("mobile_differs", *CALL_US)
    mine = customer.document_number, customer.mobile.removeprefix("+57")
    Visit(plain).begins().types("CC", *mine).sees("limit_reached", *CALL_US)
    Visit(plain, address="2800:e2:407f::1").begins().types("CC", *mine).sees("code_sent", "security_code")


def test_s7_a_visit_is_no_call_in_the_figures(plain: PlainService, phone: Phone) -> None:
    """Its turns are kept, by step and kind; the line's records know nothing of it."""
    customer = phone.customer()
    Visit(plain).begins().types("CC", customer.document_number, "3009999999")
    plain.work()
    with plain.parts.records.read() as session:
        turns = [(turn.step, turn.kind) for turn in session.scalars(select(TurnRecord).order_by(TurnRecord.turn))]
        assert session.scalars(select(CallRecord)).all() == []
    assert turns == [("", "nothing"), ("document_type", "answer")]
    assert plain.parts.calls.count() == 0
