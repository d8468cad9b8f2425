"""The parts of a service on one machine: watched, restarted or told, and always stopped."""

import os
import signal
import sys
import threading
from pathlib import Path
from queue import Queue

import pytest

from ivr.local.child import Child
from ivr.local.children import Children
from ivr.local.failure import CannotStart

SLEEPER = "import time; print('awake', flush=True); time.sleep(60)"


def wait_for(child: Child) -> int:
    """Wait for a program's end and give its code."""
    return child.process.wait(10)


def test_what_a_part_prints_carries_its_name() -> None:
    """A line in the terminal says which part it is from."""
    said: Queue[str] = Queue()
    wait_for(Child("web", ("-c", "print('hello')"), said.put))
    assert said.get(timeout=5) == "web      | hello"


def test_a_part_that_cannot_start_ends_the_service() -> None:
    """Its name and its code are told."""
    with Children(lambda _: None) as children:
        children.start("web", "-c", "raise SystemExit(3)")
        with pytest.raises(CannotStart, match="`web` ended with code 3"):
            children.wait_until({"web": lambda: False})


def test_a_worker_that_died_is_started_again(tmp_path: Path) -> None:
    """The worker keeps nothing in memory: another one takes over."""
    mark = tmp_path / "starts"
    again = (
        f"import pathlib, sys; p = pathlib.Path({str(mark)!r}); n = p.exists(); p.touch(); sys.exit(0 if not n else 7)"
    )
    said: list[str] = []
    with Children(said.append) as children:
        children.start("worker", "-c", again)
        children.wait_until({"again": lambda: any("started again" in line for line in said)})
    assert mark.exists()


def test_every_part_is_stopped_at_the_end() -> None:
    """Leaving the context leaves no program behind, also after an error."""
    children = Children(lambda _: None)
    children.start("state", "-c", SLEEPER)
    children.start("web", "-c", SLEEPER)
    children.__exit__(RuntimeError())
    assert [child.process.returncode for child in children._running] == [-signal.SIGTERM] * 2


def test_waiting_ends_when_told_to_stop() -> None:
    """Ctrl-C before everything is ready is obeyed."""
    with Children(lambda _: None) as children:
        children.told_to_stop.set()
        children.wait_until({"never": lambda: False})
        children.watch()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux stops a program whose parent was killed")
def test_no_part_outlives_a_killed_service(tmp_path: Path) -> None:
    """Even after SIGKILL no part stays behind and keeps a port."""
    pid = tmp_path / "pid"
    inner = f"import os, pathlib, time; pathlib.Path({str(pid)!r}).write_text(str(os.getpid())); time.sleep(60)"
    outer = (
        "import pathlib, time\n"
        "from ivr.local.child import Child\n"
        f"Child('web', ('-c', {inner!r}), print)\n"
        f"pid = pathlib.Path({str(pid)!r})\n"
        "while not pid.exists() or not pid.read_text():\n"
        "    time.sleep(0.01)\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)\n"
    )
    ready = threading.Event()
    service = Child("service", ("-c", outer), lambda _: ready.set())
    assert ready.wait(10)
    part = int(pid.read_text())
    service.process.kill()
    wait_for(service)
    assert gone(part)


def gone(process: int) -> bool:
    """Say whether a process that is no child of ours ends within some seconds."""
    for _ in range(200):
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        threading.Event().wait(0.02)
    os.kill(process, signal.SIGKILL)
    return False
