"""The image and phrase by which a member recognises our page; who has none is shown steady ones of nobody."""

import hmac
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ivr.ports import Clock
from ivr.proof_ports import Recognition
from ivr.recognition import IMAGES
from ivr.security.derivation import derive
from ivr.stores.audit import chain
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.notices import Notice, owe_notices
from ivr.stores.effects import perform
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.stores.schema import RecognitionRecord
from ivr.values import Customer, Effect

WHO = ("mi abuela", "el perro", "mi hermana", "el gato", "la vecina", "mi tío", "el loro", "la luna", "mi papá")
WHAT = ("canta", "baila", "duerme", "espera", "sonríe", "camina", "descansa", "cocina", "juega", "pinta")
WHERE = ("en el patio", "en la loma", "de mañana", "los domingos", "en el mar", "sin afán", "en la plaza")
"""Phrases as people choose them: shown for documents that nobody has, and for members who have chosen none yet."""


@dataclass(frozen=True)
class BankRecognitions:
    """The port `Recognitions`. `secret` must not change: who knows it could tell a decoy from a member's own."""

    records: Records
    clock: Clock
    texts: Texts
    secret: str

    def shown(self, effect: Effect, customer: Customer) -> Recognition:
        """Give the member's image and phrase, or steady ones of nobody, after the same work."""
        decoy, _ = self.decoy(customer.reference), effect
        with self.records.read() as session:
            found = session.get(RecognitionRecord, customer.reference)
            return Recognition(found.image, found.phrase) if found else decoy

    def missing(self, effect: Effect, customer: Customer) -> int:
        """Say (1 or 0) whether a member who has come in has chosen none yet."""
        del effect
        with self.records.read() as session:
            return int(session.get(RecognitionRecord, customer.reference) is None)

    def choose(self, effect: Effect, customer: Customer, image: str, phrase: str) -> None:
        """Keep image and phrase, tell every contact, and write the audit: all of it or nothing."""
        key, at = effect.idempotency_key, self.clock.now()
        perform(self.records, key, at, lambda session: self._choose(session, effect, customer, image, phrase))

    def _choose(self, session: Session, effect: Effect, customer: Customer, image: str, phrase: str) -> None:
        account, at = read_account(session, effect.institution, customer.reference, lock=True), self.clock.now()
        if not account.known or account.frozen or image not in IMAGES:
            raise LookupError("nobody who came in, or no image of ours")
        kept = session.get(RecognitionRecord, customer.reference) or RecognitionRecord(customer=customer.reference)
        kept.image, kept.phrase, kept.chosen_at = image, phrase, at
        session.add(kept)
        notice = Notice(effect.institution, "recognition_chosen", effect.idempotency_key, at)
        owe_notices(session, self.texts, notice, account.contacts)
        chain.append_effect(session, effect, "recognition_chosen", at=at, subject=customer.reference)

    def decoy(self, reference: str) -> Recognition:
        """Give the image and phrase that stay the same for a reference."""
        digest = hmac.digest(derive(self.secret, "recognition decoys"), reference.encode(), "sha256")
        words = (words[digest[place] % len(words)] for place, words in enumerate((WHO, WHAT, WHERE)))
        return Recognition(IMAGES[digest[3] % len(IMAGES)], " ".join(words))
