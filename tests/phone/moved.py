"""Time that a test moves for every program of a real service: all of them read in one file how far it is ahead.

`gunicorn "tests.phone.moved:web()"` and `python -m tests.phone.moved` are `app.py` and `ivr worker` with this clock.
"""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from ivr.assembly import Assembly
from ivr.hours import is_lawful_to_call
from ivr.logs import log_to_stderr
from ivr.settings import Settings

FILE = "IVR_TESTS_AHEAD"
"""The environment variable that names the file."""

TEN_IN_BOGOTA, MORNING = 15, range(13, 18)  # o'clock, UTC


class MovedClock:
    """The real time, and as many seconds as the file says; at first it is ten in the morning of a working day."""

    def __init__(self, file: Path) -> None:
        self._file = file
        if not file.exists():
            self._write(0)
            self.move(self._seconds_to_ten())

    def now(self) -> datetime:
        """Give the moment, in UTC."""
        return datetime.fromtimestamp(time.time() + self.ahead, UTC)

    @property
    def ahead(self) -> float:
        """Give the seconds that were added."""
        return float(self._file.read_text())

    def move(self, seconds: float) -> None:
        """Let so many seconds pass at once, for every program."""
        self._write(self.ahead + seconds)

    def until_day(self) -> float:
        """Give the seconds until customers may be called; none when they may, and will for hours."""
        return self._seconds_to_ten() if self.now().hour not in MORNING else 0

    def _seconds_to_ten(self) -> float:
        """Go to the next day on which customers may be called, so that nothing depends on today."""
        now = self.now()
        ten = now.replace(hour=TEN_IN_BOGOTA, minute=0, second=0, microsecond=0)
        days = (ten + timedelta(days=day) for day in range(15))
        return (next(day for day in days if day > now and is_lawful_to_call(day)) - now).total_seconds()

    def _write(self, seconds: float) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(seconds))
        fresh.replace(self._file)  # nobody ever reads half of it


def web() -> Flask:
    """Give what gunicorn serves."""
    return _parts().app


def _parts() -> Assembly:
    settings = Settings.load()
    log_to_stderr(settings.log_level)
    return Assembly(settings, MovedClock(Path(os.environ[FILE])))


if __name__ == "__main__":
    _parts().worker.run()
