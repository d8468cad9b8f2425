"""The customers' keys: whether there is one, whether the caller knows it, and how a new one takes its place."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from sqlalchemy.orm import Session

from ivr.errors import CodeRefused, KeyRefused
from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.security.hashing import KeyHasher
from ivr.security.keys import KeyRules
from ivr.stores.bank.accounts import Account, read_account
from ivr.stores.bank.key_tries import Attempt, judge
from ivr.stores.bank.outside import KeyLimits, Opener, Proofs, Texts
from ivr.stores.bank.replacing import Replacement, replace_key
from ivr.stores.effects import answer, kept, perform
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

    def state(self, effect: Effect, customer: Customer) -> str:
        """Give none, active or blocked; an unknown customer has an active key, as most have."""
        return str(self._perform(effect, lambda session: _state(_account(session, effect, customer))))

    def confirm(self, effect: Effect, customer: Customer, key: Sealed) -> None:
        """Check the current key. Raises KeyWrong, LimitReached (the key is then blocked)."""
        if self._kept(effect):
            return
        present = next(iter(self._read(effect, customer).hashes), self._nobodys)
        typed = self.opener.open(effect.sealing_key, key)
        right = self.hasher.verify(present, typed)
        tries = self.tables[effect.institution].key.tries
        renewed = self.hasher.hash(typed) if right and self.hasher.is_outdated(present) else ""
        attempt = Attempt(effect, customer, present if right else "", tries, self.clock.now(), renewed)
        self._perform(effect, lambda session: judge(session, self.limits, attempt))

    def examine(self, effect: Effect, customer: Customer, key: Sealed) -> None:
        """Hold a new key against the policy; nothing is set. Raises KeyRefused with the rules that it breaks.

        Raises CodeRefused (none) like `replace`: nobody else learns what a customer's key must not be.
        """
        if self._kept(effect):
            return
        self._demand_proof(effect, customer)
        broken = self._broken(effect, self._read(effect, customer), self.opener.open(effect.sealing_key, key))
        self._perform(effect, lambda _: _refuse(broken) if broken else None)

    def replace(self, effect: Effect, customer: Customer, key: Sealed) -> None:
        """Set the key, tell every contact, and write the audit: all of it or nothing.

        Raises KeyRefused with the rules that it breaks; LimitReached when the key is frozen until an agent has looked
        into it; CodeRefused (none) when no code was proven in this conversation and procedure.
        """
        if self._kept(effect):
            return
        self._demand_proof(effect, customer)
        account = self._read(effect, customer)
        typed = self.opener.open(effect.sealing_key, key)
        if broken := self._broken(effect, account, typed):
            self._perform(effect, lambda _: _refuse(broken))
        replacement = Replacement(effect, customer, account.hashes, self.hasher.hash(typed), self.clock.now())
        self._perform(effect, lambda session: replace_key(session, self.texts, replacement))

    def _demand_proof(self, effect: Effect, customer: Customer) -> None:
        if not self.proofs.proven(effect, customer):
            raise CodeRefused("none")

    def _broken(self, effect: Effect, account: Account, typed: str) -> tuple[str, ...]:
        rules = KeyRules(self.tables[effect.institution].key, self.hasher)
        return rules.broken(
            typed,
            document=account.document,
            phones=account.phones,
            birth_date=account.birth_date,
            earlier=account.hashes,
        )

    def _read(self, effect: Effect, customer: Customer) -> Account:
        with self.records.read() as session:
            return _account(session, effect, customer)

    def _kept(self, effect: Effect) -> bool:
        """Say whether this effect was done already. Raises the error that it ended with."""
        with self.records.read() as session:
            done = kept(session, effect.idempotency_key)
        return any(answer(result) is None for result in done)

    def _perform(self, effect: Effect, do: Callable[[Session], Any]) -> Any:
        return perform(self.records, effect.idempotency_key, self.clock.now(), do)


def _account(session: Session, effect: Effect, customer: Customer) -> Account:
    return read_account(session, effect.institution, customer.reference)


def _state(account: Account) -> str:
    if account.blocked or account.frozen:
        return "blocked"
    return "active" if account.hashes or not account.known else "none"


def _refuse(broken: tuple[str, ...]) -> NoReturn:
    raise KeyRefused(",".join(broken))
