"""Ways in which Redis and the database fail a service, and come back."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.phone.plain import PlainService

Outage = Callable[[PlainService], Any]


@contextmanager
def killed(service: PlainService) -> Iterator[None]:
    """Nobody listens where Redis was."""
    pool: Any = service.parts.redis.connection_pool
    path = pool.connection_kwargs["path"]
    pool.disconnect()
    for connection in list(pool._connections):
        connection.path = "/nowhere/valkey.sock"
    pool.connection_kwargs["path"] = "/nowhere/valkey.sock"
    yield
    pool.connection_kwargs["path"] = path
    for connection in list(pool._connections):
        connection.path = path


@contextmanager
def stopped(service: PlainService) -> Iterator[None]:
    """Redis takes what is sent and answers nothing."""
    information: Any = service.parts.redis.info("server")
    process = int(information["process_id"])
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


@contextmanager
def configured(service: PlainService, name: str, value: str) -> Iterator[None]:
    """Redis under another setting."""
    client: Any = service.parts.redis
    before = client.config_get(name)[name]
    client.config_set(name, value)
    try:
        yield
    finally:
        client.config_set(name, before)


def read_only(service: PlainService) -> Any:
    """Redis answers questions and keeps nothing."""
    return configured(service, "min-replicas-to-write", "1")


def full(service: PlainService) -> Any:
    """Redis has no room for anything new."""
    return configured(service, "maxmemory", "1")


@contextmanager
def no_database(service: PlainService) -> Iterator[None]:
    """The database lets nobody in."""
    engine = service.parts.records.engine

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    engine.dispose()
    event.listen(engine, "do_connect", refuse)
    yield
    event.remove(engine, "do_connect", refuse)


@contextmanager
def locked_database(service: PlainService) -> Iterator[None]:
    """Somebody writes into the database, and does not end."""
    other = sqlite3.connect(str(service.parts.records.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


REDIS: dict[str, Outage] = {"killed": killed, "read-only": read_only, "full": full}
