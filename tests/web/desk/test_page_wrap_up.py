"""Wrap-up and pauses on the agent's page, in a real browser: by keyboard, in two windows, after a reload."""

import pytest
from playwright.sync_api import Browser, Page, expect
from redis import Redis

from ivr.agents.agent import AgentState
from ivr.agents.desk.wrapping import Wrapping
from ivr.agents.handoff import Handoff
from ivr.institutions import Institution
from ivr.stores.intervals import IntervalCarrier
from ivr.stores.records import Records
from tests.conftest import FixedClock
from tests.web.desk.test_page import barriers, in_call, sign_in, stage
from tests.web.office import LAURA, Office

pytestmark = pytest.mark.browser


@pytest.fixture
def office(redis: "Redis", clock: FixedClock, institution: Institution, records: Records) -> Office:
    """Give an office whose calls are followed by the table's wrap-up: 30 seconds, a code required."""
    return Office(redis, clock, institution, records, with_wrap_up=True)


def after_call(page: Page, office: Office) -> Handoff:
    """Take a call and finish it, by keyboard."""
    handoff = in_call(page, office)
    for _ in range(2):
        page.keyboard.press("Alt+f")
    stage(page, "wrap_up")
    return handoff


def passes(office: Office, seconds: int) -> None:
    """Let time pass at the worker, with the page open."""
    for _ in range(seconds):
        office.clock.advance(1)
        office.scene.desk.heartbeat(office.identity(LAURA))
        office.scene.reconciler.tend()


def saved(page: Page, note: str) -> None:
    """Wait until the service has the note."""
    look = "(await (await fetch('/desk/view')).json()).wrap_up.note"
    wait = "await new Promise((done) => setTimeout(done, 100))"
    page.evaluate(f"async (note) => {{ while ({look} !== note) {wait}; }}", note)


def test_a_wrap_up_by_keyboard(page: Page, office: Office) -> None:
    """Code and note are kept as they are written; the agent is ready when they say so."""
    handoff = after_call(page, office)
    expect(page.locator("#wrap-up-required")).to_have_text("(falta elegirlo)")
    page.keyboard.press("Alt+f")
    expect(page.locator("#refusal")).to_contain_text("Falta elegir el resultado")
    page.keyboard.press("Alt+2")
    expect(page.locator("#wrap-up-required")).to_be_empty()
    page.locator("#wrap-up-note").fill("No recordó la ciudad")
    page.keyboard.press("Tab")
    expect(page.locator("#wrap-up-follow-up")).to_be_focused()
    page.keyboard.type("Llamar a las 10:30")
    page.keyboard.press("Alt+f")
    stage(page, "available")
    kept = office.scene.records.handoffs[handoff.id]
    assert (kept.wrap_up_code, kept.note, kept.follow_up) == (
        "not_confirmed",
        "No recordó la ciudad",
        "Llamar a las 10:30",
    )
    assert kept.wrapped_up is not None


def test_what_was_written_is_kept_without_a_button(page: Page, office: Office) -> None:
    """Time ends it: what stood in the form by then is in the records."""
    handoff = after_call(page, office)
    page.keyboard.press("Alt+1")
    page.locator("#wrap-up-note").press_sequentially("Quiere otra tarjeta")
    expect(page.locator("#wrap-up-left")).to_contain_text("Quedan")
    saved(page, "Quiere otra tarjeta")
    passes(office, 31)
    stage(page, "available")
    assert office.scene.records.handoffs[handoff.id].note == "Quiere otra tarjeta"


def test_a_secret_is_refused_and_stays_on_the_page(page: Page, office: Office) -> None:
    """The agent reads why, and can mend what they wrote."""
    handoff = after_call(page, office)
    page.locator("#wrap-up-note").fill("la clave es 4821")
    page.keyboard.press("Tab")
    expect(page.locator("#refusal")).to_contain_text("No escriba cuatro dígitos seguidos")
    expect(page.locator("#wrap-up-note")).to_have_value("la clave es 4821")
    assert office.scene.again(handoff).note == ""


def test_a_reload_in_wrap_up(page: Page, office: Office) -> None:
    """The page that is opened again shows what was saved, and the same time left."""
    after_call(page, office)
    page.keyboard.press("Alt+7")
    page.locator("#wrap-up-note").fill("se cortó")
    page.keyboard.press("Tab")
    expect(page.locator("#wrap-up-required")).to_be_empty()
    saved(page, "se cortó")
    office.clock.advance(10)
    page.reload()
    stage(page, "wrap_up")
    expect(page.locator("#wrap-up-note")).to_have_value("se cortó")
    expect(page.get_by_label("Otro asunto")).to_be_checked()
    left = page.locator("#wrap-up-left").inner_text()
    assert left.startswith(("Quedan 0:2", "Quedan 0:1")), left


