"""An agent without a microphone, or who does not allow it: the page says so and what helps, and nobody is offered."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import ALL_OF_CHROMIUM
from tests.e2e.conftest import ARGUMENTS, MICROPHONE
from tests.e2e.desk import Desk
from tests.e2e.people import People
from tests.e2e.telephone import PATIENCE
from tests.local.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.network]
DEVICE = MICROPHONE[0]


@pytest.fixture
def strangers(chromium: Browser, service: Service) -> Iterator[Callable[..., People]]:
    """Give a way to open browsers of another kind; they are closed after the test."""
    opened: list[tuple[Browser, People]] = []

    def launch(*arguments: str) -> People:
        browser = chromium.browser_type.launch(executable_path=ALL_OF_CHROMIUM, args=[*ARGUMENTS, *arguments])
        opened.append((browser, People(browser, service)))
        return opened[-1][1]

    yield launch
    for browser, people in opened:
        people.go_home()
        browser.close()


def strip(desk: Desk, words: str) -> None:
    """Read what is wrong with the telephone."""
    expect(desk.page.locator("#phone-strip")).to_contain_text(words, timeout=PATIENCE)


def test_a_microphone_that_is_not_allowed(strangers: Callable[..., People]) -> None:
    """The page says where to allow it; becoming available is refused until then, and goes by itself afterwards."""
    desk = strangers(DEVICE).agent("carolina")
    desk.sign_in()
    strip(desk, "El navegador no permite usar el micrófono. Ábralo en el candado junto a la dirección")
    desk.telephone("not_ready")
    desk.page.get_by_role("button", name="Ponerme disponible").last.click()
    expect(desk.page.locator("#refusal")).to_contain_text("Su teléfono no está listo", timeout=PATIENCE)
    desk.stands("offline")
    desk.page.context.grant_permissions(["microphone"])
    desk.telephone("ready")
    expect(desk.page.locator("#phone-strip")).to_be_hidden()
    desk.page.get_by_role("button", name="Ponerme disponible").last.click()
    desk.stands("available")
    desk.page.context.clear_permissions()


def test_no_microphone_at_all(strangers: Callable[..., People], people: People) -> None:
    """On the network of this machine one may go on without: it answers, as for a desk that has no telephone."""
    desk = strangers().agent("andres")
    desk.sign_in()
    strip(desk, "No se encuentra un micrófono.")
    desk.page.get_by_role("button", name="Seguir sin micrófono").click()
    expect(desk.page.locator("#phone-strip")).to_be_hidden()
    desk.page.get_by_role("button", name="Ponerme disponible").last.click()
    desk.stands("available")
    desk.page.reload()
    desk.telephone("without")
    caller = people.caller("conoce su clave y quiere otra")
    caller.dial()
    caller.hears("marque uno.")
    caller.presses("1")
    desk.accepts()
    caller.hang_up()
    desk.stands("wrap_up")


CHOOSE = "(select, value) => { select.value = value; select.dispatchEvent(new Event('change')); }"
UNPLUG = """(gone) => {
  const media = navigator.mediaDevices, all = media.enumerateDevices.bind(media);
  media.enumerateDevices = async () => (await all()).filter(({ deviceId }) => deviceId !== gone);
  media.dispatchEvent(new Event("devicechange"));
}"""


def test_a_microphone_that_is_unplugged(people: People) -> None:
    """The page says that the chosen one is gone and goes on with another, and says no more once one is chosen."""
    desk = people.agent("carolina")
    desk.sign_in()
    desk.telephone("ready")
    chosen = desk.page.locator("#phone-microphone")
    values = chosen.evaluate("select => [...select.options].map(({ value }) => value)")
    chosen.evaluate(CHOOSE, values[1])
    desk.page.evaluate(UNPLUG, values[1])
    strip(desk, "Se desconectó el micrófono o la diadema que usaba. Se sigue con el que queda.")
    assert chosen.input_value() != values[1]
    chosen.evaluate(CHOOSE, values[0])
    expect(desk.page.locator("#phone-strip")).to_be_hidden(timeout=PATIENCE)
