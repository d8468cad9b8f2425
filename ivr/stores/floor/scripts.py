"""The scripts that change the floor: one order in, one answer out, nothing half done."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from ivr.agents.agent import GONE_AFTER
from ivr.errors import Unavailable

Order = Mapping[str, Any]
NAMES = (
    "request",
    "match",
    "move",
    "presence",
    "wrap_up",
    "times",
    "once",
    "erase",
    "saved",
    "guests",
    "transfer",
    "board",
    "place",
    "unstick",
    "relieve",
)

CALL_BACKS = ("call_back_ask", "call_back_due", "call_back_news")
SHARED = ("common", "places", "room")
"""What stands before every script."""
MATCHING = frozenset({"match", "call_back_due"})
"""The scripts that look for agents: what skills mean stands before them too."""


def prefix(institution: str) -> str:
    """Give what all keys of an institution begin with; the braces keep them in one slot of a cluster."""
    return f"ivr:{{{institution}}}:"


def to_milliseconds(instant: datetime) -> int:
    """Give an instant as the scripts compare it."""
    return round(instant.timestamp() * 1000)


def to_instant(milliseconds: str | float) -> datetime:
    """Give back an instant, in UTC."""
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


class Scripts:
    """Runs the scripts. Raises Unavailable when Redis does not answer."""

    def __init__(self, redis: "Redis", names: tuple[str, ...] = NAMES) -> None:
        folder = files(__package__)
        read = {name: (folder / f"{name}.lua").read_text("utf-8") for name in (*SHARED, "skills", *names)}
        common = "".join(read[name] for name in SHARED)
        self._scripts = {
            name: redis.register_script(common + (read["skills"] if name in MATCHING else "") + read[name])
            for name in names
        }

    def run(self, name: str, institution: str, now: datetime, order: Order, *more: str) -> Any:
        """Run a script for an institution and give its answer; `more` follows the order as it is."""
        times = {"now": to_milliseconds(now), "gone": GONE_AFTER.total_seconds() * 1000}
        arguments = [json.dumps(times | dict(order)), *more]
        return answered(lambda: self._scripts[name](keys=[prefix(institution)], args=arguments))


def answered(command: Callable[[], Any]) -> Any:
    """Give what Redis answers. Raises Unavailable when it does not."""
    try:
        return command()
    except RedisError as error:
        raise Unavailable("redis") from error
