"""A screen on a wall in a real browser: opened by its link, live, and dark as soon as somebody takes it down."""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.barriers import barriers
from tests.web.floor.floor_browser import WIDE, at_floor, seat
from tests.web.office import LAURA, Office

pytestmark = pytest.mark.browser


@pytest.fixture
def floor(chromium: Browser, office: Office, address: str) -> Iterator[Page]:
    """Give the supervisor's page at the list of screens."""
    context = chromium.new_context(base_url=address, viewport=WIDE, bypass_csp=True)
    page = at_floor(context, office)
    page.get_by_role("link", name="Pantallas").click()
    yield page
    context.close()


@pytest.fixture
def wall(chromium: Browser, address: str) -> Iterator[Page]:
    """Give a screen in which nobody has signed in; its page's policy refuses nothing of it."""
    context = chromium.new_context(base_url=address, viewport={"width": 1920, "height": 1080})
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [each for each in complaints if "ERR_" not in each and "status of" not in each] == []


def link_of(floor: Page) -> str:
    """Add a screen and give its link."""
    floor.get_by_label("Dónde está").fill("Sala norte")
    floor.keyboard.press("Enter")
    return floor.locator("#link").input_value()


def test_a_screen_lives_by_itself_and_goes_dark_when_it_is_taken_down(floor: Page, wall: Page, office: Office) -> None:
    """Its link leads to the figures, which change by themselves; the pass is in no address; taken down, it says so."""
    assert barriers(floor) == []
    wall.goto(link_of(floor))
    assert barriers(floor) == []
    expect(wall).to_have_url(re.compile("/floor/wallboard$"))
    waiting = wall.locator("article").first.locator('[data-cell="waiting"]')
    expect(waiting).to_have_text("0")
    seat(office, LAURA)
    expect(wall.locator('[data-cell="available"]')).to_have_text("1")
    office.scene.desk.unavailable(office.identity(LAURA))
    office.scene.caller()
    expect(waiting).to_have_text("1")
    office.clock.advance(3 * 24 * 3600)
    wall.reload()
    expect(waiting).to_have_text("1")
    office.clock.advance(-3 * 24 * 3600)
    floor.goto("/floor/screens")
    floor.get_by_role("button", name="Quitar la pantalla Sala norte").click()
    expect(floor.get_by_text("La pantalla quedó quitada")).to_be_visible()
    expect(wall).to_have_url(re.compile("/floor/wallboard/open$"))
    expect(wall.get_by_role("status")).to_contain_text("Esta pantalla no tiene permiso, o se lo quitaron.")
    assert barriers(floor) == []


def test_a_link_that_is_over_says_so(wall: Page) -> None:
    """Who opens an old or a wrong link reads what to do."""
    for link in ("/floor/wallboard/open", "/floor/wallboard/open#AAAAAAAAAAAAAAAAAAAAAA"):
        wall.goto("/desk/sign-in")
        wall.goto(link)
        expect(wall.get_by_role("status")).to_contain_text("Pida un enlace nuevo a un supervisor.")


def test_the_clock_is_the_institutions_wherever_the_screen_stands(
    floor: Page, chromium: Browser, office: Office
) -> None:
    """A screen whose own clock is that of Tokyo tells Bogota's time, as the reports do."""
    context = chromium.new_context(timezone_id="Asia/Tokyo", locale="es-CO")
    wall = context.new_page()
    wall.goto(link_of(floor))
    told = office.clock.now().astimezone(ZoneInfo("America/Bogota"))
    expect(wall.locator("#clock")).to_have_text(re.compile(f"^{told:%I}:[0-5][0-9] [ap]"))
    context.close()
