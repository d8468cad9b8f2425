"""Live calls in Redis: one round trip to load, one to save by compare-and-set and publish what happened.

A call's keys carry the last hexadecimal digit of its CallSid as their hash tag, so that a call, its shard's index of
live calls and its shard's stream of turns meet in one script, in a cluster too.
"""

import json

from redis import Redis
from redis.exceptions import RedisError

from ivr.calls import Call, load_call
from ivr.conversation_parts import TurnEvent
from ivr.errors import CallEnded, Unavailable
from ivr.ports import Clock
from ivr.values import Channel

SHARDS = "0123456789abcdef"
INDEX = {Channel.PHONE: "calls", Channel.WEB: "visits"}
"""Calls are compared with the telephone network's; a visit ends by itself when nobody touches it."""
LIFE = 6 * 3600
"""Seconds after which a call that nobody touched is cleaned up."""
REMEMBERED = 3600
"""Seconds for which an ended call is remembered as such."""
QUIET = 60
"""Seconds after which the network is asked whether a call still exists."""
CLAIM_LIFE = 15
"""Seconds for which a claim holds: a webhook lives no longer."""

HELD = """
local function held(mark, now, life)
  local found = redis.call('HGET', KEYS[1], 'claim')
  if not found then return false end
  local at, by = string.match(found, '^(%S+) (.*)$')
  return by ~= mark and tonumber(now) - tonumber(at) < tonumber(life)
end
"""
"""Whether another answer may have had effects since the call was last saved."""

SAVE = f"""{HELD}
local found = redis.call('HGET', KEYS[1], 'revision') or '0'
if tonumber(found) + 1 ~= tonumber(ARGV[1]) or held(ARGV[8], ARGV[5], ARGV[9]) then return 0 end
redis.call('HSET', KEYS[1], 'revision', ARGV[1], 'state', ARGV[2], 'shown', ARGV[3])
redis.call('HDEL', KEYS[1], 'claim')
redis.call('EXPIRE', KEYS[1], ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[5], ARGV[6])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', 200000, '*', 'event', ARGV[7])
if KEYS[4] then redis.call('ZREM', KEYS[4], ARGV[6]) end
return 1
"""

CLAIM = f"""{HELD}
local revision = redis.call('HGET', KEYS[1], 'revision') or '0'
if revision ~= ARGV[1] or held(ARGV[2], ARGV[3], ARGV[4]) then return 0 end
redis.call('HSET', KEYS[1], 'claim', ARGV[3] .. ' ' .. ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[5])
return 1
"""

WIPE = """
local revision = redis.call('HGET', KEYS[1], 'revision')
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'revision', tonumber(revision or '0') + 1, 'ended', '1')
redis.call('EXPIRE', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[2])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', 200000, '*', 'event', ARGV[3])
return 1
"""


def keys_of(call: str, channel: Channel = Channel.PHONE) -> tuple[str, str, str]:
    """Give the names of a call's hash, of its shard's index of what is live, and of its shard's stream of turns."""
    tag = f"ivr:{{{call[-1]}}}"
    return f"{tag}:call:{call}", f"{tag}:{INDEX[channel]}", f"{tag}:turns"


def event_json(event: TurnEvent, at: float) -> str:
    """Give what happened as the JSON that the worker carries to the records: never digits."""
    call = event.call
    fields = {
        "type": event.type,
        "call": call.id,
        "institution": call.institution,
        "channel": call.kept_with,
        "began_on": call.channel,
        "asked_by": event.asked_by,
        "told": event.told,
        "line": call.line,
        "caller": call.caller_number,
        "version": call.version,
        "turn": call.turn,
        "step": event.step,
        "kind": event.kind,
        "place": call.place,
        "status": call.status,
        "ms": event.milliseconds,
        "at": at,
    }
    return json.dumps(fields, separators=(",", ":"))


class RedisCalls:
    """The calls that are live now, in Redis or Valkey. Every method raises Unavailable when it does not answer."""

    def __init__(self, redis: "Redis", clock: Clock) -> None:
        self._redis, self._clock = redis, clock
        self._save = redis.register_script(SAVE)
        self._claim = redis.register_script(CLAIM)
        self._wipe = redis.register_script(WIPE)

    def load(self, call: str) -> Call | None:
        """Give the call as it was last saved; None when it is not known. Raises CallEnded."""
        try:
            found = self._redis.hmget(keys_of(call)[0], ("revision", "state", "shown", "ended"))
        except RedisError as error:
            raise Unavailable("redis") from error
        revision, state, shown, ended = (str(value or "") for value in found)
        if ended:
            raise CallEnded(call)
        return load_call(state, int(revision), shown) if state else None

    def save(self, call: Call, event: TurnEvent, answer: str = "") -> bool:
        """Keep the call if nobody saved or claimed it since it was loaded, and publish the event."""
        return self._keep(call, event, answer, keys_of(call.id, call.kept_with))

    def leave(self, call: Call, event: TurnEvent) -> bool:
        """Keep a call that lives with visits of pages from now on, like `save`."""
        keys = (*keys_of(call.id, Channel.WEB), keys_of(call.id, call.channel)[1])
        return self._keep(call, event, "", keys)

    def _keep(self, call: Call, event: TurnEvent, answer: str, keys: tuple[str, ...]) -> bool:
        at = self._clock.now().timestamp()
        told = event_json(event, at)
        arguments = (call.revision, call.dump(), call.shown, LIFE, at, call.id, told, answer, CLAIM_LIFE)
        try:
            return bool(self._save(keys, arguments))
        except RedisError as error:
            raise Unavailable("redis") from error

    def claim(self, call: Call, answer: str) -> bool:
        """Say whether this answer is the one that may have effects since the call was last saved."""
        try:
            now = self._clock.now().timestamp()
            return bool(self._claim(keys_of(call.id)[:1], (call.revision, answer, now, CLAIM_LIFE, LIFE)))
        except RedisError as error:
            raise Unavailable("redis") from error

    def wipe(self, call: Call, event: TurnEvent) -> None:
        """Forget all of an ended call but that it was there."""
        at = self._clock.now().timestamp()
        try:
            self._wipe(keys_of(call.id, call.kept_with), (REMEMBERED, call.id, event_json(event, at)))
        except RedisError as error:
            raise Unavailable("redis") from error

    def quiet(self, channel: Channel = Channel.PHONE, seconds: float = QUIET) -> tuple[str, ...]:
        """Give what lives on a channel and was touched by nobody for so long."""
        before = self._clock.now().timestamp() - seconds
        try:
            found = [self._redis.zrangebyscore(f"ivr:{{{shard}}}:{INDEX[channel]}", 0, before) for shard in SHARDS]
        except RedisError as error:
            raise Unavailable("redis") from error
        return tuple(str(call) for calls in found for call in calls)

    def count(self, channel: Channel = Channel.PHONE) -> int:
        """Give how much lives on a channel."""
        try:
            return sum(int(self._redis.zcard(f"ivr:{{{shard}}}:{INDEX[channel]}")) for shard in SHARDS)
        except RedisError as error:
            raise Unavailable("redis") from error
