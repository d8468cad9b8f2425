"""A web server under gunicorn with the product's own settings, stopped at the end."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from os import environ
from pathlib import Path

from bench.place import ROOT

READY_WITHIN = 30.0


@contextmanager
def gunicorn(app: str, variables: Mapping[str, str], log: Path) -> Iterator[None]:
    """Serve `module:app` on the port that `variables` names; its words go to `log`."""
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--access-logfile", str(log), app]
    with running(command, dict(variables), log):
        until_it_answers(int(variables["PORT"]), "/healthz")
        yield


@contextmanager
def running(command: list[str], variables: dict[str, str], log: Path) -> Iterator[None]:
    """Run a program until the end of the block."""
    with log.open("ab") as words:
        process = subprocess.Popen(command, cwd=ROOT, env=environ | variables, stdout=words, stderr=words)
        try:
            yield
        finally:
            process.terminate()
            process.wait(READY_WITHIN)


def until_it_answers(port: int, path: str, every: float = 0.02) -> float:
    """Wait for a 200 and give the seconds that it took. Raises TimeoutError."""
    began = time.perf_counter()
    while time.perf_counter() - began < READY_WITHIN:
        if _answers(port, path):
            return time.perf_counter() - began
        time.sleep(every)
    raise TimeoutError(f"nobody answered on port {port}")


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=READY_WITHIN)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
