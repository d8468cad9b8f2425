"""The floor in a real browser: live without reloading, by keyboard, and no button that hurts by accident."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.floor.floor_browser import WIDE, at_floor, seat
from tests.web.office import LAURA, Office
from tests.web.shift import LAURAS

pytestmark = pytest.mark.browser


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


def test_a_supervisor_goes_into_the_room(floor: Page, office: Office) -> None:
    """An agent is listened to from their row; who stands there, and who hears them, is seen; one leaves again."""
    seat(office, LAURA)
    scene, laura = office.scene, office.identity(LAURA)
    handoff = scene.talking(laura, scene.caller())
    agent = floor.locator("#agents tr", has_text=LAURA.name)
    expect(agent).to_contain_text("verifica quién llama")
    microphone = floor.locator("#microphone")
    expect(microphone).to_be_hidden()
    agent.get_by_role("button", name="Escuchar").click()
    expect(agent).to_contain_text("Berta Salas escucha (le timbra)")
    expect(microphone).to_contain_text("Le timbra su teléfono para escuchar")
    (guest,) = scene.again(handoff).guests
    scene.switchboard.join(handoff.id, guest.leg, "listener", muted=True)
    scene.event(handoff, "join", guest.leg)
    expect(microphone).to_contain_text(f"la llamada de {LAURA.name}. Su micrófono está cerrado: nadie lo oye.")
    agent.get_by_role("button", name="Susurrar").click()
    expect(microphone).to_contain_text(f"Su micrófono está abierto: lo oye {LAURA.name}; el cliente, no.")
    expect(agent.get_by_role("button", name="Susurrar")).to_have_attribute("aria-pressed", "true")
    agent.get_by_role("button", name="Entrar").click()
    expect(microphone).to_contain_text(f"Su micrófono está abierto: lo oyen {LAURA.name} y el cliente.")
    floor.get_by_role("button", name="Salir de la llamada").click()
    expect(agent).not_to_contain_text("Berta Salas")
    expect(microphone).to_be_hidden()


def test_nobody_is_offered_a_room_at_the_keypad(floor: Page, office: Office) -> None:
    """While the caller types, the buttons that lead into the room do nothing."""
    seat(office, LAURA)
    office.scene.at_keypad(office.identity(LAURA), office.scene.caller())
    expect(floor.locator("#agents tr", has_text=LAURA.name)).to_contain_text("digita el código")
    for name in ("Escuchar", "Susurrar", "Entrar"):
        expect(floor.get_by_role("button", name=name)).to_be_disabled()


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
    """What cannot be done any more is told in a sentence, and put away."""
    seat(office, LAURA)
    handoff = office.scene.talking(office.identity(LAURA), office.scene.caller())
    expect(floor.locator("#agents tr", has_text=LAURA.name)).to_contain_text("verifica quién llama")
    floor.get_by_role("button", name=LAURA.name).click()
    floor.get_by_role("button", name="Liberar asesor").click()
    office.scene.desk.finish(office.identity(LAURA), handoff.id)
    floor.get_by_role("button", name="Confirmar: liberar").click()
    expect(floor.locator("#refusal")).to_contain_text("no tiene una llamada ni un cierre que liberar")
    floor.get_by_role("button", name="Entendido").click()
    expect(floor.locator("#refusal")).to_be_hidden()


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
