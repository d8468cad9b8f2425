"""gunicorn serves this machine only unless told otherwise, and its log holds nothing that is secret or personal."""

import re
import runpy
from typing import Any

import pytest

from tests.house.source import ROOT


def configuration() -> dict[str, Any]:
    """Give what gunicorn reads."""
    return runpy.run_path(str(ROOT / "gunicorn.conf.py"))


def test_it_listens_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The port may be chosen; other machines reach it through a proxy."""
    monkeypatch.setenv("PORT", "8100")
    assert configuration()["bind"] == "127.0.0.1:8100"


def test_the_access_log_has_no_query_and_no_address() -> None:
    """A query holds tokens; an address is personal. Only method, path, status, size and time are written."""
    written = set(re.findall(r"%\(([^)]+)\)s", configuration()["access_log_format"]))
    assert written == {"m", "U", "s", "B", "D"}


def test_waiting_workers_yield() -> None:
    """A desk's open connection must not keep a worker from other calls."""
    assert configuration()["worker_class"] == "gevent"
