"""How long `ivr run` takes until callers can call: with an empty folder, and with one from the last time."""

import resource
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.place import free_ports
from bench.server import running, until_it_answers


@dataclass(frozen=True)
class Start:
    """Seconds until /readyz answered; and those that processors worked until all was stopped, on a busy machine too."""

    seconds: float
    processor_seconds: float


def measure() -> tuple[Start, Start]:
    """Start the whole service twice in one folder."""
    with TemporaryDirectory(prefix="ivr-bench-") as folder:
        return _start(Path(folder)), _start(Path(folder))


def _start(folder: Path) -> Start:
    used = _used()
    seconds = _until_ready(folder)
    return Start(seconds, _used() - used)


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _until_ready(folder: Path) -> float:
    port = free_ports(2)
    command = [sys.executable, "-m", "ivr", "run", "--folder", str(folder / "var")]
    with running(command, {"PORT": str(port)}, folder / "log"):
        return until_it_answers(port, "/readyz")
