"""Who joins the staff, who is on it, and what changes: each change is admitted, done and audited in one transaction."""

from dataclasses import dataclass
from typing import Protocol

import pyotp
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ivr.agents.staff import Author, Changes, Joining, Post
from ivr.errors import DeskError
from ivr.ports import Clock
from ivr.security.hashing import KeyHasher
from ivr.stores.audit import chain
from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.schema import StaffRecord
from ivr.stores.staff.rules import admit, keep_voices_apart
from ivr.stores.staff.sign_in import TOTP


class TextSealer(Protocol):
    """Seals what is kept in the records."""

    def seal_text(self, purpose: str, text: str) -> str:
        """Give the text sealed, to be opened for the same purpose only."""


@dataclass(frozen=True)
class Staffing:
    """The list of staff. `by` is who makes a change; every change of rights or factors ends the person's sessions.

    Raises Unavailable without the records, and DeskError: rights_ended (of whom it is about), voice_taken, and for
    members of the staff forbidden and yourself (see `ivr.stores.staff.rules.admit`).
    """

    records: Records
    clock: Clock
    sealer: TextSealer
    hasher: KeyHasher

    def posts(self, *institutions: str) -> list[Post]:
        """Give everybody who is or was on the staff of these institutions, in the order of their user names."""
        theirs = select(StaffRecord).where(StaffRecord.institution.in_(institutions))
        with self.records.read() as session:
            found = session.scalars(theirs.order_by(StaffRecord.institution, StaffRecord.user))
            return [_post(record) for record in found]

    def find(self, institution: str, user: str) -> Post | None:
        """Give who has or had this user name."""
        mine = select(StaffRecord).filter_by(institution=institution, user=user)
        with self.records.read() as session:
            record = session.scalars(mine).one_or_none()
            return _post(record) if record else None

    def add(self, joining: Joining, password: str, by: Author) -> str:
        """Add somebody, whose first password is temporary, and give the secret of their second factor.

        Raises DeskError("user_taken"): a user name is never given to a second person, the audit would speak of both.
        """
        staff_id, secret = f"{joining.institution}.{joining.user}", _new_secret()
        values = {name: getattr(joining, name) for name in Joining.__slots__} | {
            "id": staff_id,
            "password_hash": self.hasher.hash(password),
            "password_temporary": True,
            "totp_sealed": self.sealer.seal_text(TOTP, secret),
        }
        with self.records.begin() as session:
            admit(session, joining.institution, staff_id, by)
            keep_voices_apart(session, staff_id, joining.voice)
            if not insert_once(session, StaffRecord, **values):
                raise DeskError("user_taken")
            chain.append(session, joining.institution, "staff_added", **self._deed(staff_id, by, role=joining.role))
        return secret

    def change(self, post: Post, changes: Changes, by: Author) -> None:
        """Make it what `changes` says. Another role ends the sessions; what stays as it was is not written."""
        values = {name: getattr(changes, name) for name in Changes.__slots__}
        with self.records.begin() as session:
            admit(session, post.institution, post.id, by)
            keep_voices_apart(session, post.id, changes.voice)
            record = _working(session, post)
            changed = {name: value for name, value in values.items() if getattr(record, name) != value}
            if not changed:
                return
            detail = {name: f"{getattr(record, name)} > {value}" for name, value in changed.items()}
            if "role" in changed:
                record.session_version += 1
            for name, value in changed.items():
                setattr(record, name, value)
            chain.append(session, post.institution, "staff_changed", **self._deed(post.id, by, **detail))

    def deactivate(self, post: Post, by: Author) -> None:
        """End somebody's rights at once, and for good."""
        self._renew(post, by, "staff_deactivated", active=False)

    def end_sessions(self, post: Post, by: Author) -> None:
        """Sign somebody out everywhere; they may sign in again."""
        self._renew(post, by, "staff_sessions_ended")

    def new_factor(self, post: Post, by: Author) -> str:
        """Give a new secret, with which alone they sign in from now on."""
        secret = _new_secret()
        # No code of the new secret was used yet, so that also the one of this half minute is good.
        sealed = self.sealer.seal_text(TOTP, secret)
        self._renew(post, by, "staff_factor_renewed", totp_sealed=sealed, totp_step=0)
        return secret

    def new_password(self, post: Post, password: str, by: Author) -> None:
        """Put a temporary password in the place of theirs."""
        hashed = self.hasher.hash(password)
        self._renew(post, by, "staff_password_renewed", password_hash=hashed, password_temporary=True)

    def _renew(self, post: Post, by: Author, kind: str, **values: str | int) -> None:
        """Change what they may, or sign in with, and end their sessions: whoever had the old one is out."""
        theirs = update(StaffRecord).where(StaffRecord.id == post.id)
        with self.records.begin() as session:
            admit(session, post.institution, post.id, by)
            _working(session, post)
            session.execute(theirs.values(session_version=StaffRecord.session_version + 1, **values))
            chain.append(session, post.institution, kind, **self._deed(post.id, by))

    def _deed(self, staff_id: str, by: Author, **detail: str | int) -> chain.Deed:
        return chain.Deed(at=self.clock.now(), actor=by.actor, subject=staff_id, channel=by.channel, detail=detail)


def _working(session: Session, post: Post) -> StaffRecord:
    """Lock and give the record of somebody whose rights have not ended."""
    theirs = select(StaffRecord).filter_by(id=post.id, active=True).with_for_update()
    record = session.scalars(theirs).one_or_none()
    if record is None:
        raise DeskError("rights_ended")
    return record


def _post(record: StaffRecord) -> Post:
    return Post(**{name: getattr(record, name) for name in Post.__slots__})


def _new_secret() -> str:
    """Give 160 bits in Base32, as authenticators read them (RFC 4226 recommends this length)."""
    return pyotp.random_base32()
