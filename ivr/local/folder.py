"""The folder where a machine without services of its own keeps the demo's secrets, records and live state."""

import fcntl
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex, token_urlsafe
from typing import TextIO

from ivr.local.failure import CannotStart

SECRETS = "demo.env"
LONGEST_SOCKET_PATH = 100  # the kernel takes 107 characters (unix(7)); Valkey adds some while it starts


@dataclass(frozen=True, slots=True)
class Folder:
    """`path` exists, and is readable by its owner only."""

    path: Path

    @classmethod
    def make(cls, path: Path) -> "Folder":
        """Make the folder if it is missing."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(path.resolve())

    def lock(self) -> TextIO:
        """Keep a second service out for as long as the given file is open. Raises CannotStart."""
        file = (self.path / "lock").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotStart(f"Another `ivr run` uses {self.path}. Stop it, or choose another --folder.") from None
        return file

    @property
    def socket(self) -> Path:
        """Where Valkey listens; beside the other temporary files when the folder's own path is too long."""
        here = self.path / "valkey.sock"
        if len(str(here)) <= LONGEST_SOCKET_PATH:
            return here
        name = hashlib.sha256(str(here).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"ivr-{name}.sock"

    @property
    def database(self) -> Path:
        """Where the records are, when no other database is named."""
        return self.path / "ivr.sqlite"

    @property
    def in_use(self) -> bool:
        """Say whether a service has ever kept its secrets here."""
        return (self.path / SECRETS).exists()

    def secrets(self) -> dict[str, str]:
        """Give the demo's account and keys; invented once, then kept in demo.env, so that live calls survive."""
        file = self.path / SECRETS
        if not file.exists():
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as fresh:
                fresh.writelines(f"{name}={value}\n" for name, value in _invented().items())
        return dict(line.split("=", 1) for line in file.read_text().splitlines())


def _invented() -> dict[str, str]:
    return {
        "TWILIO_ACCOUNT_SID": f"AC{token_hex(16)}",
        "TWILIO_AUTH_TOKEN": token_hex(16),
        "TWILIO_API_KEY": f"SK{token_hex(16)}",
        "TWILIO_API_SECRET": token_urlsafe(24),
        "SECRET_KEY": token_urlsafe(32),
    }
