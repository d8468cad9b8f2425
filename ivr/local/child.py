"""One part of the service as a program of its own, whose words appear in the terminal with its name before them."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO

STOP_WITHIN = 8.0  # seconds
TELL_ME_WHEN_MY_PARENT_DIES = 1  # PR_SET_PDEATHSIG, prctl(2)

Write = Callable[[str], None]


class Child:
    """A running program; `write` gets each line that it prints, as "name | line"."""

    def __init__(self, name: str, arguments: tuple[str, ...], write: Write) -> None:
        self.name, self.arguments, self._write = name, arguments, write
        self.process = subprocess.Popen(  # noqa: S603 - the product's own programs, no shell, nothing typed by anyone
            [sys.executable, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            process_group=0,  # Ctrl-C reaches us only: we stop the parts in order
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - only one prctl
        )
        if self.process.stdout is not None:
            threading.Thread(target=self._repeat, args=(self.process.stdout,), daemon=True).start()

    def ended(self) -> bool:
        """Say whether the program has ended."""
        return self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Let it finish what it is doing."""
        self.process.terminate()

    def wait(self) -> None:
        """Wait for its end, and end it when it takes too long."""
        try:
            self.process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _repeat(self, lines: IO[str]) -> None:
        for line in lines:
            self._write(f"{self.name:9}| {line.rstrip()}")


def _end_with_parent() -> None:
    """Have the kernel stop this program when the one that started it is gone, however it went."""
    ctypes.CDLL(None).prctl(TELL_ME_WHEN_MY_PARENT_DIES, signal.SIGTERM)
