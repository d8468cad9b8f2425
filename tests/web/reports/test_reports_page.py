"""Reports and audit in a real browser: plots drawn from the tables beside them, no barrier, and paper."""

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from ivr.stores.demo.staff import DemoStaff
from tests.e2e.barriers import barriers
from tests.web.office import BERTA, RAMIRO, Office
from tests.web.reports.days import remember

pytestmark = pytest.mark.browser
WEEK = "from=2026-02-26&to=2026-03-04"
PAGES = (f"/reports?{WEEK}", f"/reports/calls?figure=offered&{WEEK}", "/reports?from=2026-01-01&to=2026-01-01")


def sign_in(page: Page, office: Office, person: DemoStaff) -> None:
    """Fill in the form, with a code that was not used before."""
    office.clock.advance(30)
    page.goto("/desk/sign-in")
    page.locator("#user").fill(person.user)
    page.locator("#password").fill(person.password)
    page.locator("#code").fill(pyotp.TOTP(person.totp_secret).at(office.clock.now()))
    page.keyboard.press("Enter")
    expect(page.locator("header.top .who")).to_contain_text(person.name)


@pytest.fixture
def berta(page: Page, office: Office) -> Page:
    """Give a supervisor's browser, in an office with a past."""
    remember(office)
    sign_in(page, office, BERTA)
    return page


def colours(page: Page, plot: str) -> int:
    """Count the different colours that a plot's canvas shows."""
    counted: int = page.evaluate(
        """(plot) => {
            const canvas = document.querySelector(`figure[data-plot="${plot}"] canvas`);
            const drawn = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(drawn.data.buffer)).size;
        }""",
        plot,
    )
    return counted


def test_plots_are_drawn_from_the_table_beside_them(berta: Page) -> None:
    """Three plots with lines, a legend that names them, and as many rows in the table as days."""
    berta.goto(f"/reports?{WEEK}")
    expect(berta.locator("figure canvas")).to_have_count(3)
    assert colours(berta, "offered answered abandoned") > 10
    expect(berta.locator("figure[data-plot^=service] .u-legend")).to_contain_text("Nivel de servicio")
    expect(berta.locator("#table-days tbody tr")).to_have_count(3)


def test_somebody_follows_a_figure_to_a_call(berta: Page) -> None:
    """From a queue's abandoned callers to their list, and on to one of the calls."""
    berta.goto(f"/reports?{WEEK}")
    berta.locator("#table-queues tbody tr", has_text="Claves").locator("td a").nth(0).click()
    expect(berta.get_by_role("heading", level=1)).to_contain_text("Entraron")
    berta.locator("tbody th a").first.click()
    expect(berta.get_by_role("heading", name="Paso a paso")).to_be_visible()
    expect(berta.locator("tbody")).to_contain_text("Número de documento")


def test_the_filters_say_what_is_shown(berta: Page) -> None:
    """A queue and a period are chosen by hand, and stay chosen."""
    berta.goto("/reports")
    berta.get_by_role("combobox", name="Fila").select_option("claves")
    berta.get_by_label("Desde").fill("2026-03-03")
    berta.get_by_label("Hasta").fill("2026-03-03")
    berta.get_by_role("button", name="Mostrar").click()
    expect(berta.get_by_role("combobox", name="Fila")).to_have_value("claves")
    expect(berta.get_by_role("heading", name="Por media hora")).to_be_visible()
    expect(berta.locator("#table-queues tbody tr")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(chromium: Browser, office: Office, address: str, scheme: str) -> None:
    """By day and by night, full and empty, list and story: WCAG 2.2 AA as far as axe-core can tell."""
    remember(office)
    context = chromium.new_context(
        base_url=address, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    )
    page = context.new_page()
    sign_in(page, office, BERTA)
    found = []
    for path in PAGES:
        page.goto(path)
        found += barriers(page)
    page.goto(PAGES[1])
    page.locator("tbody th a").first.click()
    found += barriers(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [1280, 640])
def test_it_fits_and_reflows(chromium: Browser, office: Office, address: str, width: int) -> None:
    """At 1280 pixels and at twice the size only a table may be scrolled sideways, by keyboard too."""
    remember(office)
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 720})
    page = context.new_page()
    sign_in(page, office, BERTA)
    for path in PAGES:
        page.goto(path)
        assert (path, page.evaluate("document.documentElement.scrollWidth") <= width) == (path, True)
    assert page.locator(".wide:not([tabindex='0'])").count() == 0
    context.close()


def test_paper_has_the_figures_and_not_the_controls(berta: Page) -> None:
    """Printed: tables and plots, no forms and buttons."""
    berta.goto(f"/reports?{WEEK}")
    berta.emulate_media(media="print")
    expect(berta.locator("form.filters")).to_be_hidden()
    expect(berta.get_by_role("button", name="Imprimir")).to_be_hidden()
    expect(berta.locator("#table-days")).to_be_visible()
    expect(berta.locator("figure canvas").first).to_be_visible()


def test_an_auditor_proves_the_chain(page: Page, office: Office) -> None:
    """One button: how many records are in order, and the last hash to write down elsewhere."""
    remember(office)
    sign_in(page, office, RAMIRO)
    page.goto(f"/audit?{WEEK}")
    page.get_by_role("button", name="Verificar la cadena").click()
    expect(page.locator("#proof")).to_contain_text("registros están en orden. Última huella:")
    assert barriers(page) == []
    page.get_by_label("Qué").select_option("key_replaced")
    page.get_by_role("button", name="Buscar").click()
    expect(page.locator("tbody")).to_contain_text("Clave cambiada")
    expect(page.locator("tbody")).not_to_contain_text("Código enviado")
