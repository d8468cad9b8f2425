"""Attacks on security codes: brute force, spraying, spying, and parts that are down."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from sqlalchemy import text

from ivr.agents.handoff import Handoff
from ivr.errors import Unavailable
from ivr.stores.codes.book import CodeBook
from ivr.stores.codes.security_codes import occasion_of
from ivr.stores.limits.counters import Limits
from ivr.stores.records import Records
from ivr.stores.schema import Base
from ivr.values import Customer
from tests.stores.codes.world import ANA, CALL, OLD, OTHER_CALL, World


def guesses(world: World, days: int, send: Callable[[], str]) -> int:
    """Guess as often as anybody can: a new code whenever one is given, every try of it. Give how many were compared."""
    compared = 0
    for _ in range(days * 24 * 6):
        if send().startswith("••••"):
            outcomes = [world.prove(world.wrong()) for _ in range(4)]
            compared += sum(told.startswith(("CodeRefused wrong", "CodeRefused exhausted")) for told in outcomes[:3])
        world.clock.advance(600)
    return compared


def test_brute_force_over_resends_ends_with_an_agent(small_world: World) -> None:
    """Alone, a guesser compares ten codes on the first day, and fifteen in all: then only an agent helps."""
    assert guesses(small_world, 1, small_world.send) <= 10
    assert guesses(small_world, 3, small_world.send) <= 5
    assert small_world.send() == "LimitReached failures_day"


def test_brute_force_with_the_help_of_agents_is_bounded_by_the_codes_of_a_day(small_world: World) -> None:
    """Each guess needs an agent who was convinced before, and still there are no more than fifteen a day."""
    world, number = small_world, iter(range(10_000))
    now = world.clock.now()
    handoff = Handoff("serfinansa.1", "serfinansa", CALL, "claves", "change_key", now, now, customer=ANA)

    def send() -> str:
        try:
            return world.codes.send_for(handoff, "agent-7", f"code:{next(number)}")
        except Exception as error:  # noqa: BLE001 - any refusal ends this attempt
            return type(error).__name__

    assert guesses(world, 1, send) <= 15


def test_a_new_code_never_resets_the_failures(world: World) -> None:
    """Two wrong tries, a new code, three more: locked, with a try left that is not given; the right code is refused."""
    world.sent()
    assert [world.prove(world.wrong()) for _ in range(2)] == ["CodeRefused wrong 2", "CodeRefused wrong 1"]
    world.clock.advance(30)
    world.sent()
    assert world.prove(world.wrong()) == "CodeRefused wrong 2"
    assert world.prove(world.wrong()) == "CodeRefused wrong 1"
    assert world.prove(world.wrong()) == "CodeRefused exhausted"
    world.clock.advance(60)
    assert world.send() == "LimitReached failures_quarter_hour"


def test_failures_follow_the_customer_into_other_calls_and_procedures(world: World) -> None:
    """Guessing in parallel calls and procedures counts together, and is refused at use, not only at issue."""
    for call, procedure in ((CALL, "change_key"), (OTHER_CALL, "restore")):
        world.clock.advance(60)
        effect = world.effect(call, procedure)
        world.sent(effect=effect)
        for _ in range(3 if call == CALL else 2):
            world.prove(world.wrong(), effect=world.effect(call, procedure))
    assert world.prove(world.code(), effect=world.effect(OTHER_CALL, "restore")) == "LimitReached failures_quarter_hour"


def test_redis_counts_failures_even_when_the_records_lost_them(small_world: World) -> None:
    """A crash before the records are written gives nobody more tries within the quarter of an hour."""
    world = small_world
    for procedure in ("activate", "change_key"):
        world.clock.advance(60)
        world.sent(effect=world.effect(procedure=procedure))
        occasion = occasion_of(world.effect(procedure=procedure), ANA)
        for attempt in range(3):
            name = f"{procedure}-{attempt}"
            world.parts.book.compare(occasion, "x", name, world.clock.now(), failures=5, alone=True)
    assert world.prove(world.code()) == "LimitReached failures_quarter_hour"


def test_a_locked_customer_gets_back_with_an_agent(small_world: World) -> None:
    """Locking somebody out is no attack: a code that an agent sends is good; one sent before the lock is not."""
    world = small_world
    mine = world.sent()
    with world.parts.records.begin() as session:
        for _ in range(15):
            world.parts.limits.failed(session, "serfinansa", ANA)
    world.clock.advance(60)
    assert world.prove(mine) == "LimitReached failures_quarter_hour"
    world.clock.advance(900)
    assert world.send() == "LimitReached failures_day"
    now = world.clock.now()
    handoff = Handoff("serfinansa.1", "serfinansa", CALL, "claves", "change_key", now, now, customer=ANA)
    world.codes.send_for(handoff, "agent-7", "one")
    assert world.prove(world.code()) == "accepted"


def test_a_code_sent_before_the_lock_needs_an_agent_too(small_world: World) -> None:
    """Who got a code in time cannot go on guessing when the day's failures are used up."""
    world = small_world
    for _ in range(3):
        with world.parts.records.begin() as session:
            for _ in range(3):
                world.parts.limits.failed(session, "serfinansa", ANA)
        world.clock.advance(900)
    code = world.sent()
    assert world.prove(world.wrong()) == "CodeRefused wrong 2"
    assert world.prove(code).startswith("LimitReached")


