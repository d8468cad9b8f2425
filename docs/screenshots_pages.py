"""The pictures of customers' pages, each institution's on a telephone: forms, messages that arrive, and links."""

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize

from ivr.stores.demo.customers import CUSTOMERS
from ivr.stores.demo.guide import demo
from ivr.tables import load

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
NARROW = ViewportSize(width=1100, height=820)
POCKET = ViewportSize(width=390, height=844)
KNOWS_THE_KEY = "22476318"
PATIENCE = 60_000  # milliseconds for what a caller has to hear first


def opened(context: BrowserContext, click: Locator, size: ViewportSize) -> Page:
    """Click what opens a tab, and give the tab."""
    with context.expect_page() as found:
        click.click()
    page: Page = found.value
    page.set_viewport_size(size)
    return page


def picture(page: Page, name: str) -> None:
    """Keep what the page shows."""
    page.wait_for_timeout(600)  # what moves has come to rest
    page.screenshot(path=IMAGES / f"{name}.png")


def help_oneself(context: BrowserContext, network: str) -> None:
    """Visit the pages on a telephone as a customer who knows the key, up to the choice of a new one."""
    customer = next(each for each in CUSTOMERS["serfinansa"] if each.document_number == KNOWS_THE_KEY)
    home = context.new_page()
    home.goto(network)
    page = opened(context, home.get_by_role("link", name="Serfinansa en la web"), POCKET)
    page.get_by_role("link", name="Cambiar mi clave").click()
    page.get_by_role("button", name="Comenzar").click()
    answer(page, Número_de_documento=customer.document_number, Celular_registrado=customer.mobile[3:])
    message = home.locator("#messages li", has_text="codigo es").filter(has_text=customer.mobile).first
    answer(page, Código_de_seguridad=message.inner_text().partition("codigo es ")[2][:6])
    answer(page, Clave_actual=customer.key)
    page.get_by_label("Clave nueva", exact=True).fill("9617")
    picture(page, "page")


def recover(context: BrowserContext, network: str) -> None:
    """Visit Coasmedas' pages on a telephone: a temporary key is typed, and the browser shows that a person does it."""
    customer = demo(load(ROOT / "institutions")).institutions["coasmedas"].customers[0]
    home = context.new_page()
    home.goto(network)
    page = opened(context, home.get_by_role("link", name="Coasmedas en la web"), POCKET)
    page.get_by_role("link", name="Recuperar mi clave").click()
    page.get_by_role("button", name="Comenzar").click()
    page.get_by_label("Sí, los acepto").check()
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("Número de documento").fill(customer.document_number)
    for label in ("Clave temporal", "Repita la clave temporal"):
        page.get_by_label(label, exact=True).fill("7391")
    page.get_by_text("Confirmado: es una persona").wait_for(timeout=PATIENCE)
    page.get_by_role("button", name="Continuar").scroll_into_view_if_needed()
    picture(page, "coasmedas")


def regain(context: BrowserContext, network: str) -> None:
    """Visit Banco Caja Social's page on a telephone: a link and a code by e-mail, and questions on own products."""
    customer = demo(load(ROOT / "institutions")).institutions["banco_caja_social"].customers[0]
    home = context.new_page()
    home.goto(network)
    page = opened(context, home.get_by_role("link", name="Banco Caja Social en la web"), POCKET)
    page.get_by_role("link", name="Olvidé o bloqueé mi clave").click()
    page.get_by_role("button", name="Comenzar").click()
    answer(page, Número_de_documento=customer.document_number)
    home.get_by_role("link", name="Su enlace para una clave").first.wait_for(timeout=PATIENCE)
    inbox = opened(context, home.get_by_role("link", name="Abrir el buzón"), NARROW)
    inbox.get_by_role("link", name="Su enlace para una clave").first.click()
    page.goto(in_letter(inbox, r"(http\S+enlace=\S+)"))
    page.get_by_role("button", name="Seguir con mi trámite").click()
    answer(page, Número_de_documento=customer.document_number)
    page.get_by_label("Sí, envíen el código").check()
    page.get_by_role("button", name="Continuar").click()
    home.get_by_role("link", name="su código de seguridad").first.wait_for(timeout=PATIENCE)
    inbox.goto(f"{network}/mail")
    inbox.get_by_role("link", name="su código de seguridad").first.click()
    answer(page, Código_de_seguridad=in_letter(inbox, r" es (\d{6})"))
    page.get_by_role("heading", name="Preguntas sobre sus productos").wait_for()
    page.set_viewport_size(ViewportSize(width=390, height=1000))
    picture(page, "banco_caja_social")


