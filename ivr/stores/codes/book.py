"""The security codes that wait to be typed: kept in Redis as keyed hashes, each changed by one atomic script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from ivr.errors import Unavailable
from ivr.security.tokens import Tokens

WINDOW = 15 * 60 * 1000
"""Milliseconds in which failures of one customer are counted together."""
CLEANED_UP = 30 * 3600 * 1000
"""Milliseconds after which Redis may forget: no code lives longer, and no revocation is forgotten before.

Lives are compared with the stored instant, never with this."""
PROOF_LIFE = 15 * 60 * 1000
"""Milliseconds for which a proven code lets the customer go on."""
WRONG = ("wrong", "last")
"""How the outcomes begin in which a try was used up."""

ISSUE = """
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'hash', ARGV[1], 'conversation', ARGV[2], 'until', ARGV[3], 'left', ARGV[4],
  'alone', ARGV[5], 'revoked', redis.call('GET', KEYS[2]) or '0')
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return 1
"""

COMPARE = """
local now, window, cleaned_up = tonumber(ARGV[2]), tonumber(ARGV[4]), ARGV[7]
local function compare()
  local code = redis.call('HMGET', KEYS[1], 'hash', 'conversation', 'until', 'left', 'alone', 'used', 'revoked')
  local revoked = redis.call('GET', KEYS[5]) or '0'
  if redis.call('ZCOUNT', KEYS[2], now - window + 1, '+inf') >= tonumber(ARGV[3]) then return 'limit' end
  if ARGV[5] == '0' and (code[5] ~= '0' or code[2] ~= ARGV[1]) then return 'limit' end
  if not code[1] or code[2] ~= ARGV[1] or code[7] ~= revoked then return 'none' end
  if code[6] then return 'used' end
  if now > tonumber(code[3]) then return 'expired' end
  if tonumber(code[4]) <= 0 then return 'exhausted' end
  for at = 8, #ARGV do
    if ARGV[at] == code[1] then
      redis.call('HSET', KEYS[1], 'used', '1')
      redis.call('SET', KEYS[4], ARGV[6] .. ' ' .. revoked, 'PX', cleaned_up)
      return 'accepted'
    end
  end
  redis.call('ZADD', KEYS[2], now, KEYS[3])
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - window)
  redis.call('PEXPIRE', KEYS[2], window)
  local left = redis.call('HINCRBY', KEYS[1], 'left', -1)
  return (code[1] == '-' and 'decoy ' or '') .. (left > 0 and 'wrong ' .. left or 'last')
end
local kept = redis.call('GET', KEYS[3])
if kept then return kept end
local outcome = compare()
redis.call('SET', KEYS[3], outcome, 'PX', cleaned_up)
return outcome
"""


REVOKE = """
redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
"""
"""Codes and proofs hold how often there was a revocation before them: those of another count are void."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a code is bound to: it opens nothing for another institution, customer, purpose or conversation."""

    institution: str
    customer: str
    purpose: str
    conversation: str

    @property
    def code_key(self) -> str:
        """The name of the one code that the customer has for this purpose."""
        return f"ivr:{{{self.institution}}}:code:{self.customer}:{self.purpose}"

    @property
    def proof_key(self) -> str:
        """The name of the proof that the code was typed in this conversation."""
        return f"ivr:{{{self.institution}}}:proof:{self.conversation}:{self.purpose}:{self.customer}"

    @property
    def revoked_key(self) -> str:
        """The name of the count of the customer's revocations."""
        return f"ivr:{{{self.institution}}}:code-revoked:{self.customer}"

    def compare_keys(self, attempt: str, proof_key: str) -> tuple[str, str, str, str, str]:
        """Give the names of what COMPARE touches: code, failures, result of the attempt, proof, revocations."""
        tag = f"ivr:{{{self.institution}}}"
        failures = f"{tag}:code-failures:{self.customer}"
        return self.code_key, failures, f"{tag}:code-result:{attempt}", proof_key, self.revoked_key

    def parts(self, code: str) -> Sequence[str]:
        """Give what is hashed."""
        return self.institution, self.customer, self.purpose, self.conversation, code


class CodeBook:
    """Issues and compares codes. Any method raises Unavailable when Redis does not answer."""

    def __init__(self, redis: "Redis", secret_keys: Sequence[str]) -> None:
        self._redis, self._tokens = redis, Tokens(secret_keys, "security code")
        self._issue, self._compare = redis.register_script(ISSUE), redis.register_script(COMPARE)
        self._revoke = redis.register_script(REVOKE)

    def issue(self, occasion: Occasion, code: str, until: datetime, tries: int, *, alone: bool) -> None:
        """Keep a new code until that instant, itself included; the earlier one for the same purpose is void at once.

        The failures that were counted stay. `alone` marks a code that no agent sent: it is of no use to a customer who
        may only try with an agent's help. An empty `code` is for an unknown customer: nothing that is typed matches it.
        """
        hashed = self._tokens.make(*occasion.parts(code)) if code else ""
        values: tuple[str | int, ...] = (
            hashed or "-",
            occasion.conversation,
            milliseconds(until),
            tries,
            int(alone),
            CLEANED_UP,
        )
        try:
            self._issue((occasion.code_key, occasion.revoked_key), values)
        except RedisError as error:
            raise Unavailable("redis") from error

    def compare(
        self,
        occasion: Occasion,
        code: str,
        attempt: str,
        now: datetime,
        *,
        failures: int,
        alone: bool,
        proves: Occasion | None = None,
    ) -> str:
        """Use the code up, or count a failure; the same `attempt` again gets the first outcome.

        `proves` is where the proof counts, if that is not where the code was sent: a branch's is used elsewhere.
        Gives accepted, wrong and the tries left ("wrong 2"), last (wrong, and that was its last try), none, used,
        expired, exhausted, or limit: when the customer failed `failures` times within 15 minutes, or may not try
        `alone` and no agent sent a code here. Before wrong and last stands "decoy " where nobody was sent the code:
        `judged` takes it off, before anybody hears of it.
        """
        hashes = self._tokens.every(*occasion.parts(code))
        at = milliseconds(now)
        numbers = (at, failures, WINDOW, int(alone), at + PROOF_LIFE, CLEANED_UP)
        keys = occasion.compare_keys(attempt, (proves or occasion).proof_key)
        try:
            return str(self._compare(keys, (occasion.conversation, *numbers, *hashes)))
        except RedisError as error:
            raise Unavailable("redis") from error

    def proven(self, occasion: Occasion, now: datetime) -> bool:
        """Say whether a code was proven on this occasion within the last 15 minutes."""
        try:
            kept: Any = self._redis.mget(occasion.proof_key, occasion.revoked_key)
        except RedisError as error:
            raise Unavailable("redis") from error
        until, _, revoked = (kept[0] or "").partition(" ")
        return bool(until) and milliseconds(now) <= int(until) and revoked == (kept[1] or "0")

    def revoke(self, institution: str, customer: str) -> None:
        """Void every code of the customer that waits and every one that was proven, at once and in every call."""
        try:
            self._revoke((Occasion(institution, customer, "", "").revoked_key,), (CLEANED_UP,))
        except RedisError as error:
            raise Unavailable("redis") from error


def judged(outcome: str) -> tuple[str, bool]:
    """Give an outcome of `compare` as everybody hears it, and whether a code that was sent to somebody was missed."""
    told = outcome.removeprefix("decoy ")
    return told, told == outcome and told.startswith(WRONG)


def milliseconds(instant: datetime) -> int:
    """Give an instant as Redis scripts compare it."""
    return round(instant.timestamp() * 1000)
