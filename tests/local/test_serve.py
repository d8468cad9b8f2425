"""`ivr run` serves the whole product: it starts, heals, survives a restart, and leaves nothing behind."""

import io
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from ivr.local.handset import Handset
from ivr.local.keyboard import Keyboard
from ivr.local.ready import answers
from tests.conftest import ROOT
from tests.local.service import READY_WITHIN, Service, four_free_ports

LINE, CALLER = "+5718000510513", "+573000000001"

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Give a service that is ready."""
    service = Service(tmp_path_factory.mktemp("var"), four_free_ports())
    service.start()
    assert service.says("The lines are open"), "".join(service.lines)
    requests.post(f"{service.network}/sandbox/clock", json={"speed": 50}, timeout=READY_WITHIN)
    yield service
    service.stop()


def test_it_says_where_to_look(service: Service) -> None:
    """Telephone and desk are on the page in the terminal."""
    text = "".join(service.lines)
    assert f"{service.network}/phone" in text
    assert f"http://127.0.0.1:{service.port}/desk" in text


def test_what_it_says_can_be_typed_beside_it(service: Service) -> None:
    """The commands on the page run in another terminal as they stand there: it has nothing in its path."""
    (line,) = [line for line in service.lines if "Who may sign in" in line]
    program, *words = line.split("Who may sign in")[1].split()
    found = ROOT / program if "/" in program else Path(sys.executable).with_name(program)  # installed somewhere else
    shown = subprocess.run([found, *words], cwd=ROOT, capture_output=True, text=True, check=True, env={})
    assert "carolina" in shown.stdout


def test_every_part_is_ready(service: Service) -> None:
    """Nothing that is served is missing: Redis, database, telephone network, mail server."""
    assert answers(service.port, "/readyz")()
    assert answers(service.port + 1, "/sandbox/clock")()
    with socket.create_connection(("127.0.0.1", service.port + 3), READY_WITHIN) as mail:
        assert mail.recv(3) == b"220"


def test_a_caller_is_answered(service: Service) -> None:
    """A call from the terminal hears the line of the table."""
    shown: list[str] = []
    handset = Handset.dial(service.network, CALLER, LINE, shown.append)
    with Keyboard(handset, io.StringIO("")):
        handset.listen()
    assert any("Serfinansa le da la bienvenida" in line for line in shown)


def test_a_worker_that_is_killed_is_replaced(service: Service) -> None:
    """The worker is started again, and says so."""
    (worker,) = (pid for pid, arguments in service.parts().items() if arguments.endswith("ivr worker"))
    os.kill(worker, signal.SIGKILL)
    assert service.says("is started again")


def test_commands_beside_it_find_its_people_and_its_audit(service: Service) -> None:
    """In a second terminal that names nothing but the folder, the staff are listed and the audit is walked."""
    assert "serfinansa\tcarolina\t" in service.beside("staff", "--folder", str(service.folder), "list")
    assert "serfinansa: " in service.beside("audit", "verify", "--folder", str(service.folder))


def test_a_second_one_on_the_same_port_says_so(service: Service, tmp_path: Path) -> None:
    """A taken port is told with a way out, and the code is not zero."""
    other = Service(tmp_path, service.port)
    other.start()
    assert other.process.wait(READY_WITHIN) == 1
    assert other.says("is taken by another program")


def test_it_stops_cleanly_and_begins_again_where_it_was(service: Service) -> None:
    """SIGTERM ends every part with code 0; the next start has the same secrets and records."""
    secrets, parts = (service.folder / "demo.env").read_text(), service.parts()
    assert service.stop() == 0
    assert service.says("Stopping")
    assert not [pid for pid in parts if Path(f"/proc/{pid}").exists()]
    service.start()
    assert service.says("The lines are open")
    assert (service.folder / "demo.env").read_text() == secrets
