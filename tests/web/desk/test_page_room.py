"""The room at the desk, in a real browser: hold, mute, help, a colleague and a transfer, by keyboard, for every eye."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.agents.room.room import RoomScene
from tests.web.desk.test_page import barriers, in_call, sign_in, stage
from tests.web.office import BERTA, LAURA, PABLO, Office

pytestmark = pytest.mark.browser
LONG = " ".join(["Ya confirmó <sus> datos."] * 18)


def state(page: Page, *lines: str) -> None:
    """Read what is so in the room, in exactly these lines."""
    expect(page.locator("#room-state li")).to_have_text(list(lines))


def test_hold_mute_and_help_by_keyboard(page: Page, office: Office) -> None:
    """Each key does and undoes; what is so stands beside the caller's name."""
    handoff = in_call(page, office)
    page.keyboard.press("Alt+e")
    state(page, "El cliente escucha música")
    expect(page.locator("#hold span")).to_have_text("Retomar")
    assert office.scene.switchboard.hears(handoff.id, handoff.call) == frozenset()
    page.keyboard.press("Alt+s")
    state(page, "El cliente escucha música", "Nadie lo oye a usted")
    page.keyboard.press("Alt+e")
    page.keyboard.press("Alt+s")
    state(page)
    page.keyboard.press("Alt+y")
    state(page, "Pidió ayuda: el supervisor ya lo ve")
    page.keyboard.press("Alt+y")
    state(page)


def test_a_supervisor_is_seen(page: Page, office: Office) -> None:
    """Who listens, and whether the caller hears them, is read at once and without asking."""
    handoff, rooms = in_call(page, office), RoomScene(office.scene)
    berta = office.identity(BERTA)
    rooms.listening.listen(berta, handoff.id)
    state(page, f"{BERTA.name} va a entrar")
    rooms.comes(handoff, berta)
    state(page, f"{BERTA.name} escucha esta llamada")
    rooms.listening.whisper(berta, handoff.id)
    state(page, f"{BERTA.name} le habla a usted; el cliente no lo oye")


def test_a_colleague_is_asked_and_takes_over(page: Page, office: Office) -> None:
    """By keyboard: the list opens, a colleague is asked, three talk, and the call is left to them."""
    office.at_desk(PABLO).post("/desk/available")
    handoff, rooms = in_call(page, office), RoomScene(office.scene)
    page.keyboard.press("Alt+x")
    page.get_by_role("button", name=f"Consultar a {PABLO.name}").press("Enter")
    expect(page.locator("#consulting")).to_contain_text("Su teléfono está timbrando.")
    expect(page.locator("#others")).to_be_hidden()
    expect(page.locator("#consulting")).to_be_visible()
    rooms.comes(handoff, office.identity(PABLO))
    expect(page.locator("#consulting")).to_contain_text("el cliente escucha música")
    page.keyboard.press("Alt+e")
    expect(page.locator("#consulting")).to_contain_text("hablan los tres")
    page.get_by_role("button", name="Dejarle la llamada").press("Enter")
    stage(page, "available")
    expect(page.locator('[data-for="available"] .last')).to_contain_text("transferida")
    assert office.scene.again(handoff).agent == office.identity(PABLO).id


