"""A one-time link on pages: opening it consumes nothing, its token leaves at once, and one visitor goes on by it."""

import pytest

from ivr.assembly.pages import customer_pages
from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.web.customer.banco_caja_social import BANK, DOCUMENT, PRODUCTS, Regaining
from tests.web.customer.conftest import Visitor

TOKEN, HOST = "enlace=", "ivr.example.co"


@pytest.fixture
def maria(plain: PlainService, visitor: Visitor) -> Regaining:
    """Give a customer to whom a link was sent."""
    bank = Phone(plain, BANK)
    found = Regaining(bank, visitor, bank.customer(email="maria@correo.example", products=PRODUCTS))
    found.asks().sees("link_on_its_way")
    return found


def token(message: str) -> str:
    """Give the token of a message's link."""
    return message.partition(TOKEN)[2].split()[0]


def test_a_mail_scanner_consumes_nothing(maria: Regaining) -> None:
    """It may open the link as often as it likes, with cookies or without: the customer goes on afterwards."""
    scanner = maria.visitor("regain", institution=BANK)
    for _ in range(5):
        scanner.opens(maria.link())
        assert "link_not_you" in [scanner.name_of(each) for each in texts_of(scanner.answers[-1].text)]
    maria.visitor("regain", institution=BANK).opens(maria.link()).looks(f"/{BANK}/regain/enlace")
    maria.behind_link().sees(*DOCUMENT)


def texts_of(html: str) -> list[str]:
    """Give the quiet sentences of a page."""
    return [part.partition("</p>")[0] for part in html.split('<p class="quiet">')[1:]]


def test_one_visitor_goes_on_by_a_link(maria: Regaining) -> None:
    """A second browser, and the same one again, are told that it was used; the first goes on undisturbed."""
    first = maria.behind_link().sees(*DOCUMENT)
    maria.visitor("regain", institution=BANK).opens(maria.link()).reads("link_used").goes_on().reads("link_unknown")
    first.types("CC", maria.customer.document_number).sees("contacts_right")


def test_two_who_press_at_once_are_told_apart(maria: Regaining) -> None:
    """Both saw the button; one goes on, and the other is told that it is over."""
    one, other = (maria.visitor("regain", institution=BANK).opens(maria.link()) for _ in range(2))
    one.goes_on().sees(*DOCUMENT)
    other.goes_on().reads("link_used")


@pytest.mark.parametrize(("seconds", "word"), [(1800, ""), (1801, "link_expired")])
def test_a_link_serves_as_long_as_the_table_says(maria: Regaining, seconds: int, word: str) -> None:
    """Thirty minutes to the second, though nobody touched the page that asked for it; then another one is sent."""
    message = maria.link()
    maria.phone.waits(seconds)
    customer_pages(maria.phone.service.parts).visits.sweep()
    visit = maria.visitor("regain", institution=BANK).opens(message)
    if word:
        visit.reads(word)
    else:
        visit.goes_on().sees(*DOCUMENT)


def test_a_page_that_a_link_opened_lasts_half_an_hour_at_most(maria: Regaining) -> None:
    """From when it was opened, however late that was and however often it is answered: to its last second."""
    maria.phone.waits(900)
    visit = maria.behind_link()
    for pause in (540, 540, 540, 180):
        maria.phone.waits(pause)
        visit.types("CC", "").reads("document_number_silence")
    maria.phone.waits(1)
    visit.looks().reads("expired")


def test_who_comes_back_when_nobody_waits_is_told(maria: Regaining) -> None:
    """The visit began again in its browser: the link of the first one is replaced."""
    older = maria.link()
    maria.asks().sees("link_on_its_way")
    maria.visitor("regain", institution=BANK).opens(older).reads("link_used")
    maria.behind_link().sees(*DOCUMENT)


@pytest.mark.parametrize("touched", ["A" * 22, "", "x" * 500, "0123456789abcdefghijkl"])
def test_an_unknown_link_says_what_to_do(maria: Regaining, touched: str) -> None:
    """A link that is not whole, or that nobody sent, is told so; the right one goes on serving."""
    address = f"https://ivr.example.co/{BANK}/regain?enlace={touched}"
    maria.visitor("regain", institution=BANK).opens(address).reads("link_unknown")
    maria.behind_link().sees(*DOCUMENT)


def test_a_link_opens_nothing_at_another_institution(maria: Regaining) -> None:
    """Institutions are kept apart: there it is unknown."""
    elsewhere = maria.link().replace(f"/{BANK}/regain", "/serfinansa/change")
    maria.visitor("change").opens(elsewhere).reads("link_unknown")


def test_the_token_is_in_no_page_and_no_address(maria: Regaining) -> None:
    """After the first answer it lives in a cookie that no script reads; nothing leads to another site with it."""
    secret = token(maria.link())
    visit = maria.visitor("regain", institution=BANK).opens(maria.link())
    redirected, page = visit.answers
    cookie = next(each for each in redirected.headers.getlist("Set-Cookie") if secret in each)
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert cookie.startswith("__Host-")
    visit.goes_on()
    for answer in (page, *visit.answers[2:]):
        assert secret not in answer.text
        assert secret not in (answer.location or "")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert any(each.startswith(cookie.partition("=")[0]) for each in visit.answers[2].headers.getlist("Set-Cookie"))


def test_the_name_of_a_conversation_opens_nothing(maria: Regaining) -> None:
    """Who knows it, from a log, has no page of it: the cookie has random bits of its own."""
    visit = maria.behind_link().sees(*DOCUMENT)
    name = f"__Host-{BANK}-regain"
    conversation = visit.client.get_cookie(name, domain=HOST).value.partition(".")[2]
    thief = maria.visitor("regain", institution=BANK)
    thief.client.set_cookie(name, f"{'0' * 32}.{conversation}", domain=HOST, secure=True)
    thief.looks()
    assert thief.page.fields == []


def test_another_site_cannot_press_the_button(maria: Regaining) -> None:
    """A form of another site's page goes nowhere; the link still serves."""
    visit = maria.visitor("regain", institution=BANK).opens(maria.link())
    cross = {"Sec-Fetch-Site": "cross-site"}
    answer = visit.client.post(f"/{BANK}/regain/enlace", base_url="https://ivr.example.co", headers=cross)
    assert answer.status_code == 303
    visit.goes_on().sees(*DOCUMENT)