def test_spraying_over_many_customers_trips_the_breaker(small_world: World) -> None:
    """When too many codes fail in ten minutes, whosever they are, none is sent and none accepted for a while."""
    world = small_world
    table = world.parts.tables["serfinansa"]
    tables = {"serfinansa": replace(table, limits=replace(table.limits, breaker_ten_minutes=6))}
    world.use(tables=tables, limits=Limits(tables, world.clock))
    world.phones.mobiles |= {f"victim-{each}": f"+5730000000{each:02}" for each in range(6)}
    mine = world.sent()
    for each in range(6):
        victim = Customer(f"victim-{each}", "")
        world.send(victim)
        world.prove("x", victim)
    assert world.prove(mine) == "LimitReached breaker_ten_minutes"
    world.clock.advance(100)
    assert world.send() == "LimitReached breaker_ten_minutes"
    world.clock.advance(500)
    assert world.send() == "•••• 4567"


@pytest.mark.parametrize("url", ["sqlite:////nowhere/records.sqlite", "postgresql+psycopg://nobody@127.0.0.1:1/none"])
def test_without_the_records_nothing_is_sent_and_nothing_proven(small_world: World, url: str) -> None:
    """The limits cannot be checked, so nothing is let through, and the code is not used up."""
    world, working = small_world, small_world.parts.records
    code = world.sent()
    world.use(records=Records(url))
    assert world.prove(code).startswith("Unavailable")
    assert world.send().startswith("Unavailable")
    assert not world.codes.proven(world.effect(), ANA)
    assert world.use(records=working).prove(code) == "accepted"


def test_without_redis_nothing_is_sent_and_nothing_proven(world: World) -> None:
    """No message is owed for a code that was not kept, and no failure or success is written."""
    working = world.parts.book
    code = world.sent()
    world.clock.advance(60)
    world.use(book=CodeBook(Redis(unix_socket_path="/nowhere/valkey.sock", retry=Retry(NoBackoff(), 0)), (OLD,)))
    assert world.prove(code) == "Unavailable redis"
    assert world.send() == "Unavailable redis"
    with pytest.raises(Unavailable):
        world.codes.proven(world.effect(), ANA)
    assert len(world.messages()) == 1
    assert world.use(book=working).prove(code) == "accepted"


def everything_in(redis: "Redis") -> str:
    """Give all keys and values of Redis."""
    readers: dict[str, Callable[[str], Any]] = {
        "string": redis.get,
        "hash": redis.hgetall,
        "zset": lambda key: redis.zrange(key, 0, -1, withscores=True),
    }
    return json.dumps({key: readers[str(redis.type(key))](key) for key in redis.scan_iter("*")})


def everything_written(world: World) -> str:
    """Give all rows of the database."""
    with world.parts.records.begin() as session:
        rows = [session.execute(text(f'SELECT * FROM "{table}"')).all() for table in Base.metadata.tables]  # noqa: S608 - our own names
    return repr(rows)


def test_the_code_is_nowhere_in_clear(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Neither Redis, nor a table, nor a log, nor an error holds the code, before it is used or after."""
    caplog.set_level(logging.DEBUG)
    code = world.sent()
    for _ in range(2):
        found = everything_in(world.redis) + everything_written(world) + caplog.text
        assert code not in found
        assert "ana" in found
        assert world.prove(code) in ("accepted", "CodeRefused used")


def test_the_hash_cannot_be_guessed_without_the_secret(small_world: World) -> None:
    """Two services with two secrets keep two hashes of one code: whoever reads Redis alone cannot try all codes."""
    world = small_world
    occasion, key = occasion_of(world.effect(), ANA), "ivr:{serfinansa}:code:ana:change_key"
    hashes = set()
    for secret in (OLD, OLD[::-1]):
        book = CodeBook(world.redis, (secret,))
        book.issue(occasion, "481516", world.clock.now(), 3, alone=True)
        hashes.add(world.redis.hget(key, "hash"))
    assert len(hashes) == 2
