"""The telephone in the page, with Twilio's own SDK, against the network of this machine: real voices, real breaks."""

from collections.abc import Callable, Iterator

import pytest
import requests
from playwright.sync_api import Locator, expect

from tests.e2e.barriers import barriers
from tests.e2e.desk import Desk
from tests.e2e.people import People
from tests.e2e.softphone.in_page import BLOCKED, FORGOT, NONE_YET, lines, loud, strip, takes, talks
from tests.e2e.telephone import PATIENCE
from tests.local.service import Service
from tests.phone.call import until

pytestmark = [pytest.mark.browser, pytest.mark.network]


@pytest.fixture
def faults(service: Service) -> Iterator[Callable[..., None]]:
    """Give a way to have something break on the network; all is well again after the test."""

    def suffer(kind: str, match: str, **more: float) -> None:
        fault = {"kind": kind, "match": match, **more}
        requests.post(f"{service.network}/sandbox/faults", json=fault, timeout=10).raise_for_status()

    yield suffer
    requests.delete(f"{service.network}/sandbox/faults", timeout=10).raise_for_status()


def keys_pressed(service: Service, call: str) -> int:
    """Count the keys that the network heard in a call."""
    heard = requests.get(f"{service.network}/sandbox/calls/{call}", timeout=10).json()["transcript"]
    return len([entry for entry in heard if entry["kind"] == "key"])


def test_voices_go_both_ways(people: People, service: Service) -> None:
    """One button takes the call: the page answers by itself, speaks and hears; keys, mute and the end work."""
    desk, _ = talks(people, "carolina", FORGOT)
    assert until(lambda: loud(service, "says"), 10)
    assert until(lambda: loud(service, "hears"), 10)
    page = desk.page
    page.keyboard.press("Alt+p")
    heard = page.locator("#phone-heard")
    assert until(lambda: heard.evaluate("meter => meter.value") > 0, 10)
    page.keyboard.press("5")
    page.keyboard.press("#")
    expect(page.locator("#phone-typed")).to_have_text("5#")
    (leg,) = lines(service)
    assert until(lambda: keys_pressed(service, str(leg["call"])) == 2, 10)
    page.keyboard.press("Escape")
    expect(page.locator("#phone")).to_be_focused()
    page.keyboard.press("Alt+s")
    expect(page.locator("#room-state li")).to_have_text("Nadie lo oye a usted", timeout=PATIENCE)
    assert until(lambda: not loud(service, "says"), 10)
    page.keyboard.press("Alt+s")
    assert until(lambda: loud(service, "says"), 10)
    desk.presses("finish")
    desk.presses("finish")
    desk.stands("wrap_up")
    desk.telephone("ready")
    assert until(lambda: lines(service) == [], 10)


def test_a_page_that_is_loaded_again_keeps_the_call(people: People, service: Service) -> None:
    """The leg goes with the page and comes back with it, in mid-talk and while the caller is at the keypad."""
    desk, caller = talks(people, "andres", BLOCKED, "cuatro", "tres")
    (before,) = lines(service)
    desk.checks(caller.customer, 3)
    desk.page.reload()
    desk.telephone("talking")
    expect(desk.page.locator("#phone-strip")).to_be_hidden(timeout=PATIENCE)
    assert until(lambda: [call["call"] for call in lines(service) if call["call"] != before["call"]], 10)
    assert until(lambda: loud(service, "says") and loud(service, "hears"), 15)
    desk.presses("send-code")
    code = caller.code()
    desk.presses("to-keypad")
    caller.hears("Digite el código de seis dígitos")
    desk.page.reload()
    desk.telephone("talking")
    caller.sets_key(code, "7294")
    caller.hears("Listo: su clave nueva ya funciona.")
    desk.sees("lave puesta")


