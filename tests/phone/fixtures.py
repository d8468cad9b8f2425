"""The fixtures `phone` (all three ways) and `local` (the two that a test can look into), with a clock that moves."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from ivr.assembly import Assembly
from ivr.mail.memory_post_office import MemoryPostOffice
from ivr.telephony.memory_switchboard import MemorySwitchboard
from tests.conftest import FixedClock, database
from tests.phone.line import Phone
from tests.phone.moved_service import MovedService
from tests.phone.plain import PlainService, settings

Build = Callable[..., PlainService]
RUNNING = pytest.StashKey[MovedService]()

__all__ = ["build", "database", "local", "own_database", "phone", "plain", "real_service", "shared"]


@pytest.fixture(scope="session")
def shared(redis_url: str, database: Path) -> dict[str, Any]:
    """Read tables and prompts once for all tests."""
    parts = Assembly(settings(redis_url, database))
    return {"institutions": parts.institutions, "prompts": parts.prompts}


@pytest.fixture
def own_database(database: Path, tmp_path: Path) -> Path:
    """Give the test's own database file."""
    return shutil.copyfile(database, tmp_path / "ivr.sqlite")


@pytest.fixture
def build(
    redis: "Redis", redis_url: str, own_database: Path, shared: dict[str, Any], clock: FixedClock
) -> Iterator[Build]:
    """Give what makes a service; all that one test makes share database, live state, networks and clock."""
    assert redis.dbsize() == 0
    switchboard, post, made = MemorySwitchboard(clock), MemoryPostOffice(), []

    def make(*, twice: bool = False, tables: Any = None, script: Any = None, **changes: Any) -> PlainService:
        parts = Assembly(settings(redis_url, own_database, **changes), clock, switchboard, post)
        parts.__dict__.update(shared | ({"institutions": tables} if tables else {}))
        if script:
            parts.__dict__["conversations"] = replace(parts.conversations, script=script)
        made.append(parts)
        return PlainService(parts, clock, twice=twice)

    yield make
    for parts in made:
        parts.records.close()
        parts.redis.close()


@pytest.fixture
def plain(build: Build) -> PlainService:
    """Give the service in this process."""
    return build()


@pytest.fixture(params=["plain", "doubled"])
def local(request: pytest.FixtureRequest, build: Build) -> Phone:
    """Give the line in this process: once as it is, once with every webhook delivered twice."""
    return Phone(build(twice=request.param == "doubled"))


@pytest.fixture(scope="session")
def real_service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MovedService:
    """Give the service as it runs: gunicorn, Valkey, a worker, a telephone network, and one clock for all."""
    config = request.config
    if RUNNING not in config.stash:
        stack = ExitStack()
        config.stash[RUNNING] = stack.enter_context(MovedService.started(tmp_path_factory.mktemp("service")))
        config.add_cleanup(stack.close)
    return config.stash[RUNNING]


@pytest.fixture(params=["plain", "doubled", pytest.param("network", marks=pytest.mark.network)])
def phone(request: pytest.FixtureRequest) -> Iterator[Phone]:
    """Give the line in each of the three ways."""
    if request.param == "network":
        service: MovedService = request.getfixturevalue("real_service")
        service.by_day()
        yield Phone(service)
        service.forget()
        return
    build: Build = request.getfixturevalue("build")
    yield Phone(build(twice=request.param == "doubled"))
