"""The worker carries events, and leaves no caller's number behind in Redis."""

from datetime import UTC, datetime

from redis import Redis
from sqlalchemy import func, select

from ivr.calls import Call
from ivr.conversation_parts import TurnEvent
from ivr.stores.live import RedisCalls
from ivr.stores.records import Records
from ivr.stores.schema import TurnRecord
from ivr.stores.turns import TurnCarrier
from tests.conftest import FixedClock

AT = datetime(2026, 3, 4, 15, tzinfo=UTC)
NUMBER = "+573001234567"
CALL = Call("CA" + "1" * 32, "serfinansa", "v1", "+5718000510513", NUMBER, "key", AT.isoformat())


def happen(redis: "Redis", clock: FixedClock, turns: int) -> None:
    """Take some turns of a call, and end it."""
    calls, call = RedisCalls(redis, clock), CALL
    for _ in range(turns):
        call = call.become(call.status, turn=call.turn + 1)
        assert calls.save(call, TurnEvent("turn", call, "menu_main", "answer", 3))
    calls.wipe(call, TurnEvent("ended", call, "menu_main", "hang_up", 0))


def test_what_was_carried_is_deleted(redis: "Redis", clock: FixedClock, sqlite: Records) -> None:
    """Every event is in the records, none is left in the stream, and the next ones are carried as well."""
    carrier = TurnCarrier(redis, sqlite)
    happen(redis, clock, 4)
    assert carrier.run() == 5
    assert redis.xlen("ivr:{1}:turns") == 0
    assert carrier.run() == 0
    with sqlite.read() as session:
        assert session.scalar(select(func.count()).select_from(TurnRecord)) == 5


def test_an_ended_call_leaves_nothing_of_itself_but_its_end(redis: "Redis", clock: FixedClock) -> None:
    """Neither the caller's number nor the key that sealed their secrets outlives the call's own record."""
    happen(redis, clock, 2)
    kept = redis.hgetall(f"ivr:{{1}}:call:{CALL.id}")
    assert set(kept) == {"revision", "ended"}
