"""The page of a branch in a real Chromium: from a document to a request that is filed, without barriers."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from ivr.agents.branch.attendance import Finger
from tests.e2e.barriers import barriers
from tests.phone.line import Phone
from tests.phone.people import mobile
from tests.phone.plain import PlainService
from tests.web.branch.counter import Counter, Reader
from tests.web.conftest import chromium
from tests.web.customer.test_browser import address

__all__ = ["address", "chromium"]
pytestmark = pytest.mark.browser
POCKET, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800)


def signed_in(chromium: Browser, address: str, plain: PlainService) -> Page:
    """Give the page of a member of the staff who signs in as people do."""
    ines = Counter.of(plain, "ines")
    context = chromium.new_context(base_url=address, viewport=POCKET, bypass_csp=True)
    page = context.new_page()
    page.goto("/branch")
    page.get_by_label("Entidad").select_option("serfinansa")
    page.get_by_label("Usuario").fill("ines")
    page.get_by_label("Contraseña").fill(ines.person.password)
    page.get_by_label("Código de verificación").fill(ines.code())
    page.get_by_role("button", name="Ingresar").click()
    expect(page.get_by_role("heading", name="Buscar al cliente")).to_be_visible()
    return page


def test_s10_a_request_is_filed_on_the_page(
    chromium: Browser, address: str, phone: Phone, plain: PlainService, reader: Reader
) -> None:
    """Look up, generate a code, another number, the finger, the request, on two sizes: axe finds nothing."""
    customer = phone.customer()
    page = signed_in(chromium, address, plain)
    assert barriers(page) == []
    page.get_by_label("Número de documento").fill(customer.document_number)
    page.get_by_role("button", name="Buscar").click()
    form = page.get_by_role("form", name="Código de seguridad")
    form.get_by_role("checkbox").check()
    form.get_by_role("button", name="Generar código de seguridad").click()
    expect(page.get_by_text("El código salió al celular")).to_be_visible()
    page.get_by_text("El celular del cliente es otro").click()
    page.get_by_label("Número anterior").fill(mobile()[3:])
    page.get_by_label("Número nuevo").fill(mobile()[3:])
    page.get_by_role("group").get_by_role("checkbox").check()
    page.get_by_role("button", name="Actualizar y enviar el código").click()
    expect(page.get_by_role("alert")).to_contain_text("no coincide")
    assert barriers(page) == []
    page.set_viewport_size(DESK)
    page.get_by_role("button", name="Leer la huella").click()
    expect(page.get_by_text("espera la huella")).to_be_visible()
    reader.says = Finger.VALID
    request = page.get_by_role("form", name="Radicar la solicitud")
    expect(request).to_be_visible(timeout=20_000)
    request.get_by_label("Celular nuevo").fill(mobile()[3:])
    request.get_by_role("checkbox").check()
    request.get_by_role("button", name="Radicar").click()
    expect(page.get_by_role("cell", name="En revisión")).to_be_visible()
    assert barriers(page) == []
    page.context.close()
