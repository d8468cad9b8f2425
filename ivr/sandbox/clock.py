"""The network's time: real, faster, or as fast as possible; all waiting asks here how long it really takes."""

import time
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import Enum

LOOP_REAL_SECONDS = 0.05  # what a pause takes at speed 0, so that a waiting call never spins


class Wait(Enum):
    """What is waited for, since speed 0 treats each kind differently."""

    SPEECH = "speech"  # a voice or a recording: no time at speed 0
    PAUSE = "pause"  # a moment that passes by itself: 50 real milliseconds at speed 0
    PERSON = "person"  # a person may act, or not: never ends by itself at speed 0


class Clock:
    """Time since the epoch in the network's own seconds, and what they take in real ones."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self.patient = False  # people get their real seconds at any speed above 0
        self._base = time.time()
        self._mark = time.monotonic()

    def now(self) -> float:
        """Return the network's time, in seconds since the epoch."""
        return self._base + self.passed(time.monotonic() - self._mark)

    def passed(self, real_seconds: float, wait: Wait = Wait.PAUSE) -> float:
        """Return how many seconds of such a wait pass in so many real ones."""
        return real_seconds * self._rate(wait)

    def _rate(self, wait: Wait) -> float:
        return 1.0 if self.patient and wait is Wait.PERSON else self.speed or 1.0

    def real(self, seconds: float | None, wait: Wait) -> float | None:
        """Return the real seconds that a wait takes; None means that only an event ends it."""
        if seconds is None:
            return None
        if self.speed:
            return seconds / self._rate(wait)
        return {Wait.SPEECH: 0.0, Wait.PAUSE: LOOP_REAL_SECONDS, Wait.PERSON: None}[wait]

    def set_speed(self, speed: float) -> None:
        """Go on from the present moment at another speed (0 or more)."""
        if speed < 0:
            raise ValueError("The speed is 0 or more.")
        self._base, self._mark = self.now(), time.monotonic()
        self.speed = speed

    def move(self, seconds: float) -> None:
        """Have the moment be so many seconds later (0 or more) at once."""
        if seconds < 0:
            raise ValueError("Time goes ahead only: 0 seconds or more.")
        self._base += seconds

    def sleep(self, seconds: float) -> None:
        """Let time pass where nothing else can happen."""
        time.sleep(self.real(seconds, Wait.PAUSE) or 0)


def rfc2822(moment: float | None) -> str | None:
    """Write a moment as Twilio's REST and callbacks do: `Tue, 31 Aug 2010 20:36:28 +0000`."""
    return None if moment is None else format_datetime(datetime.fromtimestamp(moment, UTC))