def test_two_windows_show_the_same(page: Page, office: Office) -> None:
    """What one window saves, the other shows; half a note in it stays; when one is done, both are."""
    after_call(page, office)
    other = page.context.new_page()
    other.goto("/desk")
    stage(other, "wrap_up")
    other.locator("#wrap-up-follow-up").focus()
    other.keyboard.type("medio")
    page.get_by_label("La llamada se cortó").check()
    expect(other.get_by_label("La llamada se cortó")).to_be_checked()
    expect(other.locator("#wrap-up-follow-up")).to_have_value("medio")
    page.keyboard.press("Alt+f")
    stage(page, "available")
    stage(other, "available")


def test_more_time_once(page: Page, office: Office) -> None:
    """The button says by itself when it helps no more."""
    after_call(page, office)
    page.keyboard.press("Alt+m")
    expect(page.locator('[data-action="more-time"]')).to_be_disabled()
    expect(page.locator("#wrap-up-left")).to_contain_text("Quedan 0:5")


def test_a_pause_with_a_reason(page: Page, office: Office) -> None:
    """The menu is opened and left by keyboard; the page says why, and how long that is in order."""
    sign_in(page, office)
    stage(page, "offline")
    page.keyboard.press("Alt+d")
    stage(page, "available")
    page.keyboard.press("Alt+d")
    expect(page.locator("#pause-menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#pause-menu")).to_be_hidden()
    page.keyboard.press("Alt+d")
    expect(page.get_by_role("button", name="Descanso")).to_be_focused()
    page.keyboard.press("Enter")
    stage(page, "not_ready")
    expect(page.locator("#presence")).to_have_text("En pausa · Descanso")
    expect(page.locator("#pause-left")).to_contain_text("Quedan 14:")
    for _ in range(2):  # a session that nobody touches for fifteen minutes is over
        office.clock.advance(500)
        page.reload()
    expect(page.locator("#pause-left")).to_contain_text("Lleva 1:4")
    page.keyboard.press("Alt+d")
    stage(page, "available")


def test_a_pause_after_this_call(page: Page, office: Office) -> None:
    """Chosen in the call, kept through wrap-up, and begun with its reason when that is over."""
    in_call(page, office)
    page.keyboard.press("Alt+d")
    expect(page.locator("#pause-title")).to_have_text("Cuando termine, pausar por")
    page.get_by_role("button", name="Descanso").click()
    expect(page.locator("#presence")).to_have_text("En llamada · después, descanso")
    for _ in range(2):
        page.keyboard.press("Alt+f")
    stage(page, "wrap_up")
    page.keyboard.press("Alt+1")
    page.keyboard.press("Alt+f")
    stage(page, "not_ready")
    expect(page.locator("#pause-reason-now")).to_have_text("Descanso")


def test_the_agents_own_day(page: Page, office: Office, records: Records) -> None:
    """Calls, mean handling time and the time in each state stand below, from the records."""
    handoff = after_call(page, office)
    passes(office, 20)
    Wrapping(office.scene.centre).finish(office.identity(LAURA), handoff.id, {"wrap_up_code": "other"})
    stage(page, "available")
    passes(office, 40)
    IntervalCarrier(office.redis, records, office.clock, ("serfinansa",)).run()
    page.reload()
    stage(page, "available")
    expect(page.locator("#day-states")).to_contain_text("Cierre de la llamada0:20", use_inner_text=False)
    expect(page.locator("#day-states")).to_contain_text("Disponible0:40", use_inner_text=False)
    assert office.scene.desk.view(office.identity(LAURA)).state == AgentState.AVAILABLE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_between_calls(chromium: Browser, office: Office, address: str, scheme: str) -> None:
    """Wrap-up, the menu of reasons and the pause keep WCAG 2.2 AA, by day and by night, and fit at 1280 and 640."""
    context = chromium.new_context(
        base_url=address, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/desk")
    after_call(page, office)
    page.keyboard.press("Alt+2")
    found = barriers(page)
    for width in (640, 1280):
        page.set_viewport_size({"width": width, "height": 720})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Alt+d")
    expect(page.locator("#pause-menu")).to_be_visible()
    found += barriers(page)
    page.get_by_role("button", name="Almuerzo").click()
    page.keyboard.press("Alt+f")
    stage(page, "not_ready")
    found += barriers(page)
    context.close()
    assert found == []
