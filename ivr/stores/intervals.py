"""Carries what agents do from the floor's stream into the records, as intervals that survive every restart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redis import Redis
from sqlalchemy import case, literal, select, update
from sqlalchemy.orm import Session

from ivr.agents.agent import Agent, AgentState
from ivr.ports import Clock
from ivr.stores.floor.mapping import read_agent
from ivr.stores.floor.scripts import prefix, to_instant
from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.schema import AgentIntervalRecord, UtcDateTime

BATCH = 500
Interval = AgentIntervalRecord


@dataclass(frozen=True)
class IntervalCarrier:
    """Two jobs for the worker; either may run on many machines at once. Both may raise Unavailable or RedisError."""

    redis: "Redis"
    records: Records
    clock: Clock
    institutions: tuple[str, ...]

    def run(self) -> int:
        """Carry what is new at every institution, and give how many states began."""
        return sum(map(self._carry, self.institutions))

    def settle(self) -> int:
        """Set right what Redis forgot in a restart: give how many intervals stood open that are not so any more."""
        return sum(map(self._settle, self.institutions))

    def _carry(self, institution: str) -> int:
        stream, place = f"{prefix(institution)}states", f"{prefix(institution)}states_carried"
        last: Any = self.redis.get(place)
        entries: Any = self.redis.xrange(stream, min=f"({last}" if last else "-", count=BATCH)
        if not entries:
            return 0
        with self.records.begin() as session:
            for entry, fields in entries:
                begin(session, institution, entry, read_entry(fields))
        self.redis.set(place, entries[-1][0])
        self.redis.xdel(stream, *(entry for entry, _ in entries))
        return len(entries)

    def _settle(self, institution: str) -> int:
        """Hold the open intervals against the floor; what is still to be carried will close its own."""
        with self.records.read() as session:
            theirs = select(Interval).where(Interval.institution == institution, Interval.until.is_(None))
            standing = list(session.scalars(theirs))
        if self.redis.xlen(f"{prefix(institution)}states"):
            return 0
        pipeline = self.redis.pipeline(transaction=False)
        for interval in standing:
            pipeline.hgetall(f"{prefix(institution)}agent:{interval.agent}")
        found = zip(standing, pipeline.execute(), strict=True)
        return sum(self._hold_against(interval, read_agent(interval.agent, fields)) for interval, fields in found)

    def _hold_against(self, interval: Interval, agent: Agent) -> bool:
        """Begin what the floor says, unless the interval is that; say whether anything was begun."""
        stands = agent.since is not None and agent.since >= interval.since
        if stands or agent.state == interval.state == AgentState.OFFLINE:
            return False
        with self.records.begin() as session:
            # Named after the interval that it ends, so that of two workers one does it.
            return begin(session, interval.institution, f"{interval.entry}:forgotten", (self.clock.now(), agent))


def read_entry(fields: Mapping[str, str]) -> tuple[datetime, Agent]:
    """Give when a state began, and the agent in it, from an entry of the stream."""
    return to_instant(fields["at"]), read_agent(fields["agent"], fields)


def begin(session: Session, institution: str, entry: str, found: tuple[datetime, Agent]) -> bool:
    """Write an interval and end the one before; False, changing nothing, when it was written already.

    A clock that was set back makes an interval that lasted no time, never one that lasted less.
    """
    at, agent = found
    key = entry if entry.startswith(f"{institution}:") else f"{institution}:{entry}"
    told = {"state": str(agent.state), "reason": agent.reason, "handoff": agent.handoff, "since": at, "until": None}
    if not insert_once(session, Interval, entry=key, institution=institution, agent=agent.id, **told):
        return False
    before = update(Interval).where(Interval.institution == institution, Interval.agent == agent.id)
    before = before.where(Interval.until.is_(None), Interval.entry != key)
    instant = literal(at, UtcDateTime())
    session.execute(before.values(until=case((Interval.since > instant, Interval.since), else_=instant)))
    return True
