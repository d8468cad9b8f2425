"""The list of screens in the records: each pass is given once, kept as a digest, and ended by one word."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, or_, select, update

from ivr.agents.staff import Author
from ivr.agents.supervision.screens import Screen
from ivr.errors import DeskError, Unavailable
from ivr.ports import Clock
from ivr.security.roles import Right
from ivr.stores.audit import chain
from ivr.stores.records import Records
from ivr.stores.schema import ScreenRecord
from ivr.stores.staff.rules import holders

LASTS = timedelta(days=365)
REMEMBERED = timedelta(days=30)
"""For so long the list shows a screen that was removed."""
SEEN_EVERY = timedelta(minutes=5)
TOKEN_BYTES = 16


@dataclass(frozen=True)
class ScreenRecords:
    """What `ivr.agents.supervision.screens.Screens` promises."""

    records: Records
    clock: Clock

    def listed(self, institution: str) -> list[Screen]:
        """Give the good ones, the newest first, then those that were removed or ended lately."""
        now = self.clock.now()
        mine = select(ScreenRecord).where(
            ScreenRecord.institution == institution, ScreenRecord.ends > now - REMEMBERED, _lately(now)
        )
        with self.records.read() as session:
            found = [_screen(record) for record in session.scalars(mine.order_by(ScreenRecord.made.desc()))]
        return sorted(found, key=lambda screen: not is_good(screen, now))

    def add(self, institution: str, name: str, by: Author) -> str:
        """Make a pass of 128 random bits and give it. Raises DeskError: forbidden."""
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self.clock.now()
        screen = {"id": secrets.token_hex(8), "institution": institution, "name": name, "digest": _digest(token)}
        with self.records.begin() as session:
            if by.actor not in holders(session, institution, Right.SCREEN):
                raise DeskError("forbidden")
            session.add(ScreenRecord(**screen, made=now, made_by=by.actor, ends=now + LASTS))
            session.flush()
            chain.append(session, institution, "screen_added", **self._deed(by, screen["id"], name))
        return token

    def remove(self, institution: str, screen: str, by: Author) -> None:
        """End a pass at once. Raises DeskError: forbidden, unknown_screen (also for one that is over)."""
        now = self.clock.now()
        mine = update(ScreenRecord).where(
            ScreenRecord.id == screen, ScreenRecord.institution == institution, ScreenRecord.removed.is_(None)
        )
        with self.records.begin() as session:
            if by.actor not in holders(session, institution, Right.SCREEN):
                raise DeskError("forbidden")
            ended = mine.values(removed=now, removed_by=by.actor).returning(ScreenRecord.name)
            name = session.scalars(ended).one_or_none()
            if name is None:
                raise DeskError("unknown_screen")
            chain.append(session, institution, "screen_removed", **self._deed(by, screen, name))

    def find(self, token: str) -> Screen | None:
        """Give the screen whose pass this is, while it is good."""
        now = self.clock.now()
        with self.records.read() as session:
            record = session.scalars(select(ScreenRecord).filter_by(digest=_digest(token))).one_or_none()
            screen = _screen(record) if record else None
        if screen is None or not is_good(screen, now):
            return None
        if screen.seen is None or now - screen.seen >= SEEN_EVERY:
            with suppress(Unavailable):  # what it shows matters more than when it was seen
                self._see(screen, now)
        return screen

    def opened(self, screen: Screen) -> None:
        """Write down that a browser was given the pass."""
        by = Author(f"screen:{screen.id}", "wallboard")
        with self.records.begin() as session:
            chain.append(session, screen.institution, "screen_opened", **self._deed(by, screen.id, screen.name))

    def _see(self, screen: Screen, now: datetime) -> None:
        with self.records.begin() as session:
            session.execute(update(ScreenRecord).where(ScreenRecord.id == screen.id).values(seen=now))

    def _deed(self, by: Author, screen: str, name: str) -> chain.Deed:
        detail = {"screen": screen, "name": name}
        return chain.Deed(at=self.clock.now(), actor=by.actor, channel=by.channel, detail=detail)


def is_good(screen: Screen, now: datetime) -> bool:
    """Say whether a screen may show something now."""
    return screen.removed is None and now < screen.ends


def _lately(now: datetime) -> ColumnElement[bool]:
    return or_(ScreenRecord.removed.is_(None), ScreenRecord.removed > now - REMEMBERED)


def _digest(token: str) -> str:
    return sha256(token.encode(errors="surrogatepass")).hexdigest()


def _screen(record: ScreenRecord) -> Screen:
    return Screen(**{name: getattr(record, name) for name in Screen.__slots__})
