"""The floor in a real browser: live without reloading, by keyboard, for every eye, and big on a wall."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from ivr.stores.demo_staff import DemoStaff
from tests.e2e.barriers import barriers
from tests.web.office import BERTA, LAURA, PABLO, Office
from tests.web.office import Browser as Client
from tests.web.shift import LAURAS

pytestmark = pytest.mark.browser
WIDE: ViewportSize = {"width": 1280, "height": 900}


def at_floor(context: BrowserContext, office: Office) -> Page:
    """Sign the supervisor in: her page is the floor."""
    page = context.new_page()
    page.goto("/desk")
    office.clock.advance(30)
    page.locator("#user").fill(BERTA.user)
    page.locator("#password").fill(BERTA.password)
    page.locator("#code").fill(Client(office, office.pages.test_client()).code(BERTA))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/floor$"))
    expect(page.locator("#queues tbody tr")).to_have_count(2)
    return page


@pytest.fixture
def floor(chromium: Browser, office: Office, address: str) -> Iterator[Page]:
    """Give a floor at which a supervisor sits; the page's own policy refuses nothing of it."""
    context = chromium.new_context(base_url=address, viewport=WIDE)
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield at_floor(context, office)
    context.close()
    assert [each for each in complaints if "ERR_" not in each and "status of" not in each] == []


def seat(office: Office, *people: DemoStaff) -> None:
    """Have agents take calls."""
    for person in people:
        agent = office.identity(person)
        office.scene.desk.heartbeat(agent)
        office.scene.desk.available(agent)


def test_it_is_live(floor: Page, office: Office) -> None:
    """A caller, an agent and the step at the keypad appear by themselves; what is typed does not."""
    seat(office, LAURA)
    agent = floor.locator("#agents tr", has_text=LAURA.name)
    expect(agent).to_contain_text("Disponible")
    handoff = office.scene.at_keypad(office.identity(LAURA), office.scene.caller())
    expect(agent).to_contain_text("digita el código")
    office.scene.caller()
    expect(floor.locator("#waiting tbody tr")).to_have_count(1)
    expect(floor.locator("#queues tbody tr").first.locator('[data-cell="waiting"]')).to_have_text("1")
    office.scene.types(handoff.call, "654321")
    expect(agent).not_to_contain_text("digita el código")
    assert "654321" not in floor.content()


def test_a_supervisor_works_by_keyboard(floor: Page, office: Office) -> None:
    """An agent is sent to a break from their row, with keys alone; focus comes back to where it was."""
    seat(office, LAURA)
    name = floor.get_by_role("button", name=LAURA.name)
    name.focus()
    floor.keyboard.press("Enter")
    expect(floor.get_by_role("dialog", name=LAURA.name)).to_be_visible()
    floor.locator("#agent-state").focus()
    floor.keyboard.type("En pausa: Almuerzo")
    floor.keyboard.press("Tab")
    floor.keyboard.press("Enter")
    expect(floor.locator("#agents tr", has_text=LAURA.name)).to_contain_text("En pausa: Almuerzo")
    expect(name).to_be_focused()
    assert office.scene.floor.agent("serfinansa", LAURAS).reason == "lunch"


def test_what_hurts_is_pressed_twice(floor: Page, office: Office) -> None:
    """One slip of a finger frees nobody."""
    seat(office, LAURA)
    handoff = office.scene.talking(office.identity(LAURA), office.scene.caller())
    expect(floor.locator("#agents tr", has_text=LAURA.name)).to_contain_text("verifica quién llama")
    floor.get_by_role("button", name=LAURA.name).click()
    floor.get_by_role("button", name="Liberar asesor").click()
    floor.keyboard.press("Escape")
    assert office.scene.again(handoff).state == "talking"
    floor.get_by_role("button", name=LAURA.name).click()
    floor.get_by_role("button", name="Liberar asesor").click()
    floor.get_by_role("button", name="Confirmar: liberar").click()
    expect(floor.locator("#agents tr", has_text=LAURA.name)).to_contain_text("Disponible")
    assert office.scene.again(handoff).outcome == "agent_lost"


def test_callers_are_placed(floor: Page, office: Office) -> None:
    """The second one is put first, the other one waits elsewhere."""
    office.scene.desk.heartbeat(office.identity(LAURA))
    first = office.scene.caller()
    office.clock.advance(1)
    office.scene.caller()
    expect(floor.locator("#waiting tbody tr")).to_have_count(2)
    floor.get_by_role("button", name="Dar el primer turno").last.click()
    expect(floor.locator("#waiting tbody tr").first).to_contain_text("primero")
    floor.get_by_role("button", name="Pasar a otra fila").last.click()
    floor.get_by_label("Fila", exact=True).select_option(label="Atención general")
    floor.get_by_role("button", name="Pasar", exact=True).click()
    expect(floor.locator("#waiting tbody tr").last).to_contain_text("Atención general")
    assert office.scene.handoff(first).queue == "general"


