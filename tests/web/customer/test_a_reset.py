"""Alianza's page: a new password for a company's user, by a link to the registered e-mail (A1 to A6)."""

import pytest

from tests.phone.bank import audited
from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.web.customer.alianza import (
    ALIANZA,
    DATA,
    FORM,
    NEW_PASSWORD,
    OTHER_PASSWORD,
    PASSWORD,
    SENT,
    CompanyUser,
    company_user,
)
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import Visit, plain_text


@pytest.fixture
def phone(plain: PlainService) -> Phone:
    """Give Alianza's line."""
    return Phone(plain, ALIANZA)


@pytest.fixture
def user(phone: Phone) -> CompanyUser:
    """Give a user of a company."""
    return company_user(phone)


@pytest.fixture
def once(plain: PlainService) -> Visitor:
    """Give what brings a visitor who sends each form once."""
    return lambda procedure="reset", **fields: Visit(plain, procedure, **fields)


def test_a1_to_a6_the_page_resets_the_password(visitor: Visitor, user: CompanyUser) -> None:
    """Company, user, link, button, password and terms: it works for the three portals, and it is told by e-mail."""
    user.asks(visitor).sees(*SENT)
    visit = user.opens(visitor).sees(*FORM).types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    assert all(portal in visit.page.said[0] for portal in ("Mi Fiducia", "Pagos", "Fondos y Valores"))
    assert user.works(NEW_PASSWORD)
    done = audited(user.phone.service.parts.records, user.person)
    assert (done.count("terms_accepted"), done.count("key_replaced")) == (1, 1)


def test_a1_the_nit_goes_without_its_check_digit(once: Visitor, phone: Phone) -> None:
    """A check digit that was typed is recognised, left out and explained; a tenth digit that is none is refused."""
    user = company_user(phone, company="811023456")
    visit = once("reset", institution=ALIANZA).begins()
    visit.types("NIT", "811.023.456-7", user.name).sees("company_number_unfit", *DATA)
    visit.types("NIT", "811.023.456-6", user.name).sees(SENT[0], "check_digit_left_out", *SENT[1:])
    assert len(user.mails()) == 1


def test_a1_a_trust_has_users_too(once: Visitor, phone: Phone) -> None:
    """FID is the other kind of document."""
    known = company_user(phone)
    user = company_user(phone, user=type(known.person.user)("FID 48215", "Norte.Jb"), email="norte@fid.example")  # type: ignore[misc]
    once("reset", institution=ALIANZA).begins().types("FID", "48215", "Norte.Jb").sees(*SENT)
    assert len(user.mails()) == 1


def test_a1_the_case_of_a_user_name_counts(once: Visitor, user: CompanyUser) -> None:
    """Another case is nobody's name: the same words as for the right one, and no e-mail."""
    other = once("reset", institution=ALIANZA).begins().types("NIT", user.company, user.name.upper()).sees(*SENT)
    assert user.mails() == []
    assert "*****@..." in other.page.said[0]


@pytest.mark.parametrize("written", [" {}", "{} ", "{} x"])
def test_a1_stray_spaces_are_pointed_out(once: Visitor, user: CompanyUser, written: str) -> None:
    """They are told beside the field, and nobody is looked for."""
    visit = once("reset", institution=ALIANZA).begins().types("NIT", user.company, written.format(user.name))
    visit.reads("user_name_spaces").types("NIT", user.company, user.name).sees(*SENT)


def test_a2_the_message_is_told_beforehand(once: Visitor, user: CompanyUser) -> None:
    """The masked address, the sender and the subject are on the page, and are the message's own; it has the button."""
    told = user.asks(once).page.said[0]
    letter = user.phone.service.emails(user.person.email)[-1]
    assert f"{user.person.email[:2]}*****@..." in told
    assert "alianzaenlinea@alianza.com.co" in told
    assert letter.subject in told
    assert "Crear contraseña" in letter.text


def test_a2_an_unknown_user_reads_the_same(once: Visitor, user: CompanyUser) -> None:
    """Words and mask are those of a user so named: with an address, with a mobile only, with neither, or frozen."""
    others = {"email": ""}, {"email": "", "mobile": ""}, {"frozen": True}
    people = [user, *(company_user(user.phone, **contacts) for contacts in others)]
    pages = {plain_text(one.asks(once).sees(*SENT)) for one in people}
    for name in ("Julieta7", "jUan.Rojas"):
        visit = once("reset", institution=ALIANZA).begins().types("NIT", user.company, name).sees(*SENT)
        pages.add(plain_text(visit))
    assert len(pages) == 1
    assert "ju*****@..." in pages.pop()
    assert len(user.mails()) == 1


def test_a2_a_link_serves_once_and_for_half_an_hour(visitor: Visitor, user: CompanyUser) -> None:
    """A second opening is told that it was used; after half an hour another one is needed."""
    user.asks(visitor)
    user.opens(visitor).sees(*FORM)
    visitor("reset", institution=ALIANZA).opens(user.mails()[-1])
    assert user.works(PASSWORD)
    user.phone.waits(700)
    user.asks(visitor)
    user.phone.waits(1801)
    late = visitor("reset", institution=ALIANZA).opens(user.mails()[-1]).goes_on()
    assert late.page.fields == []


def test_a3_a_wrong_address_has_two_ways_out(once: Visitor, user: CompanyUser) -> None:
    """An administrator asks their assistant, a company's agent the company's administrator; both are told to all."""
    administrator, agent = user.asks(once).page.said[1:]
    assert "asistente de gestión" in administrator
    assert "usuario administrador" in agent


@pytest.mark.parametrize(
    ("weak", "word"),
    [
        ("cedro8bwq", "mayúscula"),
        ("CEDRO8BWQ", "minúscula"),
        ("CedroxBwq", "número"),
        ("Cedro8Bw$", "letras"),
    ],
)
def test_a4_a_password_has_its_rules(once: Visitor, user: CompanyUser, weak: str, word: str) -> None:
    """Each rule that is broken is named, and the password stays as it was."""
    user.asks(once)
    visit = user.opens(once).types(weak, weak, "yes")
    assert any(word in said for said in visit.page.said), visit.page.said
    assert user.works(PASSWORD)


def test_a4_no_password_comes_back(once: Visitor, user: CompanyUser) -> None:
    """The present one and every earlier one are refused, however many came since."""
    for taken in (NEW_PASSWORD, OTHER_PASSWORD):
        user.asks(once)
        user.opens(once).types(taken, taken, "yes").sees("key_changed")
        user.phone.waits(3600)
    user.asks(once)
    visit = user.opens(once).types(PASSWORD, PASSWORD, "yes")
    assert "ya usó" in " ".join(visit.page.said)
    assert visit.page.fields == ["new_key", "new_key_again"]  # the terms are accepted once
    assert user.works(OTHER_PASSWORD)


def test_a5_the_terms_are_accepted_to_finish(once: Visitor, user: CompanyUser) -> None:
    """Without them nothing changes; they can be read."""
    user.asks(once)
    visit = user.opens(once).types(NEW_PASSWORD, NEW_PASSWORD, "no").sees("terms_needed", *FORM)
    assert user.works(PASSWORD)
    visit.types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    assert visit.client.get("/alianza/terms", base_url="https://ivr.example.co").status_code == 200


def test_a6_the_link_alone_opens_the_way(once: Visitor, user: CompanyUser) -> None:
    """Who asked, and did not read the mailbox, comes no further; a frozen user's link opens nothing."""
    asked = user.asks(once)
    assert asked.page.fields == []
    asked.looks().sees(*SENT)
    assert user.works(PASSWORD)
