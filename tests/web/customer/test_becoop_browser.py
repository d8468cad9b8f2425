"""Becoop's pages in a real Chromium: the virtual keyboard by touch and by keys, image and phrase, on both windows."""

import pytest
from playwright.sync_api import Browser, Page, expect

from ivr.stores.demo.customers import DemoCustomer
from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.web.conftest import chromium
from tests.web.customer.test_becoop import ADDRESS, KEY, NEW_KEY, PHRASE
from tests.web.customer.test_browser import address, fill, look, opened

__all__ = ["address", "chromium"]
pytestmark = pytest.mark.browser
PATIENCE = 30_000


@pytest.fixture
def members(plain: PlainService) -> Phone:
    """Give the telephones of members."""
    return Phone(plain, "becoop")


def comes_to_the_key(page: Page, member: DemoCustomer) -> None:
    """Begin with the document; image, phrase and keyboard are there."""
    page.get_by_role("button", name="Comenzar").click()
    fill(page, Número_de_documento=member.document_number)
    expect(page.get_by_role("group", name="Teclado virtual")).to_be_visible(timeout=PATIENCE)
    look(page)


def touches(page: Page, key: str) -> None:
    """Type a key on the keyboard of the page, whose signs stand somewhere else each time."""
    upper, keys = page.get_by_role("button", name="Mayúsculas"), page.get_by_role("group", name="Teclado virtual")
    for sign in key:
        if sign.isalpha() and (upper.get_attribute("aria-pressed") == "true") != sign.isupper():
            upper.click()
        keys.get_by_role("button", name=sign, exact=True).click()
    expect(page.get_by_text(f"Signos escritos: {len(key)}")).to_be_visible()


def test_e2_to_e4_on_a_telephone(chromium: Browser, address: str, members: Phone) -> None:
    """A temporary key by e-mail, typed on the virtual keyboard; a key of one's own, an image, a phrase; and in."""
    member, page = members.customer(key="", email=ADDRESS), opened(chromium, address, "phone")
    page.goto("/becoop/")
    look(page)
    page.get_by_role("link", name="Pedir una clave temporal").click()
    page.get_by_role("button", name="Comenzar").click()
    fill(page, Número_de_documento=member.document_number)
    page.get_by_label("Correo electrónico registrado").check()
    look(page)
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_text("llega una clave temporal")).to_be_visible(timeout=PATIENCE)
    (letter,) = members.service.emails(ADDRESS)
    page.get_by_role("link", name="Entrar a la zona privada").click()
    comes_to_the_key(page, member)
    touches(page, letter.text.split("\n\n")[1])
    assert letter.text.split("\n\n")[1] not in page.content()
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_label("Clave nueva", exact=True)).to_be_visible(timeout=PATIENCE)
    look(page)
    fill(page, Clave_nueva=NEW_KEY, Repita_la_clave_nueva=NEW_KEY)
    expect(page.get_by_label("Una cometa")).to_be_visible(timeout=PATIENCE)
    look(page)
    page.get_by_label("Una cometa").check()
    fill(page, Escriba_una_frase=PHRASE)
    expect(page.get_by_role("heading", name="Zona privada")).to_be_visible(timeout=PATIENCE)
    look(page)


def test_e1_on_a_desk_by_keyboard_alone(chromium: Browser, address: str, members: Phone) -> None:
    """Who uses no mouse chooses their own keyboard; image and phrase have words; the key of the page is the same."""
    member = members.customer(key=KEY, email=ADDRESS, recognition=f"moon|{PHRASE}")
    page = opened(chromium, address, "desktop")
    page.goto("/becoop/private_zone")
    comes_to_the_key(page, member)
    expect(page.get_by_alt_text("Su imagen de seguridad: Una luna")).to_be_visible()
    expect(page.get_by_text(f"«{PHRASE}»")).to_be_visible()
    page.get_by_label("Clave", exact=True).focus()
    page.keyboard.type(KEY)
    expect(page.get_by_label("Clave", exact=True)).to_have_value("")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Teclado virtual")).to_be_hidden()
    expect(page.get_by_label("Clave", exact=True)).to_be_focused()
    look(page)
    page.keyboard.type(KEY)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Zona privada")).to_be_visible(timeout=PATIENCE)


def test_e1_without_javascript_the_plain_field_is_there(chromium: Browser, address: str, members: Phone) -> None:
    """And nothing of the keyboard that would do nothing."""
    member = members.customer(key=KEY, email=ADDRESS, recognition=f"moon|{PHRASE}")
    page = opened(chromium, address, "phone", script=False)
    page.goto("/becoop/private_zone")
    page.get_by_role("button", name="Comenzar").click()
    fill(page, Número_de_documento=member.document_number)
    expect(page.get_by_text("Teclado virtual")).to_be_hidden()
    fill(page, Clave=KEY)
    expect(page.get_by_role("heading", name="Zona privada")).to_be_visible(timeout=PATIENCE)