def in_letter(inbox: Page, pattern: str) -> str:
    """Give what the open letter of the inbox says."""
    found = re.search(pattern, inbox.locator("pre").text_content() or "")
    if not found:
        raise SystemExit(f"The letter does not say {pattern}.")
    return found[1]


def come_in(context: BrowserContext, network: str) -> None:
    """Visit Becoop's pages on a telephone up to the virtual keyboard; and a temporary key in the inbox."""
    members = demo(load(ROOT / "institutions")).institutions["becoop"].customers
    known = next(each for each in members if each.recognition.startswith("kite"))
    home = context.new_page()
    home.goto(network)
    page = opened(context, home.get_by_role("link", name="Becoop en la web"), POCKET)
    page.get_by_role("link", name="Entrar a la zona privada").click()
    page.get_by_role("button", name="Comenzar").click()
    answer(page, Número_de_documento=known.document_number)
    page.get_by_role("group", name="Teclado virtual").wait_for()
    page.set_viewport_size(ViewportSize(width=390, height=1000))
    picture(page, "becoop")
    page.get_by_role("link", name="Pida una clave temporal").click()
    page.get_by_role("button", name="Comenzar").click()
    answer(page, Número_de_documento=known.document_number)
    page.get_by_label("Correo a").check()
    page.get_by_role("button", name="Continuar").click()
    page.get_by_text("Enviamos una clave temporal").wait_for(timeout=PATIENCE)
    home.get_by_role("link", name="Becoop: su clave temporal").first.wait_for(timeout=PATIENCE)
    inbox = opened(context, home.get_by_role("link", name="Abrir el buzón"), NARROW)
    inbox.get_by_role("link", name="Becoop: su clave temporal").first.click()
    picture(inbox, "inbox")


def reset(context: BrowserContext, network: str) -> None:
    """Visit Alianza's pages on a telephone: company and user, the e-mail, and the password behind its link."""
    people = demo(load(ROOT / "institutions")).institutions["alianza"].customers
    company, name = next((each.user.company, each.user.name) for each in people if each.user)
    home = context.new_page()
    home.goto(network)
    page = opened(context, home.get_by_role("link", name="Alianza en la web"), POCKET)
    page.get_by_role("link", name="Restablecer mi contraseña").click()
    page.get_by_role("button", name="Comenzar").click()
    page.get_by_label("NIT", exact=True).check()
    answer(page, Número_de_documento=company.split()[1], Usuario=name)
    page.get_by_role("heading", name="Revise su correo").wait_for(timeout=PATIENCE)
    home.get_by_role("link", name="Recuperar Contraseña").first.wait_for(timeout=PATIENCE)
    inbox = opened(context, home.get_by_role("link", name="Abrir el buzón"), NARROW)
    inbox.get_by_role("link", name="Recuperar Contraseña").first.click()
    button = inbox.frame_locator("iframe").get_by_role("link", name="Crear contraseña")
    page.goto(str(button.get_attribute("href", timeout=PATIENCE)))
    page.get_by_role("button", name="Crear contraseña").click()
    page.get_by_label("Contraseña nueva", exact=True).fill("cedro8")
    page.set_viewport_size(ViewportSize(width=390, height=1000))
    picture(page, "alianza")


def answer(page: Page, **fields: str) -> None:
    """Fill in fields by their labels, and go on."""
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)
    page.get_by_role("button", name="Continuar").click()
