"""Coasmedas' pages in a real Chromium: both procedures on a telephone and on a desk, with and without work."""

import pytest
from playwright.sync_api import Browser, Page, expect

from ivr.stores.demo.customers import DemoCustomer
from tests.phone.line import Phone
from tests.phone.people import NEW_KEY
from tests.phone.plain import PlainService
from tests.web.conftest import chromium
from tests.web.customer.test_browser import address, fill, look, opened
from tests.web.customer.test_coasmedas import TEMPORARY, TRANSACTION, in_figures

__all__ = ["address", "chromium"]
pytestmark = pytest.mark.browser
PATIENCE = 30_000


@pytest.fixture
def member(plain: PlainService) -> Phone:
    """Give the telephone of a member."""
    return Phone(plain, "coasmedas")


def accepts(page: Page) -> None:
    """Begin, and accept the terms."""
    page.get_by_role("button", name="Comenzar").click()
    look(page)
    page.get_by_label("Sí, los acepto").check()
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_label("Número de documento")).to_be_visible()


def recovers(page: Page, member: Phone, customer: DemoCustomer) -> None:
    """Have a temporary key, from the portal on, and go on to where it is replaced."""
    page.goto("/coasmedas/")
    look(page)
    page.get_by_role("link", name="Recuperar mi clave").click()
    accepts(page)
    expect(page.get_by_text("Confirmado: es una persona")).to_be_visible(timeout=PATIENCE)
    look(page)
    fill(
        page,
        Número_de_documento=customer.document_number,
        Clave_temporal=TEMPORARY,
        Repita_la_clave_temporal=TEMPORARY,
    )
    expect(page.get_by_label("Código de seguridad", exact=True)).to_be_visible(timeout=PATIENCE)
    fill(page, Código_de_seguridad=member.reads_sms(customer.mobile))
    expect(page.get_by_text("su clave temporal ya funciona")).to_be_visible(timeout=PATIENCE)
    look(page)
    page.get_by_role("link", name="Ingresar y cambiar mis claves").click()


@pytest.mark.parametrize("window", ["phone", "desktop"])
def test_c1_to_c5_in_a_browser(chromium: Browser, address: str, member: Phone, window: str) -> None:
    """The temporary key with the browser's work, then both definitive keys with digits that are typed instead."""
    customer, page = member.customer(), opened(chromium, address, window)
    recovers(page, member, customer)
    accepts(page)
    look(page)
    fill(page, Número_de_documento=customer.document_number, Clave_de_acceso=TEMPORARY)
    fill(page, Clave_actual=TEMPORARY, Clave_nueva=NEW_KEY, Repita_la_clave_nueva=NEW_KEY)
    expect(page.get_by_text("su clave de acceso nueva ya funciona")).to_be_visible(timeout=PATIENCE)
    member.waits(31)
    page.get_by_role("button", name="Prefiero escribir unas cifras").click()
    look(page)
    page.get_by_label("Su clave transaccional actual").fill(TEMPORARY)
    page.get_by_label("Nueva clave transaccional").fill(TRANSACTION)
    page.get_by_label("Repita la clave transaccional nueva").fill(TRANSACTION)
    words = page.get_by_text("Escriba con números:").inner_text()
    page.get_by_label("Escriba con números").fill(in_figures(words))
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_label("Código de seguridad", exact=True)).to_be_visible(timeout=PATIENCE)
    fill(page, Código_de_seguridad=member.reads_sms(customer.mobile))
    expect(page.get_by_text("No queda nada pendiente")).to_be_visible(timeout=PATIENCE)
    look(page)
    assert member.key_works(customer, NEW_KEY)
    page.context.close()