def test_a_connection_that_breaks_while_nobody_calls(people: People, faults: Callable[..., None]) -> None:
    """The agent is told and gets no callers; as soon as the telephone is back they come again, with no click."""
    desk = people.agent("carolina")
    desk.takes_calls()
    faults("signalling-lost", "carolina", seconds=12)
    strip(desk.page, "Su teléfono no logra conectarse.", "no recibe llamadas")
    desk.stands("not_ready")
    expect(desk.page.locator("#pause-reason-now")).to_have_text("Teléfono sin conexión")
    expect(desk.page.locator('#phone[data-state="ready"]')).to_be_visible(timeout=3 * PATIENCE)
    desk.stands("available")
    expect(desk.page.locator("#phone-strip")).to_be_hidden()


def test_a_connection_that_breaks_in_mid_call(people: People, service: Service, faults: Callable[..., None]) -> None:
    """The voices go on; the page says that it reconnects, and that it is well again."""
    desk, caller = talks(people, "andres", NONE_YET)
    (before,) = lines(service)
    faults("signalling-lost", "andres", seconds=4)
    desk.telephone("reconnecting")
    strip(desk.page, "Se perdió su conexión.", "El cliente sigue en la línea")
    desk.telephone("talking")
    assert [call["call"] for call in lines(service)] == [before["call"]]
    assert until(lambda: loud(service, "hears"), 10)
    caller.hang_up()
    desk.stands("wrap_up")


def test_a_pass_that_is_over(people: People, faults: Callable[..., None]) -> None:
    """The page fetches another one and goes on."""
    desk = people.agent("carolina")
    desk.takes_calls()
    with desk.page.expect_response("**/desk/phone-pass", timeout=2 * PATIENCE) as answer:
        faults("token-expired", "carolina")
    assert answer.value.status == 200
    desk.telephone("ready")
    desk.stands("available")


def test_a_slow_line_is_said(people: People, faults: Callable[..., None]) -> None:
    """Who talks over a slow connection reads that, and what helps."""
    faults("audio-slow", "andres", seconds=0.8)
    desk, caller = talks(people, "andres", FORGOT)
    expect(desk.page.locator("#phone-quality")).to_contain_text("wifi", timeout=60_000)
    caller.hang_up()
    desk.stands("wrap_up")
    expect(desk.page.locator("#phone-quality")).to_be_hidden()


def test_two_windows_of_one_agent(people: People, service: Service) -> None:
    """The window in which the call was taken answers; the other one shows the call and stays silent."""
    first = people.agent("carolina")
    first.takes_calls()
    second = Desk(first.page.context.new_page(), first.agent, first.code)
    second.page.goto("/desk")
    second.telephone("ready")
    caller = takes(people, first, BLOCKED)
    second.stands("call")
    second.telephone("ready")
    assert len(lines(service)) == 1
    second.page.close()
    caller.hang_up()
    first.stands("wrap_up")


def in_one_row(parts: Locator) -> bool:
    """Say whether no part of a page begins below the end of another one."""
    boxes = [box for part in parts.all() if (box := part.bounding_box())]
    return max(box["y"] for box in boxes) < min(box["y"] + box["height"] for box in boxes)


@pytest.mark.parametrize(("width", "user"), [(1280, "andres"), (640, "milena")])
def test_nobody_is_shut_out(people: People, width: int, user: str) -> None:
    """The panel, the keypad and a strip keep WCAG 2.2 AA as far as axe-core can tell, fit, and close with Escape."""
    desk = people.agent(user, viewport={"width": width, "height": 800}, bypass_csp=True)
    desk.takes_calls()
    page = desk.page
    page.keyboard.press("Alt+p")
    expect(page.get_by_text("Se le oye bien.")).to_be_visible(timeout=PATIENCE)
    found = barriers(page)
    page.get_by_role("button", name="Oír una prueba").click()
    page.keyboard.press("Escape")
    caller = takes(people, desk, FORGOT)
    page.keyboard.press("Alt+p")
    expect(page.locator("#phone-keypad")).to_be_visible()
    found += barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Escape")
    caller.hang_up()
    desk.stands("wrap_up")
    assert width < 1280 or in_one_row(page.locator("header.top > *").locator("visible=true"))
    assert found == [], "\n".join(found)
