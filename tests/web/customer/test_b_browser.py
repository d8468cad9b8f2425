"""Banco Caja Social's page in a real Chromium: from the portal to the new key, on a telephone and on a desk."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.phone.webhooks import PUBLIC_URL
from tests.web.conftest import chromium
from tests.web.customer.banco_caja_social import BANK, NEW_KEY, OWN, PRODUCTS
from tests.web.customer.test_browser import address, fill, look, opened

__all__ = ["address", "chromium"]
pytestmark = pytest.mark.browser
PATIENCE = 30_000
EMAIL = "maria@correo.example"


@pytest.fixture
def bank(plain: PlainService) -> Phone:
    """Give the mailboxes of the bank's customers."""
    return Phone(plain, BANK)


def newest(bank: Phone, pattern: str) -> str:
    """Give what the newest e-mail says."""
    found = re.search(pattern, bank.service.emails(EMAIL)[-1].text)
    assert found
    return found[1]


def answers(page: Page) -> None:
    """Choose the customer's own option of each question."""
    for group in page.get_by_role("group").all():
        question = group.locator("legend").inner_text()
        own = next((facts for product, facts in OWN.items() if f"su {product}?" in question), set(OWN))
        labels = group.locator("label").all_inner_texts()
        group.get_by_label(
            next(label for label in labels if {label.strip(), label.strip().lower()} & own), exact=True
        ).check()


@pytest.mark.parametrize("window", ["phone", "desktop"])
def test_b1_to_b8_in_a_browser(chromium: Browser, address: str, bank: Phone, window: str) -> None:
    """A blocked key: document, link, document, contacts, code, questions, new key; no barrier on the way."""
    customer = bank.customer(email=EMAIL, products=PRODUCTS, blocked=True)
    page = opened(chromium, address, window)
    page.goto(f"/{BANK}/")
    look(page)
    page.get_by_role("link", name="Olvidé o bloqueé mi clave").click()
    page.get_by_role("button", name="Comenzar").click()
    fill(page, Número_de_documento=customer.document_number)
    expect(page.get_by_role("heading", name="Revise sus mensajes")).to_be_visible(timeout=PATIENCE)
    look(page)
    page.goto(newest(bank, r"(http\S+)").replace(PUBLIC_URL, address))
    assert "enlace=" not in page.url
    look(page)
    page.get_by_role("button", name="Seguir con mi trámite").click()
    fill(page, Número_de_documento=customer.document_number)
    page.get_by_label("Sí, envíen el código").check()
    look(page)
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_label("Código de seguridad")).to_be_visible(timeout=PATIENCE)
    look(page)
    fill(page, Código_de_seguridad=newest(bank, r"es (\d{6})"))
    look(page)
    answers(page)
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Clave nueva", exact=True).fill(NEW_KEY)
    look(page)
    fill(page, Repita_la_clave_nueva=NEW_KEY)
    expect(page.get_by_role("status")).to_contain_text("Listo", timeout=PATIENCE)
    look(page)
    assert bank.key_works(customer, NEW_KEY)
