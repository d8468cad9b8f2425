"""Take the README's pictures, of a service that `ivr run` started: a whole call, and the floor in a busy hour."""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT

from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, sync_playwright

from ivr.stores.demo import demo
from ivr.stores.demo_customers import CUSTOMERS
from ivr.tables import load

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PORT = 8400
WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=1100, height=820)
WALL = ViewportSize(width=1920, height=1080)
POCKET = ViewportSize(width=390, height=844)
KNOWS_THE_KEY = "22476318"
PATIENCE = 60_000  # milliseconds for what a caller has to hear first
CROWD = ("--callers-per-hour", "200", "--speed", "3", "--minutes", "4", "--seed", "7")
BUSY = 150_000  # milliseconds after which the crowd's hour has something to show
ONLY_HERE = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]  # the desk telephones in the page


@contextmanager
def service() -> Iterator[str]:
    """Start the whole service in a folder of its own and give the address of its telephone network."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "ivr", "run", "--folder", folder]
        environment = {"PATH": "/usr/bin:/bin", "PORT": str(PORT)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            try:
                if not any("The lines are open" in line for line in process.stdout or ()):
                    raise SystemExit("The service did not start.")
                yield f"http://127.0.0.1:{PORT + 1}"
            finally:
                process.terminate()
                process.communicate()  # it may still have something to say


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


def confirm(desk: Page) -> None:
    """Ask the caller the first three questions of the checklist, and type the answers."""
    answers = iter(CUSTOMERS["serfinansa"][0].answer_by_question.values())
    for row, answer in zip(desk.locator("#questions li").all()[:3], answers, strict=False):
        row.locator("input").fill(answer)
        row.locator("button").click()
        row.locator(".verdict", has_text="Coincide").wait_for()


def play(context: BrowserContext, network: str) -> None:
    """Sit down as an agent, have a customer call who forgot the key, and help them."""
    home = context.new_page()
    home.set_viewport_size(WIDE)
    home.goto(network)
    picture(home, "home")
    desk = opened(context, home.get_by_role("button", name="Sentarme").first, WIDE)
    phone = opened(context, home.get_by_role("link", name="Llamar").first, NARROW)
    desk.bring_to_front()
    desk.locator("[data-action=accept]").click(timeout=PATIENCE)
    desk.locator(".work[data-part=talking]").wait_for()
    phone.get_by_text("En conversación").wait_for(timeout=PATIENCE)
    confirm(desk)
    desk.locator("[data-action=send-code]").click()
    picture(desk, "desk")
    desk.locator("[data-action=to-keypad]").click()
    desk.locator("[data-part=capsule]").wait_for()
    desk.locator("#progress li", has_text="Código").wait_for(timeout=PATIENCE)
    picture(desk, "capsule")
    phone.bring_to_front()
    phone.locator("#notices > *").first.wait_for(state="detached")
    picture(phone, "phone")


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


def answer(page: Page, **fields: str) -> None:
    """Fill in fields by their labels, and go on."""
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)
    page.get_by_role("button", name="Continuar").click()


@contextmanager
def crowd(desk: str, network: str) -> Iterator[None]:
    """Have callers call and agents answer."""
    command = [sys.executable, "-m", "ivr", "crowd", *CROWD, "--desk", desk, "--network", network]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.send_signal(SIGINT)


def supervise(context: BrowserContext, network: str) -> None:
    """Sit down as the supervisor in a busy hour: the floor, the wallboard, the reports."""
    home = context.new_page()
    home.goto(network)
    supervisor = home.get_by_role("listitem").filter(has_text="Beatriz Salcedo")
    floor = opened(context, supervisor.get_by_role("button"), WIDE)
    floor.wait_for_load_state()
    desk = floor.url.removesuffix("/floor")
    with crowd(desk, network):
        floor.wait_for_timeout(BUSY)
        picture(floor, "floor")
        floor.set_viewport_size(WALL)
        floor.goto(f"{desk}/floor/wallboard")
        floor.wait_for_timeout(2_000)
        picture(floor, "wallboard")
    floor.set_viewport_size(WIDE)
    floor.goto(f"{desk}/reports")
    picture(floor, "reports")


PARTS = {"line": play, "page": help_oneself, "coasmedas": recover, "becoop": come_in, "floor": supervise}


def show(browser: Browser, network: str, only: str) -> None:
    """Take all pictures, or those of one part: the agents' side and the supervisors' are two people's browsers."""
    for part in [PARTS[only]] if only else PARTS.values():
        context = browser.new_context(locale="es-CO", timezone_id="America/Bogota")
        part(context, network)
        context.close()


def main() -> None:
    """Take all pictures, of the running service at --network if one is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", help="a running service's telephone network; one is started by default")
    parser.add_argument("--only", choices=PARTS, default="", help="the pictures of one part")
    given = parser.parse_args()
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ONLY_HERE + MICROPHONE)
        if given.network:
            show(browser, given.network, given.only)
        else:
            with service() as own:
                show(browser, own, given.only)
        browser.close()


if __name__ == "__main__":
    main()
