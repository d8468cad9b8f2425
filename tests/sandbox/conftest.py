"""Starts one sandbox and one tiny product for all tests of this folder."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import requests
from twilio.rest import Client

from tests.sandbox.product import Product
from tests.sandbox.telephone import LINE, Exchange, until

ACCOUNT = "AC" + "1" * 32
TOKEN = "test-token"


@pytest.fixture(scope="session")
def account() -> dict[str, str]:
    secrets = {"TWILIO_API_KEY": "SK" + "2" * 32, "TWILIO_API_SECRET": "test-secret-of-32-characters-and-more"}
    return {**secrets, "TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN}


@pytest.fixture(scope="session")
def ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        for probe in (first, second):
            probe.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


@pytest.fixture(scope="session")
def signalling(sandbox_url: str, ports: tuple[int, int]) -> str:
    """Where browser telephones register."""
    assert sandbox_url
    return f"127.0.0.1:{ports[1]}"


@pytest.fixture(scope="session")
def sandbox_url(account: dict[str, str], ports: tuple[int, int]) -> Iterator[str]:
    port, signalling_port = ports
    command = [sys.executable, "-m", "ivr.sandbox", "--port", str(port), "--signalling-port", str(signalling_port)]
    with subprocess.Popen([*command, "--speed", "0"], env={**os.environ, **account}) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for(url)
        yield url
        process.terminate()


def wait_for(url: str) -> None:
    """Wait until a sandbox answers."""
    deadline = time.monotonic() + 20
    while True:
        try:
            requests.get(f"{url}/sandbox/clock", timeout=1)
        except requests.ConnectionError:
            assert time.monotonic() < deadline, "the sandbox did not start"
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="session")
def one_product() -> Iterator[Product]:
    product = Product(TOKEN)
    yield product
    product.stop()


@pytest.fixture(scope="session")
def twilio(sandbox_url: str) -> Client:
    client = Client(ACCOUNT, TOKEN)
    client.api.base_url = sandbox_url
    return client


@pytest.fixture
def product(one_product: Product) -> Product:
    one_product.forget()
    return one_product


@pytest.fixture
def exchange(sandbox_url: str, product: Product, twilio: Client) -> Iterator[Exchange]:
    """The sandbox with its line connected to the product; calls of earlier tests are over."""
    twilio.incoming_phone_numbers.create(
        phone_number=LINE,
        voice_url=f"{product.url}/voice",
        voice_fallback_url="",
        status_callback=f"{product.url}/status",
    )
    exchange = Exchange(sandbox_url, product)
    yield exchange
    requests.delete(f"{sandbox_url}/sandbox/faults", timeout=5)
    exchange.post("/sandbox/clock", {"speed": 0})
    for call in exchange.open_calls():
        requests.post(f"{sandbox_url}/sandbox/calls/{call['sid']}/hangup", timeout=5)
    until(lambda: not exchange.open_calls() and not exchange.get("/sandbox/log")["pending"])
