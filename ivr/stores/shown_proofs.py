"""What a conversation has shown before a key may be replaced: a code, a link that was used, or both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.stores.bank.outside import Proofs
from ivr.stores.links.book import Link, was_used
from ivr.stores.records import Records
from ivr.values import Customer, Effect

LINK_PROOF = timedelta(minutes=30)
"""How long a used link lets its reader go on; a page that nobody touches is closed after ten minutes."""


@dataclass(frozen=True)
class ShownProofs:
    """Proofs as the bank asks for them; `codes` knows who proved a code."""

    codes: Proofs
    records: Records
    clock: Clock
    tables: Mapping[str, Institution]

    def proven(self, effect: Effect, customer: Customer) -> bool:
        """Say whether everything that the table asks for was shown in this conversation and procedure."""
        link = self.tables[effect.institution].link
        proves = link.proves if link else "nothing"
        if proves != "nothing" and not self._used_link(effect, customer):
            return False
        return proves == "alone" or self.codes.proven(effect, customer)

    def _used_link(self, effect: Effect, customer: Customer) -> bool:
        mine = Link(effect.institution, customer.reference, effect.procedure, effect.conversation)
        with self.records.read() as session:
            return was_used(session, mine, self.clock.now() - LINK_PROOF)
