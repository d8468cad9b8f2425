"""Real browsers at the sandbox's signalling."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Response
from playwright.sync_api import Browser, sync_playwright

from tests.browser import CHROMIUM
from tests.conftest import ROOT
from tests.sandbox.product import Product
from tests.sandbox.signalling.softphone import Softphone, token
from tests.sandbox.telephone import Exchange

SDK = ROOT / "node_modules/@twilio/voice-sdk/dist/twilio.min.js"
PAGE = Path(__file__).with_name("softphone.html")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]

MakeToken = Callable[..., str]
OpenPage = Callable[[str], Softphone]


@pytest.fixture(scope="module")  # other folders have browsers of their own: there is one Playwright at a time
def chromium() -> Iterator[Browser]:
    """Give a real browser with a microphone that beeps; it reaches this machine only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def make_token(account: dict[str, str]) -> MakeToken:
    """Give a maker of tokens of the sandbox's account."""
    return partial(token, account=account)


@pytest.fixture
def open_page(chromium: Browser, exchange: Exchange, product: Product) -> Iterator[OpenPage]:
    """Give a maker of pages in which nothing is registered yet; all are closed after the test."""
    product.answers["/softphone"] = Response(PAGE.read_bytes(), mimetype="text/html")
    product.answers["/sdk.js"] = Response(SDK.read_bytes(), mimetype="text/javascript")
    context = chromium.new_context()

    def make(identity: str) -> Softphone:
        page = context.new_page()
        page.goto(f"{exchange.product.url}/softphone")
        return Softphone(page, identity)

    yield make
    context.close()


@pytest.fixture
def register(open_page: OpenPage, make_token: MakeToken, signalling: str) -> Callable[..., Softphone]:
    """Give what opens a page and registers it."""

    def make(identity: str, hertz: int = 0, **options: object) -> Softphone:
        return open_page(identity).turn_on(make_token(identity), hertz, chunderw=signalling, **options)

    return make
