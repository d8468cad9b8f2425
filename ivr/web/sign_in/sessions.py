"""How long somebody stays signed in: 15 idle minutes, 10 hours at most, and not a moment after a revocation.

Who comes back with no session left gets a telephone of another name: the network keeps no list of passes that are void,
but whoever kept one from before is rung no more. The number in it is random and not counted, because Redis may forget.
"""

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from redis import Redis

from ivr.ports import Clock
from ivr.web.parts import StaffDirectory, StaffMember

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=10)
TELEPHONES = 10**9
"""Of so many numbers each telephone gets one by chance: that two in an hour are alike is not to be feared."""


@dataclass(frozen=True, slots=True)
class DeskSession:
    """Who signed in, with which version of their rights, when, and when they last did something (ISO 8601, UTC).

    `phone` is the number in the name of their telephone, the same in all sessions that they have at one time.
    """

    staff: str
    version: int
    started: str
    seen: str
    phone: int = 1

    @property
    def over(self) -> datetime:
        """When it is over whatever the person does."""
        return datetime.fromisoformat(self.started) + LONGEST

    @property
    def ends(self) -> datetime:
        """When it is over unless the person does something before, and in any case after ten hours."""
        return min(datetime.fromisoformat(self.seen) + IDLE, self.over)


class DeskSessions:
    """The sessions in Redis, each under a digest of its identifier: who reads Redis cannot use one."""

    def __init__(self, redis: "Redis", clock: Clock, staff: StaffDirectory) -> None:
        self._redis, self._clock, self._staff = redis, clock, staff

    def start(self, member: StaffMember) -> str:
        """Begin a session and give its new identifier of 256 bits."""
        session_id, now = secrets.token_urlsafe(32), self._clock.now().isoformat()
        session = DeskSession(member.id, member.session_version, now, now, self._phone(member.id))
        pipeline, key = self._redis.pipeline(transaction=False), _key(session_id)
        pipeline.set(key, json.dumps(asdict(session)), ex=LONGEST)
        pipeline.zadd(_open(member.id), {key: session.ends.timestamp()})
        pipeline.expire(_open(member.id), LONGEST)
        pipeline.execute()
        return session_id

    def _phone(self, staff: str) -> int:
        """Give the number of the telephone of somebody who comes: a new one unless they are here already."""
        here = self._redis.zcount(_open(staff), f"({self._clock.now().timestamp()}", "+inf")
        if here:
            return self.phone_of(staff)
        number = 2 + secrets.randbelow(TELEPHONES)
        self._redis.set(_phones(staff), number)
        return number

    def phone_of(self, staff: str) -> int:
        """Give the number in the name of somebody's telephone now; 1 for who never came."""
        return int(self._redis.get(_phones(staff)) or 1)

    def member(self, session_id: str) -> StaffMember | None:
        """Give who is signed in, or nobody when the session is over or their rights were revoked."""
        found = self.found(session_id)
        return found[0] if found else None

    def found(self, session_id: str) -> tuple[StaffMember, int] | None:
        """Give who is signed in, as `member`, and the number of their telephone in this session."""
        session = self._read(session_id)
        if session is None or session.ends <= self._clock.now():
            return None
        member = self._staff.member(session.staff)
        if member is None or member.session_version != session.version:
            return None
        return member, session.phone

    def seen(self, session_id: str) -> None:
        """Note that the person, not only their browser, is there. A session that was ended stays ended."""
        if session := self._read(session_id):
            alive = replace(session, seen=self._clock.now().isoformat())
            pipeline, key = self._redis.pipeline(transaction=False), _key(session_id)
            pipeline.set(key, json.dumps(asdict(alive)), xx=True, keepttl=True)
            pipeline.zadd(_open(session.staff), {key: alive.ends.timestamp()}, xx=True)
            pipeline.execute()

    def ends(self, session_id: str) -> datetime:
        """Give when the session is over if nothing happens; now, when there is none."""
        session = self._read(session_id)
        return session.ends if session else self._clock.now()

    def ends_of(self, session_ids: Collection[str]) -> Mapping[str, datetime]:
        """Give when each of these sessions ends if nothing happens, without those for which `member` gives nobody.

        Two questions, however many there are.
        """
        asked, now = list(session_ids), self._clock.now()
        found = zip(asked, self._redis.mget([_key(each) for each in asked]), strict=True) if asked else ()
        kept = {session_id: _session(text) for session_id, text in found if text}
        versions = self._staff.versions({session.staff for session in kept.values()})
        return {
            session_id: session.ends
            for session_id, session in kept.items()
            if session.ends > now and versions.get(session.staff) == session.version
        }

    def over(self, session_id: str) -> datetime:
        """Give when the session is over whatever happens; now, when there is none."""
        session = self._read(session_id)
        return session.over if session else self._clock.now()

    def end(self, session_id: str) -> None:
        """Sign out."""
        if session := self._read(session_id):
            self._redis.zrem(_open(session.staff), _key(session_id))
        self._redis.delete(_key(session_id))

    def _read(self, session_id: str) -> DeskSession | None:
        kept = self._redis.get(_key(session_id))
        return _session(kept) if kept else None


def _session(kept: object) -> DeskSession:
    return DeskSession(**json.loads(str(kept)))


def _key(session_id: str) -> str:
    return f"ivr:desk-session:{sha256(session_id.encode()).hexdigest()}"


def _open(staff: str) -> str:
    """Name somebody's sessions that are not over, each with the instant at which it ends."""
    return f"ivr:desk-open:{staff}"


def _phones(staff: str) -> str:
    """Name the number of somebody's telephone; it is kept until they come back, for a later session may outlast it."""
    return f"ivr:desk-phones:{staff}"
