"""Recordings of calls and rooms: whether they run, and which keys they would give away."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ivr.sandbox.ids import new_sid

FINISHED = "completed"


@dataclass
class Recording:
    """One recording; `heard` are the keys and `voices` the words while it ran. Times in seconds since the epoch."""

    started: float
    call_sid: str | None
    conference_sid: str | None
    source: str
    status: str = "in-progress"
    sid: str = field(default_factory=lambda: new_sid("RE"))
    heard: str = ""
    voices: list[str] = field(default_factory=list)
    finished: float | None = None
    on_finish: Callable[["Recording"], None] | None = None

    @property
    def is_open(self) -> bool:
        """Say whether the recording may still be paused, resumed or stopped."""
        return self.status in {"in-progress", "paused"}

    @property
    def seconds(self) -> int:
        """Whole seconds from start to finish; 0 while it runs."""
        return round(self.finished - self.started) if self.finished else 0

    def params(self) -> dict[str, str]:
        """Return what a recording's status callback tells."""
        return {
            "RecordingSid": self.sid,
            "RecordingStatus": "completed",
            "RecordingDuration": str(self.seconds),
            "RecordingChannels": "1",
            "RecordingSource": self.source,
        }

    def hear(self, digit: str) -> None:
        """A key sounds near the microphone."""
        if self.status == "in-progress":
            self.heard += digit

    def hear_voice(self, text: str) -> None:
        """Somebody speaks near the microphone."""
        if self.status == "in-progress":
            self.voices.append(text)

    def change(self, status: str, now: float) -> None:
        """Pause, resume or stop; a stopped recording stays so."""
        if not self.is_open:
            return
        self.status = status
        if status not in {"in-progress", "paused"}:
            self.finished = now
            if self.on_finish:
                self.on_finish(self)