def test_a_transfer_by_keyboard(page: Page, office: Office) -> None:
    """The list closes with Escape; a queue in it takes the caller."""
    handoff = in_call(page, office)
    page.keyboard.press("Alt+x")
    expect(page.get_by_label("Nota para quien la reciba")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#others")).to_be_hidden()
    expect(page.locator("#to-others")).to_be_focused()
    page.keyboard.press("Alt+x")
    note = page.get_by_label("Nota para quien la reciba")
    note.fill("Su clave es 4821")
    page.get_by_role("button", name="Pasar a Atención general").press("Enter")
    expect(page.locator("#refusal")).to_contain_text("No escriba cuatro dígitos seguidos")
    page.keyboard.press("Alt+x")
    note.fill("Pregunta por su saldo")
    page.get_by_role("button", name="Pasar a Atención general").press("Enter")
    expect(page.locator('body[data-stage="call"]')).to_be_hidden()
    assert (office.scene.again(handoff).queue, office.scene.again(handoff).transfer_note) == (
        "general",
        "Pregunta por su saldo",
    )


def test_the_note_is_read_before_the_voice(page: Page, office: Office) -> None:
    """The page that rings says who transfers the call and what they wrote; it stands in the call too, cut when long."""
    rooms, pablo = RoomScene(office.scene), office.identity(PABLO)
    office.at_desk(PABLO).post("/desk/available")
    handoff = rooms.together(pablo)
    sign_in(page, office)
    stage(page, "offline")
    page.keyboard.press("Alt+d")
    stage(page, "available")
    rooms.transferring.to_agent(pablo, handoff.id, office.identity(LAURA), LONG)
    stage(page, "offered")
    expect(page.locator("#offer-note")).to_have_text(LONG)
    assert barriers(page) == []
    page.keyboard.press("Alt+a")
    stage(page, "call")
    whole, note = page.get_by_role("button", name="Ver todo"), page.locator("#call-note")
    low = int(note.evaluate("note => note.clientHeight"))
    whole.click()
    expect(page.get_by_role("button", name="Ver menos")).to_have_attribute("aria-expanded", "true")
    assert int(note.evaluate("note => note.clientHeight")) > 2 * low


def test_who_is_asked(page: Page, office: Office) -> None:
    """A colleague's page says that they are asked, about which procedure, and lets them go."""
    rooms = RoomScene(office.scene)
    pablo = office.at_desk(PABLO)
    pablo.post("/desk/available")
    handoff = rooms.together(office.identity(PABLO))
    sign_in(page, office)
    stage(page, "offline")
    page.keyboard.press("Alt+d")
    stage(page, "available")
    rooms.consulting.consult(office.identity(PABLO), handoff.id, office.identity(LAURA))
    stage(page, "consultation")
    expect(page.locator("#consultation-procedure")).to_have_text("Restablecer clave")
    expect(page.locator("#consultation-state")).to_have_text("Conteste su teléfono.")
    page.keyboard.press("Alt+f")
    stage(page, "available")


def test_the_call_becomes_theirs(page: Page, office: Office) -> None:
    """When the line of who asked breaks, the page of the colleague is in the call, and says why."""
    rooms = RoomScene(office.scene)
    office.at_desk(PABLO).post("/desk/available")
    handoff = rooms.together(office.identity(PABLO))
    sign_in(page, office)
    stage(page, "offline")
    page.keyboard.press("Alt+d")
    stage(page, "available")
    rooms.consulted(office.identity(PABLO), handoff, office.identity(LAURA))
    stage(page, "consultation")
    rooms.goes(handoff, handoff.agent_leg)
    stage(page, "call")
    state(page, "Se cortó la línea de su colega: la llamada es suya")
    expect(page.locator("#call-title")).to_have_text("Restablecer clave")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(chromium: Browser, office: Office, address: str, scheme: str) -> None:
    """The room with all its parts keeps WCAG 2.2 AA as far as axe-core can tell, and fits at 1280 and at 640."""
    context = chromium.new_context(
        base_url=address, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/desk")
    office.at_desk(PABLO).post("/desk/available")
    handoff, rooms = in_call(page, office), RoomScene(office.scene)
    page.keyboard.press("Alt+s")
    page.keyboard.press("Alt+y")
    page.keyboard.press("Alt+x")
    expect(page.locator("#others")).to_be_visible()
    found = barriers(page)
    page.get_by_role("button", name=f"Consultar a {PABLO.name}").click()
    expect(page.locator("#consulting")).to_be_visible()
    rooms.comes(handoff, office.identity(PABLO))
    expect(page.locator("#consulting")).to_contain_text("el cliente escucha música")
    found += barriers(page)
    for width in (1280, 640):
        page.set_viewport_size({"width": width, "height": 720})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert found == [], "\n".join(found)
