"""Prepared calls are played again: after a hang-up, with a key that was used, with one that was chosen last time."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.browser import CHROMIUM
from tests.sandbox.product import Product
from tests.sandbox.telephone import ANA, LINE, Exchange

pytestmark = pytest.mark.browser
OFFLINE = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
HEARD = ("sin terminar=2", "ya usó=again", "no coincide=again", "Listo=kept")
PATIENCE = 20.0  # seconds
A_MOMENT = 200  # milliseconds of the page's own time


def asks(words: str, action: str, digits: int = 1) -> str:
    """Give the document that asks for keys."""
    return f'<Gather numDigits="{digits}" action="{action}" timeout="60"><Say>{words}</Say></Gather>'


@dataclass
class Bank:
    """A line that changes a key: it remembers the present one, those that it does not take, and a call cut short."""

    product: Product
    present: str = "9514"
    refuses: int = 0
    """how many new keys it does not take, whatever they are"""
    is_unfinished: bool = False
    typed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        answers = {"voice": self._voice, "resume": self._resume, "menu": self._menu, "present": self._confirm}
        answers |= {"new": self._new, "again": self._again}
        for name, answer in answers.items():
            self.product.answers[f"/{name}"] = answer

    def _voice(self, _: dict[str, str]) -> str:
        return asks("Quedó sin terminar.", "/resume") if self.is_unfinished else asks("Menú.", "/menu")

    def _resume(self, params: dict[str, str]) -> str:
        return asks("Menú.", "/menu") if params["Digits"] == "2" else asks("No.", "/resume")

    def _menu(self, params: dict[str, str]) -> str:
        return asks("Clave actual.", "/present", 4) if params["Digits"] == "4" else asks("Menú.", "/menu")

    def _confirm(self, params: dict[str, str]) -> str:
        is_right = params["Digits"] == self.present
        return asks("Clave nueva.", "/new", 4) if is_right else asks("No coincide: no coincide.", "/present", 4)

    def _new(self, params: dict[str, str]) -> str:
        self.typed.append(params["Digits"])
        refused = params["Digits"] == self.present or len(self.typed) <= self.refuses
        return asks("Esa ya usó.", "/new", 4) if refused else asks("Otra vez.", "/again", 4)

    def _again(self, params: dict[str, str]) -> str:
        assert params["Digits"] == self.typed[-1]
        self.present = params["Digits"]
        return "<Say>Listo.</Say>" + asks("Menú.", "/menu")


@pytest.fixture
def browser() -> Iterator[BrowserContext]:
    """Give a browser that remembers nothing of other tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        yield chromium.new_context()
        chromium.close()


@pytest.fixture
def bank(exchange: Exchange) -> Iterator[Bank]:
    """Give the line, on a network whose voices run fast."""
    exchange.post("/sandbox/clock", {"speed": 20, "patient": True})
    yield Bank(exchange.product)
    exchange.post("/sandbox/clock", {"speed": 0, "patient": False})


def play(browser: BrowserContext, exchange: Exchange) -> Page:
    """Open the telephone of a prepared call that changes the key."""
    keys = "4,{key:9514},{new:7294|5083|9361},{new:7294|5083|9361}"
    query = urlencode({"from": ANA, "to": LINE, "keys": keys, "heard": HEARD, "auto": "1"}, doseq=True)
    page = browser.new_page()
    page.clock.install()
    page.goto(f"{exchange.url}/phone?{query}")
    return page


def quickly(page: Page, happened: Callable[[], object]) -> None:
    """Let the time of the page run fast, in which prepared keys are pressed slowly, until something has happened."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, page.get_by_role("log").inner_text()
        page.clock.run_for(A_MOMENT)


def ends_well(page: Page) -> None:
    """Wait until the key is changed, everything prepared was pressed, and the caller has hung up."""
    log = page.get_by_role("log")
    quickly(page, lambda: "Listo." in log.inner_text() and "Llamada terminada" in log.inner_text())
    expect(page.locator("#progress li.done")).to_have_count(4)
    page.close()


def test_a_call_is_played_again_with_the_key_of_last_time(
    browser: BrowserContext, exchange: Exchange, bank: Bank
) -> None:
    """The second call confirms what the first one chose, and chooses another."""
    ends_well(play(browser, exchange))
    chosen = bank.present
    ends_well(play(browser, exchange))
    assert bank.present not in (chosen, "9514")
    assert len(bank.typed) == 2


def test_a_call_that_broke_off_begins_anew(browser: BrowserContext, exchange: Exchange, bank: Bank) -> None:
    """The question whether to go on does not eat the prepared keys."""
    bank.is_unfinished = True
    ends_well(play(browser, exchange))
    assert [params["Digits"] for params in exchange.product.to("/menu")] == ["4"]


def test_a_key_that_was_used_is_followed_by_another(browser: BrowserContext, exchange: Exchange, bank: Bank) -> None:
    """What the line does not take is not pressed again."""
    bank.refuses = 2
    ends_well(play(browser, exchange))
    assert sorted(bank.typed) == ["5083", "7294", "9361"]


def test_a_key_that_the_customer_no_longer_has_is_forgotten(
    browser: BrowserContext, exchange: Exchange, bank: Bank
) -> None:
    """When the bank began anew, the key with which the customer began is pressed; a third guess is left to a person."""
    ends_well(play(browser, exchange))
    bank.present = "9514"
    ends_well(play(browser, exchange))
    bank.present = "0000"
    page = play(browser, exchange)
    quickly(page, lambda: page.locator(".said", has_text="No coincide").count() == 2)
    page.clock.run_for(10_000)  # nothing more is pressed
    assert len(exchange.product.to("/present")) == 5


def test_what_is_heard_says_what_to_press(browser: BrowserContext, exchange: Exchange, bank: Bank) -> None:
    """Digits that are said, an option by its words; then the call is done."""
    answers = bank.product.answers
    answers["/voice"] = asks("Digite estas cifras: cuatro, siete.", "/city", 2)
    answers["/city"] = asks("Para Cali, marque uno. Para Tunja, marque dos.", "/page")
    answers["/page"] = asks("Le esperamos. Quedó lista.", "/page")
    heard = ("estas cifras=spoken", "Para Tunja, marque dos=2", "lista=done")
    query = {"from": ANA, "to": LINE, "keys": "{heard},{heard}", "heard": heard, "auto": "1"}
    page = browser.new_page()
    page.clock.install()
    page.goto(f"{exchange.url}/phone?{urlencode(query, doseq=True)}")
    quickly(page, lambda: "Llamada terminada" in page.get_by_role("log").inner_text())
    assert [bank.product.to(path)[0]["Digits"] for path in ("/city", "/page")] == ["47", "2"]