def test_a_queue_is_closed_and_an_announcement_made(floor: Page, office: Office) -> None:
    """Both stand on the page with who did it, and both are taken back."""
    floor.get_by_role("button", name="Cerrar la fila Claves").click()
    floor.get_by_label("Motivo").fill("simulacro")
    floor.get_by_role("button", name="Cerrar fila").click()
    expect(floor.locator("#queues")).to_contain_text("Cerrada por Berta Salas hasta que alguien lo quite: simulacro")
    floor.get_by_role("button", name="Aviso antes del menú").click()
    floor.get_by_label("Aviso", exact=True).select_option(label="Un texto propio…")
    floor.get_by_label("Texto, como se va a oír").fill("Hoy atendemos hasta las cuatro.")
    floor.get_by_role("button", name="Poner aviso").click()
    expect(floor.locator("#announcement")).to_contain_text("Hoy atendemos hasta las cuatro.")
    assert office.notices.current(office.scene.effect("CA1", "CA1:1")).endswith("Hoy atendemos hasta las cuatro.")
    floor.get_by_role("button", name="Quitar aviso").click()
    expect(floor.locator("#announcement")).to_be_hidden()
    floor.get_by_role("button", name="Abrir la fila Claves").click()
    expect(floor.get_by_role("button", name="Cerrar la fila Claves")).to_be_visible()


def test_a_refusal_is_read(floor: Page, office: Office) -> None:
    """What cannot be done is told in a sentence."""
    office.scene.desk.heartbeat(office.identity(LAURA))
    call = office.scene.caller()
    button = floor.get_by_role("button", name="Dar el primer turno")
    expect(button).to_be_visible()
    floor.context.set_offline(True)
    office.scene.callers.ended("serfinansa", call)
    floor.context.set_offline(False)
    if button.is_visible():
        button.click()
        expect(floor.locator("#refusal")).to_contain_text("ya no espera")


def test_an_alarm_is_told_and_counted(floor: Page, office: Office) -> None:
    """What begins to alarm is said to ears, counted in the title, and rung only once somebody wants it."""
    office.scene.desk.heartbeat(office.identity(LAURA))
    expect(floor.get_by_role("button", name="Sonido apagado")).to_have_attribute("aria-pressed", "false")
    for _ in range(office.institution.thresholds.waiting_alarm):
        office.scene.caller()
    expect(floor.locator("#announcer")).to_contain_text("Fila Claves: muchas personas esperan")
    expect(floor).to_have_title(re.compile(r"^\(1\) Piso"))
    floor.get_by_role("button", name="Sonido apagado").click()
    expect(floor.get_by_role("button", name="Sonido encendido")).to_have_attribute("aria-pressed", "true")


def busy(office: Office) -> None:
    """Have a floor with something of everything."""
    seat(office, LAURA, PABLO)
    office.scene.at_keypad(office.identity(LAURA), office.scene.caller())
    office.scene.desk.unavailable(office.identity(PABLO), office.institution.not_ready[0].id)
    for _ in range(16):
        office.scene.caller()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(chromium: Browser, office: Office, address: str, scheme: str) -> None:
    """The floor, each dialog and the wallboard keep WCAG 2.2 AA as far as axe-core can tell, by day and by night."""
    context = chromium.new_context(
        base_url=address, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True, reduced_motion="reduce"
    )
    page = at_floor(context, office)
    busy(office)
    expect(page.locator("#waiting tbody tr")).to_have_count(16)
    page.get_by_text("Cómo se cuenta").click()
    found = barriers(page)
    for opener in (LAURA.name, "Cerrar la fila Claves", "Aviso antes del menú", "Pasar a otra fila"):
        page.get_by_role("button", name=opener).first.click()
        found += barriers(page)
        page.keyboard.press("Escape")
    page.goto("/floor/wallboard")
    expect(page.locator("article")).to_have_count(2)
    found += barriers(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [1280, 640])
def test_it_fits_and_reflows(chromium: Browser, office: Office, address: str, width: int) -> None:
    """At 1280 pixels nothing is cut off; at twice the size tables scroll within themselves, never the page."""
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 720})
    page = at_floor(context, office)
    busy(office)
    expect(page.locator("#waiting tbody tr")).to_have_count(16)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == WIDE["width"]:
        scrolled = (
            "[...document.querySelectorAll('.scroll')].filter((each) => each.scrollWidth > each.clientWidth).length"
        )
        assert page.evaluate(scrolled) == 0
    for button in page.locator("main button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 24
    context.close()


def test_the_wallboard_is_read_from_afar(chromium: Browser, office: Office, address: str) -> None:
    """On a screen of 1920 by 1080 all is there without scrolling, in figures of 90 pixels and words of 30 at least."""
    context = chromium.new_context(base_url=address, viewport=WIDE)
    page = at_floor(context, office)
    busy(office)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto("/floor/wallboard")
    expect(page.locator("article").first.locator('[data-cell="waiting"]')).to_have_text("16")
    expect(page.locator('[data-cell="busy"]')).to_have_text("1")
    sizes = "(all) => all.map((each) => parseFloat(getComputedStyle(each).fontSize))"
    assert min(page.locator("dd").evaluate_all(sizes)) >= 90
    assert min(page.locator("dt, h1, h2").evaluate_all(sizes)) >= 30
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
    context.close()
