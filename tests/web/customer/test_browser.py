"""The pages in a real Chromium: on a telephone and on a desk, with and without JavaScript, without a barrier."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.e2e.barriers import barriers
from tests.phone.line import Phone
from tests.phone.people import NEW_KEY
from tests.phone.plain import PlainService
from tests.web.conftest import chromium

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
WINDOWS = {"phone": (390, 844), "desktop": (1280, 800), "narrow": (320, 640)}
TOUCHED = "main button, main a, input:not([type=hidden]), select"
LEAST_TARGET = 24
"""CSS pixels of what is touched (WCAG 2.2, 2.5.8)."""


@pytest.fixture
def address(plain: PlainService) -> Iterator[str]:
    """Serve the pages on a free port."""
    server = make_server("127.0.0.1", 0, plain.parts.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def opened(chromium: Browser, address: str, window: str, *, script: bool = True) -> Page:
    """Give a page of a new visitor, who keeps no complaint of the browser to themselves."""
    width, height = WINDOWS[window]
    context = chromium.new_context(
        base_url=address, viewport={"width": width, "height": height}, java_script_enabled=script
    )
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda message: pytest.fail(message.text) if message.type == "error" else None)
    return page


def look(page: Page) -> None:
    """Find no barrier, nothing cut off at the side, and nothing too small to touch."""
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    seen = f"[...document.querySelectorAll('{TOUCHED}')].filter(each => each.checkVisibility())"
    heights = page.evaluate(f"{seen}.map(each => each.offsetHeight)")
    assert min(heights, default=LEAST_TARGET) >= LEAST_TARGET


def fill(page: Page, **fields: str) -> None:
    """Fill in fields by their labels, and go on."""
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)
    page.get_by_role("button", name="Continuar").click()


@pytest.mark.parametrize("window", WINDOWS)
def test_s6_a_key_is_activated_in_a_browser(chromium: Browser, address: str, phone: Phone, window: str) -> None:
    """From the portal to the key, on each window, without a barrier on the way."""
    customer, page = phone.customer(key=""), opened(chromium, address, window)
    page.goto("/serfinansa/")
    look(page)
    line = page.locator(".note").get_by_role("link", name="01 8000 510 513")
    expect(line).to_have_attribute("href", "tel:+5718000510513")
    page.get_by_role("link", name="Activar mi clave").click()
    look(page)
    page.get_by_role("button", name="Comenzar").click()
    look(page)
    fill(page, Número_de_documento="12", Celular_registrado="300")
    expect(page.get_by_role("alert")).to_contain_text("empieza por 3")
    look(page)
    fill(page, Número_de_documento=customer.document_number, Celular_registrado=customer.mobile[3:])
    expect(page.get_by_role("heading", name="Código de seguridad")).to_be_visible()
    look(page)
    code = phone.reads_sms(customer.mobile)
    fill(page, Código_de_seguridad=f"{(int(code) + 1) % 10 ** len(code):0{len(code)}}")
    wrong = page.get_by_role("alert")
    expect(wrong).to_contain_text("El código no coincide")
    expect(wrong).to_be_focused()
    expect(wrong.get_by_role("img", name="Error")).to_be_visible()
    look(page)
    fill(page, Código_de_seguridad=code)
    rule = page.locator("#rule-sequences")
    page.get_by_label("Clave nueva", exact=True).fill("1234")
    expect(rule).to_contain_text("falta")
    page.get_by_label("Clave nueva", exact=True).fill(NEW_KEY)
    expect(rule).to_contain_text("cumple")
    look(page)
    fill(page, Clave_nueva=NEW_KEY, Repita_la_clave_nueva=NEW_KEY)
    expect(page.get_by_text("su clave quedó activa")).to_be_visible()
    look(page)
    assert phone.key_works(customer, NEW_KEY)
    page.context.close()


def test_s6_a_key_is_activated_without_javascript(chromium: Browser, address: str, phone: Phone) -> None:
    """With scripts switched off nothing is missing; going back and loading again loses nothing."""
    customer, page = phone.customer(key=""), opened(chromium, address, "phone", script=False)
    page.goto("/serfinansa/activate")
    page.get_by_role("button", name="Comenzar").click()
    fill(page, Número_de_documento=customer.document_number, Celular_registrado=customer.mobile[3:])
    expect(page.get_by_label("Código de seguridad", exact=True)).to_be_visible()
    page.reload()
    page.go_back()
    page.go_forward()
    page.goto("/serfinansa/activate")
    fill(page, Código_de_seguridad=phone.reads_sms(customer.mobile))
    fill(page, Clave_nueva=NEW_KEY, Repita_la_clave_nueva=NEW_KEY)
    expect(page.get_by_text("su clave quedó activa")).to_be_visible()
    assert phone.key_works(customer, NEW_KEY)
    page.context.close()


def test_s7_the_end_of_the_road_says_whom_to_call(chromium: Browser, address: str, phone: Phone) -> None:
    """A mobile that is not the registered one: the line can be called with one touch, and calls whoever asks for it."""
    customer, page = phone.customer(), opened(chromium, address, "phone")
    page.goto("/serfinansa/change")
    page.get_by_role("button", name="Comenzar").click()
    fill(page, Número_de_documento=customer.document_number, Celular_registrado="3009999999")
    expect(page.get_by_text("Para seguir, llámenos al 01 8000 510 513")).to_be_visible()
    expect(page.get_by_role("link", name="01 8000 510 513")).to_have_attribute("href", "tel:+5718000510513")
    look(page)
    page.get_by_label("¿Prefiere que le llamemos?").fill("300 123 4567")
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Sí, llámenme").check()
    look(page)
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", name="Listo: le llamamos")).to_be_visible()
    look(page)
    page.context.close()
