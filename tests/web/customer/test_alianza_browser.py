"""Alianza's pages in a real Chromium: from the portal on a telephone's window, and from a call on a desk's."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.menus.test_a_reset import MENU, waits
from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.phone.webhooks import PUBLIC_URL
from tests.web.conftest import chromium
from tests.web.customer.alianza import ALIANZA, NEW_PASSWORD, CompanyUser, company_user
from tests.web.customer.test_browser import address, fill, look, opened

__all__ = ["address", "chromium"]
pytestmark = pytest.mark.browser
PATIENCE = 30_000


@pytest.fixture
def user(plain: PlainService) -> CompanyUser:
    """Give a user of a company."""
    return company_user(Phone(plain, ALIANZA))


def follows_link(page: Page, user: CompanyUser) -> None:
    """Open the link of the e-mail, press its button, choose a password and accept the terms."""
    found = re.search(rf"{PUBLIC_URL}(\S+)", user.mails()[-1])
    assert found is not None
    page.goto(found[1])
    look(page)
    page.get_by_role("button", name="Crear contraseña").click()
    page.get_by_label("Contraseña nueva", exact=True).fill("roble5kmt")
    expect(page.locator("#rule-upper")).to_contain_text("falta")
    page.get_by_label("Contraseña nueva", exact=True).fill(NEW_PASSWORD)
    expect(page.locator("#rule-upper")).to_contain_text("cumple")
    look(page)
    page.get_by_label("Sí, los acepto").check()
    fill(page, Contraseña_nueva=NEW_PASSWORD, Repita_la_contraseña_nueva=NEW_PASSWORD)
    expect(page.get_by_text("su contraseña nueva ya funciona")).to_be_visible(timeout=PATIENCE)
    look(page)
    assert user.works(NEW_PASSWORD)


def test_a1_to_a6_in_a_browser(chromium: Browser, address: str, user: CompanyUser) -> None:
    """Portal, company and user, mailbox, password: on a telephone, without a barrier on the way."""
    page = opened(chromium, address, "phone")
    page.goto("/alianza/")
    look(page)
    page.get_by_role("link", name="Restablecer mi contraseña").click()
    page.get_by_role("button", name="Comenzar").click()
    look(page)
    page.get_by_label("NIT", exact=True).check()
    fill(page, Número_de_documento=user.company, Usuario=f"{user.name} ")
    expect(page.get_by_role("alert")).to_contain_text("Hay un espacio")
    look(page)
    fill(page, Número_de_documento=user.company, Usuario=user.name)
    expect(page.get_by_role("heading", name="Revise su correo")).to_be_visible(timeout=PATIENCE)
    look(page)
    other = opened(chromium, address, "phone")
    follows_link(other, user)
    page.context.close()
    other.context.close()


def test_a1_to_a6_from_a_call_in_a_browser(chromium: Browser, address: str, user: CompanyUser) -> None:
    """The telephone waits, the page is finished on a desk's window, and the telephone hears it."""
    call = waits(user.phone, user)
    page = opened(chromium, address, "desktop")
    follows_link(page, user)
    user.phone.waits(1)
    call.hears("key_ready_on_page", *MENU)
    page.context.close()
