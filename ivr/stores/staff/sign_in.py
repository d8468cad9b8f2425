"""Who works at the desk: both factors proven at sign-in, failures limited, rights that end at once."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

import pyotp
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ivr.errors import LimitReached
from ivr.ports import Clock
from ivr.security.hashing import KeyHasher
from ivr.security.roles import Right, rights_of
from ivr.stores.audit import chain
from ivr.stores.limits.events import Tally, count_first, take_back
from ivr.stores.records import Records
from ivr.stores.schema import StaffRecord
from ivr.stores.staff.totp import matching_step

TOTP = "totp"  # the purpose under which the secret of the second factor is sealed
FAILURES, WINDOW = 5, timedelta(minutes=15)
UNKNOWN = "unknown"


class SecretOpener(Protocol):
    """Opens what is sealed where it is kept."""

    def open_text(self, purpose: str, token: str) -> str:
        """Give the text. Raises Unavailable when it was sealed for another purpose, or touched."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who works here; see `ivr.stores.schema.StaffRecord`. Nothing of it is secret."""

    id: str
    institution: str
    user: str
    name: str
    role: str
    voice: str
    session_version: int
    password_temporary: bool = False
    skills: str = ""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is held against; of somebody unknown, what nothing matches."""

    staff: str
    password_hash: str
    totp_secret: str


@dataclass(frozen=True)
class Staff:
    """The staff of these institutions. Every method raises Unavailable when the records cannot be read."""

    records: Records
    clock: Clock
    opener: SecretOpener
    hasher: KeyHasher
    institutions: Collection[str]
    _nobodys: Credentials = field(init=False, repr=False)

    def __post_init__(self) -> None:
        nobodys = Credentials("", self.hasher.hash(secrets.token_hex()), pyotp.random_base32())
        object.__setattr__(self, "_nobodys", nobodys)

    def sign_in(self, institution: str, user: str, password: str, code: str) -> StaffMember | None:
        """Give who proves both factors; the same None, after the same work, whatever was wrong.

        Raises LimitReached after five failures of a user name in 15 minutes, whether anybody has it or not.
        """
        if institution not in self.institutions:
            self.hasher.verify(self._nobodys.password_hash, password)
            return None
        name = user.strip().lower()
        counted = self._count(Tally(institution, "sign_in_failure", name))
        known = self._credentials(institution, name)
        right = self.hasher.verify(known.password_hash, password)
        renewed = self.hasher.hash(password) if right and self.hasher.is_outdated(known.password_hash) else ""
        step = matching_step(known.totp_secret, code.strip(), self.clock.now())
        with self.records.begin() as session:
            proven = self._use_up(session, known.staff, step) if right and step else False
            if proven:
                take_back(session, counted)
            if proven and renewed:
                session.execute(update(StaffRecord).filter_by(id=known.staff).values(password_hash=renewed))
            self._write(session, institution, known.staff or UNKNOWN, "signed_in" if proven else "sign_in_failed")
        return self.member(known.staff) if proven else None

    def sign(self, institution: str, user: str, code: str) -> str:
        """Give the identifier of who may attend at a branch and shows their second factor, beside somebody signed in.

        A code serves once, for a sign-in or for a signature; failures of both are counted together. Empty for anybody
        else. Raises LimitReached.
        """
        name = user.strip().lower()
        counted = self._count(Tally(institution, "sign_in_failure", name))
        known = self._credentials(institution, name)
        step = matching_step(known.totp_secret, code.strip(), self.clock.now())
        member = self.member(known.staff) if step else None
        with self.records.begin() as session:
            may = member is not None and Right.ATTEND in rights_of(member.role)
            signed = bool(may and step and self._use_up(session, known.staff, step))
            if signed:
                take_back(session, counted)
            self._write(session, institution, known.staff or UNKNOWN, "signed" if signed else "sign_refused")
        return known.staff if signed else ""

    def member(self, staff_id: str) -> StaffMember | None:
        """Give somebody whose rights have not ended."""
        with self.records.read() as session:
            record = session.get(StaffRecord, staff_id)
        if record is None or not record.active:
            return None
        return StaffMember(**{name: getattr(record, name) for name in StaffMember.__slots__})

    def versions(self, staff_ids: Collection[str]) -> Mapping[str, int]:
        """Give the version of the sessions of each of these whose rights have not ended."""
        theirs = select(StaffRecord.id, StaffRecord.session_version)
        with self.records.read() as session:
            found = session.execute(theirs.where(StaffRecord.id.in_(staff_ids), StaffRecord.active))
            return {row.id: row.session_version for row in found}

    def choose_password(self, staff_id: str, current: str, fresh: str) -> StaffMember | None:
        """Put a password of their own in the place of theirs, and end their sessions; None for a wrong current one.

        Raises LimitReached after five failures in 15 minutes, those at the sign-in included.
        """
        member = self.member(staff_id)
        if member is None:
            return None
        counted = self._count(Tally(member.institution, "sign_in_failure", member.user))
        known = self._credentials(member.institution, member.user)
        right = self.hasher.verify(known.password_hash, current)
        values = {"password_hash": self.hasher.hash(fresh), "password_temporary": False}
        theirs = update(StaffRecord).where(StaffRecord.id == staff_id, StaffRecord.password_hash == known.password_hash)
        change = theirs.values(session_version=StaffRecord.session_version + 1, **values).returning(StaffRecord.id)
        with self.records.begin() as session:
            chosen = right and session.execute(change).first() is not None
            if chosen:
                take_back(session, counted)
            kind = "staff_password_chosen" if chosen else "staff_password_refused"
            self._write(session, member.institution, staff_id, kind)
        return self.member(staff_id) if chosen else None

    def _count(self, tally: Tally) -> int:
        """Count a failure before anything is tried, so that many at once are not tried either; give its number."""
        now = self.clock.now()
        with self.records.begin() as session:
            number = count_first(session, tally, FAILURES, now - WINDOW, now)
        if number is None:
            raise LimitReached("sign_in")
        return number

    def _credentials(self, institution: str, user: str) -> Credentials:
        mine = select(StaffRecord).filter_by(institution=institution, user=user, active=True)
        with self.records.read() as session:
            record = session.scalars(mine).one_or_none()
        if record is None:
            return self._nobodys
        return Credentials(record.id, record.password_hash, self.opener.open_text(TOTP, record.totp_sealed))

    def _write(self, session: Session, institution: str, staff: str, kind: str) -> None:
        chain.append(session, institution, kind, at=self.clock.now(), actor=staff, subject=staff, channel="desk")

    def _use_up(self, session: Session, staff: str, step: int) -> bool:
        """Remember the time step, and say whether its code is used for the first time: of two at once, one wins."""
        later = update(StaffRecord).where(StaffRecord.id == staff, StaffRecord.totp_step < step)
        values = later.values(totp_step=step, signed_in=self.clock.now())
        return session.execute(values.returning(StaffRecord.id)).first() is not None
