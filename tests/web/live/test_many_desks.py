"""Three hundred open desks, and fifty floors, on one worker process, as in a call centre of that size."""

import os
import re
import shutil
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

from ivr.stores.demo.staff import DemoStaff
from ivr.web.parts import EXTENSION
from ivr.web.sign_in.sessions import DeskSessions
from tests.conftest import ROOT, FixedClock
from tests.web.office import BERTA, LAURA, PABLO, TOKEN, Office

pytestmark = pytest.mark.network
DESKS, FLOORS, EVENTS = 300, 50, 8
PATIENCE = 30
MEGABYTES = 150
"""All these lines together may take so much memory."""


def free_port() -> int:
    """Give a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def served(redis_url: str, redis: "Redis", hired: Path, tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Serve the desk by gunicorn with one gevent worker; give its port and its process."""
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
    copy = shutil.copy(hired, tmp_path / "records.sqlite")
    environment = os.environ | {"REDIS_URL": redis_url, "DATABASE_URL": f"sqlite:///{copy}"}
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment) as server:
        until_it_listens(number)
        yield number, server.pid
        server.terminate()


@pytest.fixture
def port(served: tuple[int, int]) -> int:
    """Give the port at which the desk is served."""
    return served[0]


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
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, urlencode(form or {}), headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, (answer.getheader("Set-Cookie") or cookie).partition(";")[0], text


def signed_in(port: int, who: DemoStaff = LAURA) -> str:
    """Sign in and give the cookie."""
    _, cookie, text = ask(port, "GET", "/desk/sign-in")
    token = re.search(TOKEN, text)
    assert token is not None
    code = pyotp.TOTP(who.totp_secret).at(FixedClock().now())
    form = {"institution": "serfinansa", "user": who.user, "password": who.password, "code": code}
    status, cookie, _ = ask(port, "POST", "/desk/sign-in", cookie, form | {"csrf_token": token.group(1)})
    assert status == 303
    return cookie


def open_line(port: int, cookie: str, page: str = "desk") -> socket.socket:
    """Open a live line and leave it open."""
    line = socket.create_connection(("127.0.0.1", port), PATIENCE)
    line.sendall(f"GET /{page}/events HTTP/1.1\r\nHost: desk\r\nCookie: {cookie}\r\n\r\n".encode())
    return line


def read_until(line: socket.socket, word: bytes) -> bytes:
    """Read a line until a word comes, and give what was heard."""
    heard = b""
    while word not in heard:
        chunk = line.recv(65536)
        assert chunk, heard
        heard += chunk
    return heard


def happens(redis: "Redis", handoff: str, agent: DemoStaff) -> str:
    """Have something happen to an agent; give the identifier that it has in the stream."""
    event = ("type", "offered", "agent", f"serfinansa.{agent.user}", "handoff", handoff, "state", "offered")
    return str(redis.execute_command("XADD", "ivr:{serfinansa}:events", "*", *event))  # type: ignore[no-untyped-call]


def sessions_of(office: Office, who: DemoStaff, count: int) -> list[str]:
    """Sign somebody in many times, past both factors; give a cookie for each session."""
    parts, pages = office.pages.extensions[EXTENSION], office.pages
    kept, member = DeskSessions(parts.redis, parts.clock, parts.staff), parts.staff.member(f"serfinansa.{who.user}")
    signer, name = pages.session_interface.get_signing_serializer(pages), pages.config["SESSION_COOKIE_NAME"]  # type: ignore[attr-defined]
    return [f"{name}={signer.dumps({'_user_id': kept.start(member), '_fresh': True})}" for _ in range(count)]


def commands(redis: "Redis") -> int:
    """Give how many commands Redis was sent so far."""
    return int(redis.info("stats")["total_commands_processed"])


def megabytes(server: int) -> float:
    """Give the memory of gunicorn's only worker."""
    (worker,) = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return int(Path(f"/proc/{worker}/statm").read_text().split()[1]) * 4096 / 2**20


def test_three_hundred_open_desks(port: int, redis: "Redis") -> None:
    """All hear an event within two seconds over one waiting connection to Redis, and pages are still served."""
    others = {client["id"] for client in redis.client_list()}  # readers of pages that another test left open
    cookie = signed_in(port)
    lines = [open_line(port, cookie) for _ in range(DESKS)]
    for line in lines:
        read_until(line, b"id: ")
    began = monotonic()
    happens(redis, "h", LAURA)
    for line in lines:
        read_until(line, b'"state": "offered"')
    assert monotonic() - began < 2
    assert ask(port, "GET", "/desk/view", cookie)[0] == 200
    waiting = [each for each in redis.client_list() if each["cmd"] == "xread" and each["id"] not in others]
    assert len(waiting) == 1
    for line in lines:
        line.close()


def test_fifty_floors_beside_three_hundred_busy_desks(served: tuple[int, int], redis: "Redis", office: Office) -> None:
    """In a busy moment each desk hears everything in order, each floor the newest; work and memory stay small.

    Each page has a session of its own; an event costs Redis less than half a command for each page that hears of it.
    """
    port, server = served
    desks_open, floors_open = sessions_of(office, PABLO, DESKS), sessions_of(office, BERTA, FLOORS)
    before = megabytes(server)
    desks = [open_line(port, cookie) for cookie in desks_open]
    floors = [open_line(port, cookie, "floor") for cookie in floors_open]
    for line in desks + floors:
        read_until(line, b"id: ")
    asked = commands(redis)
    handoffs = [f"handoff-{number:02}" for number in range(EVENTS)]
    identifiers = [happens(redis, handoff, PABLO) for handoff in handoffs]
    for line in desks:
        heard = read_until(line, f'"{handoffs[-1]}"'.encode()).decode()
        assert re.findall("handoff-[0-9]+", heard) == handoffs
    for line in floors:
        heard = read_until(line, f"id: {identifiers[-1]}\n".encode() + b"event: view\ndata: {").decode()
        assert heard.count("event: view") < EVENTS
    assert commands(redis) - asked < EVENTS * DESKS / 2
    assert megabytes(server) - before < MEGABYTES
    for line in desks + floors:
        line.close()
