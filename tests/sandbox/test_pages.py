"""The pages as a newcomer meets them, in a real browser."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from flask import Response
from flask import request as flask_request
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.browser import CHROMIUM
from tests.sandbox.conftest import ACCOUNT, TOKEN, wait_for
from tests.sandbox.product import Product
from tests.sandbox.telephone import ANA, LINE, until

pytestmark = pytest.mark.browser
OFFLINE = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(scope="module")
def town(one_product: Product, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A sandbox with a line, two telephones, a scenario and a desk; its voices run fast."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config: Path = tmp_path_factory.mktemp("sandbox") / "config.json"
    config.write_text(json.dumps(_config(one_product.url)), encoding="utf-8")
    command = [sys.executable, "-m", "ivr.sandbox", "--port", str(port), "--config", str(config)]
    environment = {**os.environ, "TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN}
    with subprocess.Popen(command, env=environment) as process:
        wait_for(f"http://127.0.0.1:{port}")
        clock = {"speed": 20, "patient": True}
        requests.post(f"http://127.0.0.1:{port}/sandbox/clock", json=clock, timeout=5)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _config(product: str) -> dict[str, object]:
    laura = {"name": "Laura", "institution": "serfinansa", "user": "laura", "password": "x", "totp_secret": SECRET}
    berta = laura | {"name": "Berta", "user": "berta", "role": "supervisor"}
    return {
        "lines": [{"number": LINE, "name": "Serfinansa", "voice_url": f"{product}/voice"}],
        "handsets": [{"number": ANA, "name": "Ana Rojas", "document": "CC 1032", "note": "Olvidó su clave"}],
        "desk": {"url": product, "sign_in_path": "/desk/sign-in", "staff": [laura, berta]},
        "scenarios": [{"title": "Ana olvidó su clave", "from": ANA, "to": LINE, "keys": ["4", "1032#", "{sms}"]}],
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        yield chromium.new_context()
        chromium.close()


@pytest.fixture
def page(browser: BrowserContext, product: Product) -> Iterator[Page]:
    product.answers["/voice"] = '<Gather numDigits="1" action="/document"><Say>Marque cuatro.</Say></Gather>'
    product.answers["/document"] = '<Gather action="/thanks"><Say>Escriba su documento.</Say></Gather>'
    product.answers["/thanks"] = (
        '<Gather numDigits="6" action="/code" timeout="60"><Say>Digite el código.</Say></Gather>'
    )
    product.answers["/code"] = '<Say>Gracias, Ana.</Say><Enqueue action="/left">claves</Enqueue>'
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    page.close()
    assert problems == []


def test_one_click_plays_a_whole_call(page: Page, browser: BrowserContext, town: str, product: Product) -> None:
    """A scenario dials, and presses its keys when the line waits for them; a code, when its message has come."""
    page.goto(town)
    with browser.expect_page() as opened:
        page.get_by_role("link", name="Llamar").first.click()
    phone = opened.value
    expect(phone.get_by_role("log")).to_contain_text("Digite el código.", timeout=15000)
    message = {"From": LINE, "To": ANA, "Body": "Su codigo es 482193"}
    api = f"{town}/2010-04-01/Accounts/{ACCOUNT}"
    requests.post(f"{api}/Messages.json", data=message, auth=(ACCOUNT, TOKEN), timeout=5)
    expect(phone.get_by_role("log")).to_contain_text("Gracias, Ana.", timeout=15000)
    assert product.to("/code")[0]["Digits"] == "482193"
    assert product.to("/document")[0]["Digits"] == "4"
    assert product.to("/thanks")[0]["Digits"] == "1032"
    expect(phone.locator("#progress li.done")).to_have_count(3)
    expect(phone.get_by_role("status").first).to_contain_text("En la fila")
    phone.get_by_role("button", name="Colgar").click()
    expect(phone.get_by_role("log")).to_contain_text("Llamada terminada")
    phone.close()


def test_one_click_sits_down_at_the_desk(page: Page, browser: BrowserContext, town: str, product: Product) -> None:
    """The sandbox signs in with password and one-time code, becomes available, and gives the browser the session."""

    def sign_in(params: dict[str, str]) -> str | Response:
        if "password" not in params:
            return Response('<input name="csrf_token" type="hidden" value="form-token">', mimetype="text/html")
        answer = Response("", status=303, headers={"Location": "/desk"})
        answer.set_cookie("__Host-session", "laura-session", httponly=True, secure=True, samesite="Strict")
        return answer

    def available(_: dict[str, str]) -> str:
        cookies.append(flask_request.cookies.get("__Host-session", ""))
        return ""

    cookies: list[str] = []
    product.answers["/desk/available"] = available

    product.answers["/desk/sign-in"] = sign_in
    product.answers["/desk"] = Response('<meta name="csrf-token" content="meta"><p>Hola</p>', mimetype="text/html")
    page.goto(town)
    with browser.expect_page() as opened:
        page.get_by_role("button", name="Sentarme").first.click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{product.url}/desk"
    posted = product.to("/desk/sign-in")[-1]
    assert (posted["user"], posted["csrf_token"], len(posted["code"])) == ("laura", "form-token", 6)
    assert [one.token for one in product.asked if one.path == "/desk/available"] == ["meta"]
    assert cookies == ["laura-session"]
    assert {cookie.get("value") for cookie in browser.cookies(product.url)} == {"laura-session"}
    opened.value.close()


def test_who_takes_no_calls_is_led_to_their_own_page(page: Page, town: str, product: Product) -> None:
    """A supervisor of the demo is seated where the product leads them, and is not made available for calls."""
    form = '<input name="csrf_token" type="hidden" value="form-token">'

    def sign_in(params: dict[str, str]) -> Response:
        if "password" not in params:
            return Response(form, mimetype="text/html")
        return Response("", status=303, headers={"Location": "/floor"})

    product.answers["/desk/sign-in"] = sign_in
    page.goto(town)
    expect(page.get_by_role("listitem").filter(has_text="Berta")).to_contain_text("dirige el turno")
    answer = requests.post(f"{town}/desk-demo", data={"user": "berta"}, timeout=10, allow_redirects=False)
    assert answer.headers["Location"] == f"{product.url}/floor"
    assert product.to("/desk/sign-in")[-1]["user"] == "berta"
    assert product.to("/desk/available") == []


def test_a_refused_sign_in_is_explained(page: Page, town: str, product: Product) -> None:
    """When the desk says no, the visitor reads why and finds the way back."""
    product.answers["/desk/sign-in"] = Response("<p>No</p>", mimetype="text/html")
    answer = requests.post(f"{town}/desk-demo", timeout=10)
    assert answer.status_code == 502
    page.set_content(answer.text)
    expect(page.get_by_text("no aceptó el ingreso")).to_be_visible()


def test_an_open_telephone_rings_and_shows_messages(page: Page, town: str, product: Product) -> None:
    """A call to an open telephone waits for a person, and a message appears as a notice."""
    page.goto(f"{town}/phone?from=%2B{ANA[1:]}")
    expect(page.get_by_role("heading", name="Lo que se oye")).to_be_visible()
    api, credentials = f"{town}/2010-04-01/Accounts/{ACCOUNT}", (ACCOUNT, TOKEN)
    message = {"From": LINE, "To": ANA, "Body": "Su codigo es 482193"}
    requests.post(f"{api}/Messages.json", data=message, auth=credentials, timeout=5)
    expect(page.locator("#notices")).to_contain_text("482193")
    call = {"From": LINE, "To": ANA, "Url": f"{product.url}/voice", "Timeout": "600"}
    requests.post(f"{api}/Calls.json", data=call, auth=credentials, timeout=5)
    page.get_by_role("button", name="Contestar").click()
    expect(page.get_by_role("log")).to_contain_text("Marque cuatro.")
    page.keyboard.press("4")
    expect(page.get_by_role("log")).to_contain_text("Escriba su documento.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("log")).to_contain_text("Llamada terminada")


def test_closing_the_telephone_hangs_up(page: Page, town: str) -> None:
    """A call does not go on without its telephone."""
    page.goto(f"{town}/phone?from=%2B{ANA[1:]}")
    page.get_by_role("button", name="Llamar").click()
    expect(page.get_by_role("log")).to_contain_text("Marque cuatro.")
    page.goto("about:blank")
    until(lambda: requests.get(f"{town}/sandbox/calls", timeout=5).json()["calls"][0]["state"] == "ended")


def test_faults_are_switched_on_the_page(page: Page, town: str) -> None:
    """A switch on the home page reaches the network, and shows what is on."""
    page.goto(town)
    page.get_by_text("El próximo SMS no llega al celular").click()
    expect(page.get_by_role("switch", name="El próximo SMS no llega al celular")).to_be_checked()
    active = requests.get(f"{town}/sandbox/faults", timeout=5).json()["active"]
    assert [fault["kind"] for fault in active] == ["message-undelivered"]


def test_localhost_is_sent_to_the_one_name(town: str) -> None:
    """Cookies belong to 127.0.0.1, so `localhost` redirects there."""
    answer = requests.get(town, headers={"Host": "localhost:8001"}, allow_redirects=False, timeout=5)
    assert answer.headers["Location"] == "http://127.0.0.1:8001/"


@pytest.mark.parametrize("height", [720, 800, 900])
def test_the_telephone_is_seen_whole(page: Page, town: str, height: int) -> None:
    """On a small screen its last line, which says what the keyboard does, is not cut off."""
    page.set_viewport_size({"width": 1280, "height": height})
    page.goto(f"{town}/phone")
    expect(page.locator(".hint")).to_be_in_viewport(ratio=1)
    device = page.locator(".device")
    assert device.evaluate("(device) => device.scrollHeight - device.clientHeight") <= 0
