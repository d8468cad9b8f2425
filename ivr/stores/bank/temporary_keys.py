"""Puts a temporary key in the place of a forgotten one, for as many hours as the table says."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from ivr.errors import CodeRefused
from ivr.key_policies import ACCESS, TemporaryKey
from ivr.stores.bank.accounts import Account, read_account
from ivr.stores.bank.keys import BankKeys, refuse
from ivr.stores.bank.replacing import Replacement, replace_key
from ivr.stores.effects import answer, kept, perform
from ivr.values import Customer, Effect, Sealed

HOUR = 3600


@dataclass(frozen=True)
class BankTemporaryKeys:
    """The port `TemporaryKeys` of the reference bank, beside its `Keys`."""

    keys: BankKeys

    def place(self, effect: Effect, customer: Customer, key: Sealed) -> None:
        """Make what the customer typed their temporary access key, and that of the kinds beside it in the table.

        Raises KeyRefused, LimitReached; CodeRefused (none) without a code that was proven in this conversation.
        """
        with self.keys.records.read() as session:
            if any(answer(done) is None for done in kept(session, effect.idempotency_key)):
                return
            account = read_account(session, effect.institution, customer.reference)
        if not self.keys.proofs.proven(effect, customer):
            raise CodeRefused("none")
        self._set(effect, customer, account, self.keys.opener.open(effect.sealing_key, key))

    def _set(self, effect: Effect, customer: Customer, account: Account, typed: str) -> None:
        policy = self._policy(effect)
        now = self.keys.clock.now()
        broken = tuple(dict.fromkeys(self.keys.broken(effect, account, ACCESS, typed)))
        kinds = {kind: now + timedelta(seconds=self._life(effect, kind)) for kind in (ACCESS, *policy.also_for)}
        told = "temporary_key", {"hours": policy.life // HOUR}
        new = Replacement(effect, customer, account.hashes, self.keys.hasher.hash(typed), now, kinds, *told)

        def run(session: Session) -> None:
            if broken:
                refuse(broken)
            replace_key(session, self.keys.texts, new)

        perform(self.keys.records, effect.idempotency_key, now, run)

    def _policy(self, effect: Effect) -> TemporaryKey:
        found = self.keys.tables[effect.institution].key.temporary
        if found is None:
            raise LookupError(f"{effect.institution} has no temporary key")
        return found

    def _life(self, effect: Effect, kind: str) -> int:
        """Give the seconds that a kind's temporary key serves; the table gives each kind that has one its own."""
        found = self.keys.tables[effect.institution].keys[kind].temporary
        return found.life if found else self._policy(effect).life
