"""Every state of an agent is an interval in the records, whatever is restarted, and whatever the clock does."""

from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from redis import Redis
from sqlalchemy import select

from ivr.agents.agent import Wish
from ivr.institutions import NotReadyReason
from ivr.stores.floor import RedisFloor
from ivr.stores.intervals import IntervalCarrier
from ivr.stores.records import Records
from ivr.stores.schema import AgentIntervalRecord
from tests.conftest import FixedClock

BANK, STREAM = "bank", "ivr:{bank}:states"
LUNCH = NotReadyReason("lunch", "Almuerzo", 3600)
Row = tuple[str, str, datetime, datetime | None]


@pytest.fixture
def floor(redis: "Redis") -> RedisFloor:
    """Give a floor with nobody on it."""
    return RedisFloor(redis)


@pytest.fixture
def carrier(redis: "Redis", records: Records, clock: FixedClock) -> IntervalCarrier:
    """Give the worker's job."""
    return IntervalCarrier(redis, records, clock, (BANK,))


def rows(carrier: IntervalCarrier, agent: str = "ana") -> list[Row]:
    """Give an agent's intervals in the order of the stream."""
    with carrier.records.read() as session:
        theirs = select(AgentIntervalRecord).where(AgentIntervalRecord.agent == agent)
        found = sorted(session.scalars(theirs), key=place)
        return [(row.state, row.reason, row.since, row.until) for row in found]


def place(row: AgentIntervalRecord) -> tuple[int, int, str]:
    """Give where an interval stands in the stream; one that Redis forgot comes after what it ended."""
    _, entry, *rest = row.entry.split(":")
    milliseconds, number = map(int, entry.split("-"))
    return milliseconds, number, "".join(rest)


def wish(floor: RedisFloor, clock: FixedClock, wished: Wish, reason: NotReadyReason | None = None) -> datetime:
    """Have an agent wish something, then let a minute pass; give when it was."""
    at = clock.now()
    floor.presence(BANK, "ana", wished, at, reason)
    clock.advance(60)
    return at


def test_each_state_ends_where_the_next_begins(floor: RedisFloor, clock: FixedClock, carrier: IntervalCarrier) -> None:
    """With the reason of a pause; the last one is open, and nothing is left in the stream."""
    first = wish(floor, clock, Wish.AVAILABLE)
    second = wish(floor, clock, Wish.NOT_READY, LUNCH)
    third = wish(floor, clock, Wish.AVAILABLE)
    assert (carrier.run(), carrier.run()) == (3, 0)
    assert rows(carrier) == [
        ("available", "", first, second),
        ("not_ready", "lunch", second, third),
        ("available", "", third, None),
    ]
    assert carrier.redis.xlen(STREAM) == 0


def test_a_wish_that_changes_nothing_is_no_interval(
    floor: RedisFloor, clock: FixedClock, carrier: IntervalCarrier
) -> None:
    """A button that is pressed twice begins nothing anew."""
    for wished in (Wish.AVAILABLE, Wish.AVAILABLE, Wish.HEARTBEAT):
        wish(floor, clock, wished)
    for _ in range(2):
        wish(floor, clock, Wish.NOT_READY, LUNCH)
    assert carrier.run() == 2


def test_a_worker_that_dies_after_writing_writes_nothing_twice(
    floor: RedisFloor, clock: FixedClock, carrier: IntervalCarrier
) -> None:
    """What is in the records already is dropped when it is read again, and closes nothing."""
    wish(floor, clock, Wish.AVAILABLE)
    wish(floor, clock, Wish.OFFLINE)
    read: Any = carrier.redis.xrange(STREAM)
    carrier.run()
    before = rows(carrier)
    carrier.redis.delete(STREAM, "ivr:{bank}:states_carried")
    for entry, fields in read:
        carrier.redis.xadd(STREAM, fields, id=entry)
    assert carrier.run() == 2
    assert rows(carrier) == before


def test_two_workers_at_once(floor: RedisFloor, clock: FixedClock, carrier: IntervalCarrier) -> None:
    """However many carry, each state is there once and one is open."""
    wishes = [Wish.AVAILABLE, Wish.OFFLINE] * 20
    instants = [wish(floor, clock, wished) for wished in wishes]
    threads = [Thread(target=carrier.run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    carrier.run()
    assert [(since, until) for _, _, since, until in rows(carrier)] == list(
        zip(instants, [*instants[1:], None], strict=True)
    )


def test_a_clock_that_is_set_back(floor: RedisFloor, clock: FixedClock, carrier: IntervalCarrier) -> None:
    """The interval in which it happens lasted no time; none lasts less, and none stays open."""
    first = wish(floor, clock, Wish.AVAILABLE)
    clock.advance(-3600)
    second = wish(floor, clock, Wish.OFFLINE)
    carrier.run()
    assert rows(carrier) == [("available", "", first, first), ("offline", "", second, None)]


def test_a_redis_that_came_back_empty(floor: RedisFloor, clock: FixedClock, carrier: IntervalCarrier) -> None:
    """Nobody is available for ever: who is not on the floor any more is offline from when that was noticed."""
    first = wish(floor, clock, Wish.AVAILABLE)
    carrier.run()
    assert carrier.settle() == 0
    carrier.redis.flushall()
    assert (carrier.settle(), carrier.settle()) == (1, 0)
    noticed = clock.now()
    assert rows(carrier) == [("available", "", first, noticed), ("offline", "", noticed, None)]
    clock.advance(60)
    again = wish(floor, clock, Wish.AVAILABLE)
    carrier.run()
    assert rows(carrier)[-1] == ("available", "", again, None)
    assert {until for _, _, _, until in rows(carrier)} == {noticed, again, None}


def test_a_redis_that_forgot_its_last_second(floor: RedisFloor, clock: FixedClock, carrier: IntervalCarrier) -> None:
    """What the floor says counts: the state that it still knows goes on from when that was noticed."""
    wish(floor, clock, Wish.AVAILABLE)
    kept: Any = carrier.redis.hgetall("ivr:{bank}:agent:ana")
    second = wish(floor, clock, Wish.OFFLINE)
    carrier.run()
    carrier.redis.hset("ivr:{bank}:agent:ana", mapping=kept)
    assert carrier.settle() == 1
    assert rows(carrier)[1:] == [("offline", "", second, clock.now()), ("available", "", clock.now(), None)]


def test_what_is_still_on_its_way_is_waited_for(floor: RedisFloor, clock: FixedClock, carrier: IntervalCarrier) -> None:
    """An interval whose end lies in the stream is not ended by guess."""
    wish(floor, clock, Wish.AVAILABLE)
    carrier.run()
    second = wish(floor, clock, Wish.OFFLINE)
    clock.advance(600)
    assert carrier.settle() == 0
    carrier.run()
    assert rows(carrier)[0][3] == second


def test_institutions_do_not_meet(redis: "Redis", records: Records, clock: FixedClock) -> None:
    """An agent of the same name at another institution ends nobody's interval."""
    floor, carrier = RedisFloor(redis), IntervalCarrier(redis, records, clock, (BANK, "other"))
    floor.presence(BANK, "ana", Wish.AVAILABLE, clock.now())
    floor.presence("other", "ana", Wish.AVAILABLE, clock.now() + timedelta(seconds=1))
    assert carrier.run() == 2
    assert [until for _, _, _, until in rows(carrier)] == [None, None]
