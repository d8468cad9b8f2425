"""Temporary keys that we make and send; the present key goes on working until one of them is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ivr.institutions import Institution
from ivr.key_policies import SENT, TemporaryKey
from ivr.ports import Clock
from ivr.security.hashing import KeyHasher
from ivr.security.made_keys import made_key
from ivr.security.sealing import OUTBOX, Sealer
from ivr.stores.audit import chain
from ivr.stores.bank.accounts import Account, read_account
from ivr.stores.bank.decoys import Decoys
from ivr.stores.bank.notices import Notice, owe_notices
from ivr.stores.bank.reaching import Reach, reach_of
from ivr.stores.effects import perform
from ivr.stores.limits.counters import Limits
from ivr.stores.outbox.email import owe_email
from ivr.stores.outbox.owing import EMAIL, SMS, Terms, owe
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.stores.schema import KeyRecord
from ivr.values import Customer, Effect

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Made:
    """A key that was made for a customer, and its hash; it serves until that instant."""

    key: str
    hash: str
    at: datetime
    until: datetime


@dataclass(frozen=True)
class SentKeys:
    """The port `SentKeys` of the reference bank."""

    records: Records
    clock: Clock
    tables: Mapping[str, Institution]
    hasher: KeyHasher
    sealer: Sealer
    limits: Limits
    decoys: Decoys
    texts: Texts

    def send(self, effect: Effect, customer: Customer, by: str) -> None:
        """Make a key and send it by sms or email, or as the customer can be reached. Raises LimitReached.

        For who is unknown, frozen, or can be reached nowhere, the same is done, and nothing is sent.
        """
        policy, at = self.tables[effect.institution].key, self.clock.now()
        key = made_key(policy)
        made = Made(key, self.hasher.hash(key), at, at + timedelta(seconds=self._policy(effect).life))
        perform(
            self.records, effect.idempotency_key, at, lambda session: self._send(session, effect, customer, by, made)
        )

    def _send(self, session: Session, effect: Effect, customer: Customer, wish: str, made: Made) -> None:
        account = read_account(session, effect.institution, customer.reference, lock=True)
        reach = reach_of(account, self.decoys, customer)
        by = _way(reach, wish)
        to, mask = (reach.email, reach.masks.email) if by == EMAIL else (reach.texted, reach.masks.mobile)
        self.limits.allow_code(session, effect.institution, customer, to, apart_by_customer=True)
        serves = bool(to) and not account.frozen
        if serves:
            _keep(session, customer, made)
        self._owe(session, effect, by, to if serves else "", made)
        self._tell_others(session, effect, account if serves else None, to)
        detail: dict[str, str | int] = {"email" if by == EMAIL else "mobile": mask}
        chain.append_effect(
            session, effect, "temporary_key_sent", at=made.at, subject=customer.reference, detail=detail
        )

    def _owe(self, session: Session, effect: Effect, by: str, to: str, made: Made) -> None:
        values: dict[str, str | int] = {"code": made.key, "hours": self._policy(effect).life // HOUR}
        terms = Terms(purpose="key", idempotency_key=effect.idempotency_key, at=made.at, sealed=True)
        terms["expires_at"] = made.until
        if by == EMAIL:
            body = self.texts.letter(effect.institution, "temporary_key_sent", values, "temporary_key").as_body()
            owe_email(session, effect.institution, to, self.sealer.seal_text(OUTBOX, body), **terms)
        else:
            body = self.texts.message(effect.institution, "temporary_key_sent", values)
            owe(session, effect.institution, to, self.sealer.seal_text(OUTBOX, body), **terms)

    def _tell_others(self, session: Session, effect: Effect, account: Account | None, to: str) -> None:
        """Tell every other contact that a temporary key was asked for."""
        others = [way for way in account.contacts if way != to] if account else []
        values = {"hours": self._policy(effect).life // HOUR}
        notice = Notice(effect.institution, "temporary_key", effect.idempotency_key, self.clock.now(), values)
        owe_notices(session, self.texts, notice, others)

    def _policy(self, effect: Effect) -> TemporaryKey:
        found = self.tables[effect.institution].key.temporary
        if found is None:
            raise LookupError(f"{effect.institution} has no temporary key")
        return found


def _way(reach: Reach, wish: str) -> str:
    """Give by which means it goes: as it was wished, or the only way that there is."""
    if wish == EMAIL:
        return SMS if reach.texted and not reach.email else EMAIL
    return EMAIL if reach.email and not reach.texted else SMS


def _keep(session: Session, customer: Customer, made: Made) -> None:
    """Keep the key beside the present one; an earlier one that was sent is void."""
    kept = session.get(KeyRecord, (customer.reference, SENT)) or KeyRecord(customer=customer.reference, kind=SENT)
    kept.hash, kept.set_at, kept.temporary_until = made.hash, made.at, made.until
    session.add(kept)
