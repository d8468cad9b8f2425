"""Who joins the staff, who is on it, and new passwords and second factors: each change stands in the audit."""

from dataclasses import dataclass
from typing import Protocol

import pyotp
from sqlalchemy import select, update

from ivr.ports import Clock
from ivr.security.hashing import KeyHasher
from ivr.stores import audit
from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.schema import StaffRecord
from ivr.stores.staff import TOTP

CHANNEL = "terminal"  # where these changes are made from, as the audit calls it


class TextSealer(Protocol):
    """Seals what is kept in the records."""

    def seal_text(self, purpose: str, text: str) -> str:
        """Give the text sealed, to be opened for the same purpose only."""


@dataclass(frozen=True, slots=True)
class Post:
    """A place on the staff, as it is on the list; nothing of it is secret."""

    id: str
    institution: str
    user: str
    name: str
    role: str
    active: bool


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody new: `role` is agent or supervisor, `voice` a `client:` identity or a telephone number in E.164."""

    institution: str
    user: str
    name: str
    role: str
    voice: str


@dataclass(frozen=True)
class Staffing:
    """The list of staff. `by` is who makes a change. Every method raises Unavailable without the records."""

    records: Records
    clock: Clock
    sealer: TextSealer
    hasher: KeyHasher

    def posts(self, *institutions: str) -> list[Post]:
        """Give everybody who is or was on the staff of these institutions, in the order of their user names."""
        theirs = select(StaffRecord).where(StaffRecord.institution.in_(institutions))
        with self.records.read() as session:
            found = session.scalars(theirs.order_by(StaffRecord.institution, StaffRecord.user))
            return [Post(**{name: getattr(record, name) for name in Post.__slots__}) for record in found]

    def find(self, institution: str, user: str) -> Post | None:
        """Give who has or had this user name."""
        return next((post for post in self.posts(institution) if post.user == user), None)

    def add(self, joining: Joining, password: str, by: str) -> str | None:
        """Add somebody and give the secret of their second factor; None when the user name was given before."""
        institution, staff_id, secret = joining.institution, f"{joining.institution}.{joining.user}", _new_secret()
        values = {name: getattr(joining, name) for name in Joining.__slots__} | {
            "id": staff_id,
            "password_hash": self.hasher.hash(password),
            "totp_sealed": self.sealer.seal_text(TOTP, secret),
        }
        deed = audit.Deed(
            at=self.clock.now(), actor=by, subject=staff_id, channel=CHANNEL, detail={"role": joining.role}
        )
        with self.records.begin() as session:
            if not insert_once(session, StaffRecord, **values):
                return None
            audit.append(session, institution, "staff_added", **deed)
        return secret

    def new_factor(self, post: Post, by: str) -> str | None:
        """Give a new secret, with which alone they sign in from now on; None when their rights have ended."""
        secret = _new_secret()
        sealed = self.sealer.seal_text(TOTP, secret)
        # No code of the new secret was used yet, so that also the one of this half minute is good.
        renewed = self._renew(post, by, "staff_factor_renewed", totp_sealed=sealed, totp_step=0)
        return secret if renewed else None

    def new_password(self, post: Post, password: str, by: str) -> bool:
        """Put a new password in the place of the old one; False when their rights have ended."""
        return self._renew(post, by, "staff_password_renewed", password_hash=self.hasher.hash(password))

    def _renew(self, post: Post, by: str, kind: str, **values: str | int) -> bool:
        """Change what they sign in with, and end their sessions: whoever had the old one is out."""
        theirs = update(StaffRecord).where(StaffRecord.id == post.id, StaffRecord.active)
        change = theirs.values(session_version=StaffRecord.session_version + 1, **values).returning(StaffRecord.id)
        deed = audit.Deed(at=self.clock.now(), actor=by, subject=post.id, channel=CHANNEL)
        with self.records.begin() as session:
            renewed = session.execute(change).first() is not None
            if renewed:
                audit.append(session, post.institution, kind, **deed)
        return renewed


def _new_secret() -> str:
    """Give 160 bits in Base32, as authenticators read them (RFC 4226 recommends this length)."""
    return pyotp.random_base32()
