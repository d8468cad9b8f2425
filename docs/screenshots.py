"""Take the README's pictures, of a service that `ivr run` started: a whole call, and the floor in a busy hour."""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from signal import SIGINT

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from docs.screenshots_pages import (
    IMAGES,
    NARROW,
    PATIENCE,
    come_in,
    help_oneself,
    opened,
    picture,
    recover,
    regain,
    reset,
)
from ivr.stores.demo.customers import CUSTOMERS

PORT = 8400
WIDE, WALL = ViewportSize(width=1280, height=800), ViewportSize(width=1920, height=1080)
BRANCH = ViewportSize(width=1280, height=760)
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


def attend(context: BrowserContext, network: str) -> None:
    """Sit down at a branch, before a customer whose earlier number does not match, and have the finger read."""
    customer = CUSTOMERS["serfinansa"][0]
    home = context.new_page()
    home.goto(network)
    page = opened(context, home.get_by_role("listitem").filter(has_text="Inés Quintero").get_by_role("button"), BRANCH)
    page.get_by_label("Número de documento").fill(customer.document_number)
    page.get_by_role("button", name="Buscar").click()
    page.get_by_text("El celular del cliente es otro").click()
    for field in ("Número anterior", "Número nuevo"):
        page.get_by_label(field).fill("3005550102")
    page.get_by_role("group").get_by_role("checkbox").check()
    page.get_by_role("button", name="Actualizar y enviar el código").click()
    page.get_by_role("button", name="Leer la huella").click()
    home.goto(f"{network}/huellas")
    home.get_by_role("button", name="Poner el dedo del titular").first.click()
    page.bring_to_front()
    page.get_by_label("Celular nuevo").fill("3005550102")
    page.get_by_role("form", name="Radicar la solicitud").get_by_role("checkbox").check()
    page.get_by_role("button", name="Radicar").click()
    page.get_by_role("cell", name="En revisión").wait_for()
    page.get_by_label("Número de documento").fill(CUSTOMERS["serfinansa"][1].document_number)
    page.get_by_role("button", name="Buscar").click()
    page.get_by_role("button", name="Generar código de seguridad").wait_for()
    picture(page, "branch")


PARTS = {
    "line": play,
    "page": help_oneself,
    "coasmedas": recover,
    "becoop": come_in,
    "alianza": reset,
    "bank": regain,
    "branch": attend,
    "floor": supervise,
}


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
