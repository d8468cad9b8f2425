"""How long somebody stays signed in: 15 idle minutes, 10 hours at most, and not a moment after a revocation."""

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


@dataclass(frozen=True, slots=True)
class DeskSession:
    """Who signed in, with which version of their rights, when, and when they last did something (ISO 8601, UTC)."""

    staff: str
    version: int
    started: str
    seen: str

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
        session = DeskSession(member.id, member.session_version, now, now)
        self._redis.set(_key(session_id), json.dumps(asdict(session)), ex=LONGEST)
        return session_id

    def member(self, session_id: str) -> StaffMember | None:
        """Give who is signed in, or nobody when the session is over or their rights were revoked."""
        session = self._read(session_id)
        if session is None or session.ends <= self._clock.now():
            return None
        member = self._staff.member(session.staff)
        return member if member is not None and member.session_version == session.version else None

    def seen(self, session_id: str) -> None:
        """Note that the person, not only their browser, is there. A session that was ended stays ended."""
        if session := self._read(session_id):
            alive = replace(session, seen=self._clock.now().isoformat())
            self._redis.set(_key(session_id), json.dumps(asdict(alive)), xx=True, keepttl=True)

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
        self._redis.delete(_key(session_id))

    def _read(self, session_id: str) -> DeskSession | None:
        kept = self._redis.get(_key(session_id))
        return _session(kept) if kept else None


def _session(kept: object) -> DeskSession:
    return DeskSession(**json.loads(str(kept)))


def _key(session_id: str) -> str:
    return f"ivr:desk-session:{sha256(session_id.encode()).hexdigest()}"
