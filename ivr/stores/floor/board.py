"""Reads the floor for a board: agents, queues, and the calls that agents have, in three round trips however many."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from redis import Redis

from ivr.agents.agent import GONE_AFTER
from ivr.agents.handoff import Handoff, State
from ivr.agents.supervision.board_facts import Snapshot, WaitingLine
from ivr.institutions import Institution
from ivr.stores.floor.mapping import read, read_agent
from ivr.stores.floor.scripts import Scripts, answered, prefix, to_instant, to_milliseconds
from ivr.stores.live import keys_of

FIRST = 25
"""So many callers of each queue are shown one by one."""
TYPING = frozenset({State.CAPSULE})


class RedisBoard:
    """What `ivr.agents.supervision.board_facts.FloorBoard` promises; every method raises Unavailable."""

    def __init__(self, redis: "Redis") -> None:
        self._redis: Any = redis  # its types allow bytes, which decode_responses rules out
        self._scripts = Scripts(redis)

    def snapshot(self, institution: Institution, agents: Sequence[str], now: datetime) -> Snapshot:
        """Give the floor as it stands; two things read a moment apart may disagree for that moment."""
        lines = self._lines(institution, now)
        hashes, present = self._agents(institution.id, agents, now)
        standing = {agent: read_agent(agent, fields) for agent, fields in zip(agents, hashes, strict=True)}
        wanted = [agent.handoff for agent in standing.values() if agent.handoff]
        wanted += [handoff for line in lines.values() for handoff in line.first]
        handoffs = self._handoffs(institution.id, wanted)
        return Snapshot(standing, present, lines, handoffs, self._steps(handoffs.values()))

    def _lines(self, institution: Institution, now: datetime) -> Mapping[str, WaitingLine]:
        queues = tuple(institution.queues)
        found = self._scripts.run("board", institution.id, now, {"queues": queues, "first": FIRST})
        return {
            queue: WaitingLine(int(waiting), to_instant(oldest) if oldest else None, tuple(first))
            for queue, (waiting, oldest, first) in zip(queues, found, strict=True)
        }

    def _agents(
        self, institution: str, agents: Sequence[str], now: datetime
    ) -> tuple[list[dict[str, str]], frozenset[str]]:
        pipeline, start = self._redis.pipeline(transaction=False), prefix(institution)
        for agent in agents:
            pipeline.hgetall(f"{start}agent:{agent}")
        pipeline.zrangebyscore(f"{start}seen", to_milliseconds(now - GONE_AFTER), "+inf")
        *hashes, present = answered(pipeline.execute)
        return hashes, frozenset(present)

    def _handoffs(self, institution: str, wanted: Iterable[str]) -> Mapping[str, Handoff]:
        pipeline = self._redis.pipeline(transaction=False)
        for handoff in wanted:
            pipeline.hgetall(f"{prefix(institution)}handoff:{handoff}")
        found = (read(fields) for fields in answered(pipeline.execute) if fields.get("state"))
        return {handoff.id: handoff for handoff in found}

    def _steps(self, handoffs: Iterable[Handoff]) -> Mapping[str, str]:
        """Give the name of the question that is open at each keypad; of a call's state nothing else is looked at."""
        calls = [handoff.call for handoff in handoffs if handoff.state in TYPING]
        pipeline = self._redis.pipeline(transaction=False)
        for call in calls:
            pipeline.hget(keys_of(call)[0], "state")
        states = answered(pipeline.execute)
        return {call: str(json.loads(state)["awaited"]) for call, state in zip(calls, states, strict=True) if state}
