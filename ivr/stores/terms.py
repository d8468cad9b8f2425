"""Writes down who accepted which version of the terms and conditions, where and when."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ivr.ports import Clock
from ivr.stores.audit import chain
from ivr.stores.effects import perform
from ivr.stores.records import Records
from ivr.values import Customer, Effect


@dataclass(frozen=True)
class AuditedTerms:
    """The port `Terms`: the acceptance is a link of the audit's chain, which nobody can change afterwards."""

    records: Records
    clock: Clock

    def accept(self, effect: Effect, customer: Customer, version: str) -> None:
        """Write it down, once for each effect; of an unknown customer like of a known one."""
        at = self.clock.now()

        def write(session: Session) -> None:
            told = {"version": version}
            chain.append_effect(session, effect, "terms_accepted", at=at, subject=customer.reference, detail=told)

        perform(self.records, effect.idempotency_key, at, write)
