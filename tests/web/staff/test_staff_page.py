"""The administrators' page in a real browser: somebody joins, signs in, changes and leaves; no barrier for anybody."""

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from ivr.stores.demo.staff import DemoStaff
from tests.e2e.barriers import barriers
from tests.web.office import ADELA, BERTA, LAURA, Office

pytestmark = pytest.mark.browser
PAGES = ("/staff", "/staff?q=nadie", "/staff/add", "/staff/people/laura", "/staff/people/adela", "/desk/password")


def sign_in(page: Page, office: Office, person: DemoStaff) -> None:
    """Fill in the form by keyboard, with a code that was not used before."""
    office.clock.advance(30)
    page.goto("/desk/sign-in")
    page.locator("#user").fill(person.user)
    for text in (person.password, pyotp.TOTP(person.totp_secret).at(office.clock.now())):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")


@pytest.fixture
def administrator(page: Page, office: Office) -> Page:
    """Give the list of staff, as Adela sees it when she has signed in."""
    sign_in(page, office, ADELA)
    expect(page.get_by_role("heading", name="Personal")).to_be_visible()
    return page


def test_somebody_joins_and_comes(administrator: Page, office: Office, chromium: Browser, address: str) -> None:
    """An administrator adds somebody; with what is on the screen once, they sign in and choose their own password."""
    administrator.get_by_role("button", name="Agregar a alguien").click()
    administrator.get_by_label("Nombre").fill("Rosa Mier")
    administrator.get_by_label("Usuario").fill("Rosa.Mier")
    administrator.get_by_role("radio", name="Supervisor").check()
    administrator.get_by_role("button", name="Agregar").click()
    expect(administrator.get_by_role("heading", name="Entregue esto a Rosa Mier")).to_be_visible()
    assert barriers(administrator) == []
    password = administrator.locator(".means code").inner_text()
    secret = administrator.locator("code.letters").inner_text().replace(" ", "")
    other = chromium.new_context(base_url=address).new_page()
    sign_in(other, office, DemoStaff("rosa.mier", "Rosa Mier", "supervisor", password, secret))
    expect(other.get_by_role("heading", name="Elija su contraseña")).to_be_visible()
    other.get_by_label("Contraseña actual").fill(password)
    other.get_by_label("Contraseña nueva", exact=True).fill("la clave que Rosa eligió")
    other.get_by_label("Contraseña nueva, otra vez").fill("la clave que Rosa eligió")
    other.get_by_role("button", name="Guardar e ingresar").click()
    expect(other.get_by_role("heading", name="Elija su contraseña")).to_have_count(0)
    administrator.get_by_role("button", name="Ya lo entregué").click()
    expect(administrator.get_by_role("radio", name="Supervisor")).to_be_checked()
    other.context.close()


def test_an_agent_at_the_desk_is_out_at_once(
    administrator: Page, office: Office, chromium: Browser, address: str
) -> None:
    """The desk that is open in another browser goes to the sign-in by itself, without being touched."""
    desk = chromium.new_context(base_url=address).new_page()
    sign_in(desk, office, LAURA)
    expect(desk.locator('body[data-stage="offline"]')).to_be_visible()
    administrator.get_by_role("link", name="Laura Gómez").click()
    administrator.get_by_text("Terminar sus permisos").click()
    administrator.get_by_role("button", name="Terminar los permisos").click()
    expect(administrator.get_by_text("Los permisos de Laura Gómez terminaron.")).to_be_visible()
    expect(desk.get_by_role("button", name="Ingresar")).to_be_visible()
    desk.context.close()


def test_a_mistake_is_told_at_its_field(administrator: Page) -> None:
    """What was typed stays, and a reader of the screen hears what is wrong with it."""
    administrator.goto("/staff/add")
    administrator.get_by_label("Nombre").fill("Rosa Mier")
    administrator.get_by_label("Usuario").fill("rosa mier")
    administrator.get_by_label("Teléfono").fill("123")
    administrator.get_by_role("button", name="Agregar").click()
    expect(administrator.get_by_label("Nombre")).to_have_value("Rosa Mier")
    expect(administrator.get_by_label("Usuario")).to_have_attribute("aria-invalid", "true")
    expect(administrator.get_by_text("Ese no es un teléfono colombiano.")).to_be_visible()
    assert barriers(administrator) == []


def test_by_keyboard_alone(administrator: Page) -> None:
    """From the list to somebody's place and to a deed, with no mouse; the first Tab offers to skip the bar."""
    administrator.goto("/staff")
    administrator.keyboard.press("Tab")
    expect(administrator.get_by_role("link", name="Ir al contenido")).to_be_focused()
    administrator.keyboard.press("Enter")
    administrator.get_by_role("link", name="Pablo Ruiz").focus()
    administrator.keyboard.press("Enter")
    administrator.get_by_text("Cerrar sus sesiones").focus()
    administrator.keyboard.press("Enter")
    administrator.keyboard.press("Tab")
    expect(administrator.get_by_role("button", name="Cerrar las sesiones")).to_be_focused()
    administrator.keyboard.press("Enter")
    expect(administrator.get_by_text("Las sesiones de Pablo Ruiz quedaron cerradas.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 640])
def test_no_barrier_and_no_scrolling_sideways(administrator: Page, width: int) -> None:
    """Every page passes axe by day and by night, and fits at 1280 wide and at 200 %."""
    administrator.set_viewport_size({"width": width, "height": 720})
    for path in PAGES:
        for scheme in ("light", "dark"):
            administrator.emulate_media(color_scheme=scheme)
            administrator.goto(path)
            for deed in administrator.locator("details").all():
                deed.evaluate("it => { it.open = true }")
            assert (path, scheme, barriers(administrator)) == (path, scheme, [])
        assert administrator.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_supervisor_sees_no_staff(page: Page, office: Office) -> None:
    """The bar of another role has no way to the list, and its address leads nowhere."""
    sign_in(page, office, BERTA)
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto("/staff")
    expect(page.get_by_text("Su perfil no permite abrir esta página")).to_be_visible()
    expect(page.get_by_role("link", name="Personal")).to_have_count(0)
    assert barriers(page) == []
