"""The second yes in real browsers: desk and floor side by side, live, by keyboard, with no barrier for anybody."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from ivr.institutions import Institution
from tests.agents.bank import ANSWERS
from tests.agents.scene import CUSTOMER
from tests.e2e.barriers import barriers
from tests.web.desk.test_page import answer, in_call
from tests.web.floor.floor_browser import WIDE, at_floor
from tests.web.office import LAURA, Office

pytestmark = pytest.mark.browser


@pytest.fixture
def institution(institution: Institution) -> Institution:
    """Give an institution that wants two people for a change of contact."""
    return replace(institution, contact_change_approval=True)


@pytest.fixture
def floor(chromium: Browser, office: Office, address: str) -> Iterator[Page]:
    """Give the floor of a supervisor, in which axe may run."""
    context = chromium.new_context(base_url=address, viewport=WIDE, bypass_csp=True, reduced_motion="reduce")
    yield at_floor(context, office)
    context.close()


@pytest.fixture
def desk(chromium: Browser, office: Office, address: str) -> Iterator[Page]:
    """Give the desk of an agent who has asked for another mobile, by keyboard."""
    context = chromium.new_context(base_url=address, viewport=WIDE, bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/desk")
    in_call(page, office)
    for question in list(ANSWERS)[:5]:
        answer(page, question, ANSWERS[question])
    ask(page)
    yield page
    context.close()


def ask(page: Page, number: str = "300 123 4567") -> None:
    """Ask for another mobile."""
    page.keyboard.press("Alt+m")
    expect(page.get_by_role("button", name="Pedir aprobación")).to_be_enabled()
    page.get_by_label("Celular nuevo").fill(number)
    page.keyboard.press("Enter")
    expect(page.locator("#approval")).to_contain_text("Un supervisor debe aprobar el celular ••••")


def test_a_yes_is_seen_at_once_on_both_pages(floor: Page, desk: Page, office: Office) -> None:
    """The request rings on the floor, is answered by keyboard, and the code goes; focus is never lost."""
    expect(desk.locator("#approval")).to_be_focused()
    for name in ("Enviar código", "Pasar al teclado"):
        expect(desk.get_by_role("button", name=name)).to_be_disabled()
    assert barriers(desk) == []
    row = floor.locator("#approvals tbody tr")
    expect(row).to_contain_text(f"{LAURA.name}A*** R***{CUSTOMER.masked}")
    expect(row).to_contain_text("•••• 0001 → •••• 4567")
    expect(floor.locator("#announcer")).to_have_text("Laura Gómez pide aprobar un celular")
    assert floor.title().startswith("(1)")
    assert barriers(floor) == []
    floor.get_by_role("button", name="Responder a Laura Gómez").focus()
    floor.keyboard.press("Enter")
    expect(floor.get_by_role("dialog")).to_contain_text("coinciden 5 de 6 respuestas")
    assert barriers(floor) == []
    assert office.scene.codes.sent == {}
    floor.get_by_role("button", name="Aprobar", exact=True).press("Enter")
    expect(desk.locator("#approval")).to_contain_text("Berta Salas aprobó el celular •••• 4567. El código ya salió")
    expect(desk.locator('[data-call="mobile"]')).to_have_text("•••• 4567")
    expect(desk.get_by_role("button", name="Pasar al teclado")).to_be_enabled()
    expect(floor.locator("#approvals")).to_be_hidden()
    assert barriers(desk) == []
    assert list(office.scene.codes.sent.values()) == ["•••• 4567"]


def test_a_no_is_read_with_its_reason_and_asked_again(floor: Page, desk: Page, office: Office) -> None:
    """The agent reads why not, and may ask for another number; or thinks better of it."""
    floor.get_by_role("button", name="Responder a Laura Gómez").click()
    floor.get_by_label("Si no lo aprueba, diga por qué").fill("confirme el último pago")
    floor.keyboard.press("Enter")
    expect(desk.locator("#approval")).to_contain_text(
        "Berta Salas no aprobó el celular •••• 4567: confirme el último pago"
    )
    expect(desk.get_by_role("button", name="Enviar código")).to_be_enabled()
    assert barriers(desk) == []
    ask(desk, "300 123 0002")
    expect(floor.locator("#approvals")).to_contain_text("•••• 0002")
    desk.get_by_role("button", name="Retirar solicitud").click()
    desk.get_by_role("button", name="¿Retirar la solicitud?").click()
    expect(desk.locator("#approval")).to_be_hidden()
    expect(floor.locator("#approvals")).to_be_hidden()
    assert (office.scene.bank.mobiles, office.scene.codes.sent) == ({}, {})


def test_a_reload_keeps_the_request(floor: Page, desk: Page) -> None:
    """The service is the truth: a page that comes back shows it still waiting, on both sides."""
    desk.reload()
    floor.reload()
    expect(desk.locator("#approval")).to_contain_text("Un supervisor debe aprobar el celular •••• 4567")
    expect(desk.locator("#change")).to_be_hidden()
    expect(floor.locator("#approvals tbody tr")).to_have_count(1)
