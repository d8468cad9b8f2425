"""The customers' keys: whether there is one, whether the caller knows it, and how a new one takes its place."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from sqlalchemy.orm import Session

from ivr.errors import CodeRefused, KeyRefused
from ivr.institutions import Institution
from ivr.key_policies import ACCESS, SENT, SERVICE, KeyPolicy
from ivr.ports import Clock
from ivr.security.hashing import KeyHasher
from ivr.security.keys import KeyRules, OtherKeys
from ivr.stores.bank.accounts import Account, read_account
from ivr.stores.bank.key_proofs import has_proven
from ivr.stores.bank.key_tries import Attempt, judge
from ivr.stores.bank.outside import KeyLimits, Opener, Proofs
from ivr.stores.bank.replacing import Replacement, replace_key
from ivr.stores.effects import answer, kept, perform
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.values import Customer, Effect, Sealed


@dataclass(frozen=True)
class BankKeys:
    """The port `Keys` of the reference bank.

    Hashing takes 25 ms and more, so it is done before the transaction, and what it relied on is read again inside. A
    repetition of an effect is answered before any of it.
    """

    records: Records
    clock: Clock
    tables: Mapping[str, Institution]
    opener: Opener
    hasher: KeyHasher
    proofs: Proofs
    limits: KeyLimits
    texts: Texts
    # Compared with what is typed for a customer without a key, so that it takes as long as for one who has a key.
    _nobodys: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_nobodys", self.hasher.hash(secrets.token_hex()))

    def state(self, effect: Effect, customer: Customer, kind: str = ACCESS) -> str:
        """Give none, active, temporary, expired or blocked; an unknown customer has an active key, as most have."""
        now = self.clock.now()
        return str(self._perform(effect, lambda session: _state(_account(session, effect, customer, kind), kind, now)))

    def confirm(self, effect: Effect, customer: Customer, key: Sealed, kind: str = ACCESS) -> None:
        """Check the current key. Raises KeyWrong, KeyExpired, LimitReached (the key is then blocked)."""
        if self._kept(effect):
            return
        account = self._read(effect, customer, kind)
        present = account.of(kind).present or self._nobodys
        typed = self.opener.open(effect.sealing_key, key)
        right = self.hasher.verify(present, typed)
        policy = self.tables[effect.institution].keys[kind]
        renewed = self.hasher.hash(typed) if right and self.hasher.is_outdated(present) else ""
        done = policy.tries, self.clock.now(), renewed, kind, self._sent(policy, account, typed)
        attempt = Attempt(effect, customer, present if right else "", *done)
        self._perform(effect, lambda session: judge(session, self.limits, attempt))

    def _sent(self, policy: KeyPolicy, account: Account, typed: str) -> str:
        """Give the hash of a temporary key of ours that fits what was typed; the same work for who was sent none."""
        if policy.temporary is None or policy.temporary.made_by != SERVICE:
            return ""
        sent = account.of(SENT).present or self._nobodys
        return sent if self.hasher.verify(sent, typed) else ""

    def examine(self, effect: Effect, customer: Customer, key: Sealed, kind: str = ACCESS) -> None:
        """Hold a new key against the policy; nothing is set. Raises KeyRefused with the rules that it breaks.

        Raises CodeRefused (none) like `replace`: nobody else learns what a customer's key must not be.
        """
        if self._kept(effect):
            return
        account = self._proven(effect, customer, kind)
        broken = self.broken(effect, account, kind, self.opener.open(effect.sealing_key, key))
        self._perform(effect, lambda _: refuse(broken) if broken else None)

    def replace(self, effect: Effect, customer: Customer, key: Sealed, kind: str = ACCESS) -> None:
        """Set the key, tell every contact, and write the audit: all of it or nothing.

        Raises KeyRefused with the rules that it breaks; LimitReached when the key is frozen until an agent has looked
        into it; CodeRefused (none) when what the kind of key asks for was not proven in this conversation.
        """
        if self._kept(effect):
            return
        account = self._proven(effect, customer, kind)
        typed = self.opener.open(effect.sealing_key, key)
        if broken := self.broken(effect, account, kind, typed):
            self._perform(effect, lambda _: refuse(broken))
        told = "key_changed" if kind == ACCESS else "other_key_changed"
        values = {} if kind == ACCESS else {"label": self.tables[effect.institution].keys[kind].label}
        done = self.hasher.hash(typed), self.clock.now()
        new = Replacement(effect, customer, account.hashes, *done, {kind: None}, told, values)
        self._perform(effect, lambda session: replace_key(session, self.texts, new))

    def broken(self, effect: Effect, account: Account, kind: str, typed: str) -> tuple[str, ...]:
        """Give the rules of a kind of key that what was typed breaks."""
        policy = self.tables[effect.institution].keys[kind]
        own, others = account.of(kind), {name: keys.present for name, keys in account.keys.items() if name != kind}
        shared = tuple(account.of(name).hashes for name in policy.history_with)
        return KeyRules(policy, self.hasher).broken(
            typed,
            document=account.document,
            phones=account.phones,
            birth_date=account.birth_date,
            others=OtherKeys(own.hashes, shared, own.temporary, others),
        )

    def _proven(self, effect: Effect, customer: Customer, kind: str) -> Account:
        """Give the file of a customer who may replace this key now. Raises CodeRefused (none)."""
        account = self._read(effect, customer, kind)
        policy = self.tables[effect.institution].keys[kind]
        code = self.proofs.proven(effect, customer)
        if not has_proven(account, policy, effect, self.clock.now(), code=code):
            raise CodeRefused("none")
        return account

    def _read(self, effect: Effect, customer: Customer, kind: str) -> Account:
        with self.records.read() as session:
            return _account(session, effect, customer, kind)

    def _kept(self, effect: Effect) -> bool:
        """Say whether this effect was done already. Raises the error that it ended with."""
        with self.records.read() as session:
            done = kept(session, effect.idempotency_key)
        return any(answer(result) is None for result in done)

    def _perform(self, effect: Effect, do: Callable[[Session], Any]) -> Any:
        return perform(self.records, effect.idempotency_key, self.clock.now(), do)


def _account(session: Session, effect: Effect, customer: Customer, kind: str) -> Account:
    return read_account(session, effect.institution, customer.reference, kind=kind)


def _state(account: Account, kind: str, now: datetime) -> str:
    if account.blocked or account.frozen:
        return "blocked"
    key = account.of(kind)
    if key.until is not None:
        return "temporary" if now <= key.until else "expired"
    return "active" if key.has or not account.known else "none"


def refuse(broken: tuple[str, ...]) -> NoReturn:
    """Say which rules a key breaks. Raises KeyRefused."""
    raise KeyRefused(",".join(broken))
