"""Fingerprint readers in memory: each check waits until somebody puts a finger on the page."""

from dataclasses import dataclass, field
from itertools import count
from threading import Lock

WAITING, VALID, DIFFERS = "waiting", "valid", "differs"


@dataclass
class Check:
    """Somebody at a counter whose finger is waited for: at whose reader, and what the document shows (masked)."""

    id: str
    institution: str
    reader: str
    document: str
    state: str = WAITING


@dataclass
class Fingers:
    """All checks, the newest last; a reader has one finger at a time."""

    checks: dict[str, Check] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _lock: Lock = field(default_factory=Lock)

    def ask(self, institution: str, reader: str, document: str) -> Check:
        """Wait for a finger at a reader."""
        with self._lock:
            check = Check(f"FP{next(self._numbers):08d}", institution, reader, document)
            self.checks[check.id] = check
            return check

    def put(self, name: str, *, own: bool) -> bool:
        """Put a finger on: the customer's own, or somebody else's; False where none is waited for."""
        with self._lock:
            check = self.checks.get(name)
            if check is None or check.state != WAITING:
                return False
            check.state = VALID if own else DIFFERS
            return True

    @property
    def waiting(self) -> list[Check]:
        """Give those that wait, the newest first."""
        return [check for check in reversed(self.checks.values()) if check.state == WAITING]
