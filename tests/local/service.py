"""`ivr run` as a test starts it: in an environment that names nothing but the port, and listens to what it says."""

import os
import secrets
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

READY_WITHIN = 60.0  # seconds, for a machine that is busy with other tests
GIVEN = ("PATH", "HOME", "LANG")


@dataclass
class Service:
    """The program, its port, and what it has written so far."""

    folder: Path
    port: int
    lines: list[str] = field(default_factory=list)
    heard: threading.Condition = field(default_factory=threading.Condition)
    silent: bool = False

    def start(self) -> None:
        """Start it as a person does."""
        command = [sys.executable, "-m", "ivr", "run", "--folder", str(self.folder)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_few() | {"PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines.clear()
        self.silent = False
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self.heard:
                self.lines.append(line)
                self.heard.notify_all()
        with self.heard:
            self.silent = True
            self.heard.notify_all()

    def says(self, words: str) -> bool:
        """Wait until it has written these words; no when it ends without them."""

        def said() -> bool:
            return any(words in line for line in self.lines)

        with self.heard:
            self.heard.wait_for(lambda: said() or self.silent, READY_WITHIN)
            return said()

    def stop(self) -> int:
        """Stop it as a container does and give its code."""
        self.process.terminate()
        return self.process.wait(READY_WITHIN)

    def beside(self, *words: str) -> str:
        """Give what another command of the program prints, typed in a second terminal."""
        command = [sys.executable, "-m", "ivr", *words]
        return subprocess.run(command, cwd=ROOT, env=_few(), capture_output=True, text=True, check=True).stdout

    @property
    def network(self) -> str:
        """The address of the telephone network."""
        return f"http://127.0.0.1:{self.port + 1}"

    def parts(self) -> dict[int, str]:
        """Give the processes that it started, by number, with their arguments."""
        stats = {int(path.parent.name): path for path in Path("/proc").glob("[0-9]*/stat")}
        mine = [pid for pid, path in stats.items() if _parent(path) == self.process.pid]
        return {pid: Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip() for pid in mine}


def _few() -> dict[str, str]:
    return {name: os.environ[name] for name in GIVEN if name in os.environ}


def _parent(stat: Path) -> int:
    """Give a process's parent; 0 when it has ended meanwhile (proc(5))."""
    try:
        return int(stat.read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def four_free_ports() -> int:
    """Give a free port with three free neighbours, below those that the kernel gives to connections."""
    while True:
        port = 20000 + secrets.randbelow(10000)
        if all(_is_free(number) for number in (port, port + 1, port + 2, port + 3)):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
