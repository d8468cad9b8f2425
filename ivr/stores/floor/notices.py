"""Closed queues and the announcement of each institution, in Redis, until a supervisor or their time ends them."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from redis import Redis

from ivr.agents.supervision.notices import Announcement, ClosedQueue
from ivr.ports import Clock
from ivr.stores.floor.scripts import answered, prefix, to_instant, to_milliseconds
from ivr.values import Effect

CLOSED, ANNOUNCEMENT = "closed", "announcement"
FOREVER = 0
STREAM_LENGTH = 10_000  # as the floor's scripts keep it


class RedisNotices:
    """What `ivr.agents.supervision.notices.Notices` promises, and the port `ivr.ports.Announcements` of the script.

    The script `request` reads who is closed itself, so that no caller slips in between.
    """

    def __init__(self, redis: "Redis", clock: Clock, known: Mapping[str, frozenset[str]]) -> None:
        self._redis: Any = redis  # its types allow bytes, which decode_responses rules out
        self._clock, self._known = clock, known

    def current(self, effect: Effect) -> str:
        """Give what is said before the menu: a prompt, or `<prompt>:<text>`; nothing when nothing is said.

        A prompt that this release does not know any more is not said.
        """
        said = self.announcement(effect.institution, self._clock.now())
        if said is None or said.prompt not in self._known.get(effect.institution, frozenset()):
            return ""
        return f"{said.prompt}:{said.text}" if said.text else said.prompt

    def closed(self, institution: str, now: datetime) -> Mapping[str, ClosedQueue]:
        """Give the queues that are closed now."""
        found = answered(lambda: self._redis.hgetall(f"{prefix(institution)}{CLOSED}"))
        known = {queue: json.loads(text) for queue, text in found.items()}
        return {
            queue: ClosedQueue(kept["by"], to_instant(kept["since"]), kept["why"], _end(kept))
            for queue, kept in known.items()
            if _is_on(kept, now)
        }

    def close(self, institution: str, queue: str, closed: ClosedQueue) -> None:
        """Take nobody new into a queue."""
        kept = json.dumps({"by": closed.by, "why": closed.why} | _times(closed.since, closed.until))
        self._change(
            institution, "queue_closed", lambda pipeline, start: pipeline.hset(f"{start}{CLOSED}", queue, kept)
        )

    def open(self, institution: str, queue: str) -> None:
        """Take callers again."""
        self._change(institution, "queue_opened", lambda pipeline, start: pipeline.hdel(f"{start}{CLOSED}", queue))

    def announcement(self, institution: str, now: datetime) -> Announcement | None:
        """Give what is said before the menu now."""
        text = answered(lambda: self._redis.get(f"{prefix(institution)}{ANNOUNCEMENT}"))
        kept = json.loads(text) if text else None
        if kept is None or not _is_on(kept, now):
            return None
        return Announcement(kept["prompt"], kept["text"], kept["by"], to_instant(kept["since"]), _end(kept))

    def announce(self, institution: str, announcement: Announcement) -> None:
        """Say something before the menu from now on."""
        said = {"prompt": announcement.prompt, "text": announcement.text, "by": announcement.by}
        kept = json.dumps(said | _times(announcement.since, announcement.until))
        self._change(institution, "announced", lambda pipeline, start: pipeline.set(f"{start}{ANNOUNCEMENT}", kept))

    def withdraw(self, institution: str) -> None:
        """Say nothing before the menu."""
        self._change(institution, "withdrawn", lambda pipeline, start: pipeline.delete(f"{start}{ANNOUNCEMENT}"))

    def _change(self, institution: str, event: str, change: Any) -> None:
        """Make a change, and tell every open floor."""
        pipeline, start = self._redis.pipeline(transaction=True), prefix(institution)
        change(pipeline, start)
        fields = {"type": event, "handoff": "", "agent": "", "state": "", "at": to_milliseconds(self._clock.now())}
        pipeline.xadd(f"{start}events", fields, maxlen=STREAM_LENGTH, approximate=True)
        answered(pipeline.execute)


def _times(since: datetime, until: datetime | None) -> dict[str, int]:
    return {"since": to_milliseconds(since), "until": to_milliseconds(until) if until else FOREVER}


def _end(kept: Mapping[str, Any]) -> datetime | None:
    return to_instant(kept["until"]) if kept["until"] != FOREVER else None


def _is_on(kept: Mapping[str, Any], now: datetime) -> bool:
    ends = int(kept["until"])
    return ends == FOREVER or to_milliseconds(now) < ends
