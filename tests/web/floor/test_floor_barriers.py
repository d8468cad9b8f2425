"""The floor for every eye: no barrier for anybody, twice as big, and on a wall."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.barriers import barriers
from tests.web.floor.floor_browser import WIDE, at_floor, busy
from tests.web.office import LAURA, Office

pytestmark = pytest.mark.browser


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
    visible = "[...document.querySelectorAll('main button')].filter((each) => each.checkVisibility())"
    heights = f"{visible}.map((each) => each.offsetHeight)"
    assert min(page.evaluate(heights)) >= 24  # at one moment: the page is drawn anew as things happen
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
    for width, height in [(1920, 1080), (1366, 768), (1280, 1024), (2560, 1080)]:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollHeight") <= height
    context.close()
