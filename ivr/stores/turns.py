"""Carries the line's events from their streams into the records, each once, however often a worker dies."""

import json
from dataclasses import dataclass
from typing import Any

from redis import Redis

from ivr.stores.journaling import LineEvent, carry
from ivr.stores.live import SHARDS
from ivr.stores.records import Records

BATCH = 500
CARRIED = "ivr:{{{shard}}}:carried"


@dataclass(frozen=True)
class TurnCarrier:
    """The worker's job; the place in each stream is kept in Redis, and the records drop what they have already.

    What was carried is deleted: callers' numbers stay in Redis no longer than it takes to carry them.
    """

    redis: "Redis"
    records: Records

    def run(self) -> int:
        """Carry what is new in every shard, and give how many events that were."""
        return sum(self._carry(shard) for shard in SHARDS)

    def _carry(self, shard: str) -> int:
        stream, place = f"ivr:{{{shard}}}:turns", CARRIED.format(shard=shard)
        last: Any = self.redis.get(place)
        begin = f"({last}" if last else "-"
        entries: Any = self.redis.xrange(stream, min=begin, count=BATCH)
        if not entries:
            return 0
        carry(self.records, [LineEvent.read(entry, json.loads(fields["event"])) for entry, fields in entries])
        self.redis.set(place, entries[-1][0])
        self.redis.xdel(stream, *(entry for entry, _ in entries))
        return len(entries)
