"""Three hundred open desks on one worker process, as in a call centre of that size."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

import pyotp
import pytest
from redis import Redis

from tests.conftest import ROOT, FixedClock
from tests.web.office import LAURA, TOKEN

pytestmark = pytest.mark.network
DESKS = 300


def free_port() -> int:
    """Give a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def port(redis_url: str, redis: "Redis", hired: Path) -> Iterator[int]:
    """Serve the desk by gunicorn with one gevent worker."""
    assert redis.ping()
    number = free_port()
    command = [
        "-m",
        "gunicorn",
        "-k",
        "gevent",
        "-w",
        "1",
        "--graceful-timeout",
        "1",
        "-b",
        f"127.0.0.1:{number}",
        "tests.web.live.many_desks:app()",
    ]
    environment = os.environ | {"REDIS_URL": redis_url, "DATABASE_URL": f"sqlite:///{hired}"}
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment) as server:
        until_it_listens(number)
        yield number
        server.terminate()


def until_it_listens(port: int) -> None:
    """Wait until the server answers."""
    end = monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert monotonic() < end
            sleep(0.05)
        else:
            return


def ask(
    port: int, method: str, path: str, cookie: str = "", form: dict[str, str] | None = None
) -> tuple[int, str, str]:
    """Ask for a page; give the status, the cookie that is set, and the text."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, urlencode(form or {}), headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, (answer.getheader("Set-Cookie") or cookie).partition(";")[0], text


def signed_in(port: int) -> str:
    """Sign in and give the cookie."""
    _, cookie, text = ask(port, "GET", "/desk/sign-in")
    token = re.search(TOKEN, text)
    assert token is not None
    code = pyotp.TOTP(LAURA.totp_secret).at(FixedClock().now())
    form = {"institution": "serfinansa", "user": LAURA.user, "password": LAURA.password, "code": code}
    status, cookie, _ = ask(port, "POST", "/desk/sign-in", cookie, form | {"csrf_token": token.group(1)})
    assert status == 303
    return cookie


def open_line(port: int, cookie: str) -> socket.socket:
    """Open a live line and leave it open."""
    line = socket.create_connection(("127.0.0.1", port), 10)
    line.sendall(f"GET /desk/events HTTP/1.1\r\nHost: desk\r\nCookie: {cookie}\r\n\r\n".encode())
    return line


def read_until(line: socket.socket, word: bytes) -> None:
    """Read a line until a word comes."""
    heard = b""
    while word not in heard:
        chunk = line.recv(4096)
        assert chunk, heard
        heard += chunk


def test_three_hundred_open_desks(port: int, redis: "Redis") -> None:
    """All hear an event within two seconds over one waiting connection to Redis, and pages are still served."""
    others = {client["id"] for client in redis.client_list()}  # readers of pages that another test left open
    cookie = signed_in(port)
    lines = [open_line(port, cookie) for _ in range(DESKS)]
    for line in lines:
        read_until(line, b"id: ")
    began = monotonic()
    event = ("type", "offered", "agent", "serfinansa.laura", "handoff", "h", "state", "offered")
    redis.execute_command("XADD", "ivr:{serfinansa}:events", "*", *event)  # type: ignore[no-untyped-call]
    for line in lines:
        read_until(line, b'"state": "offered"')
    assert monotonic() - began < 2
    assert ask(port, "GET", "/desk/view", cookie)[0] == 200
    waiting = [each for each in redis.client_list() if each["cmd"] == "xread" and each["id"] not in others]
    assert len(waiting) == 1
    for line in lines:
        line.close()
