"""Sends a customer the link by which they go on: limit, link, e-mail and audit, all of them or none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from ivr.errors import NoEmail
from ivr.institutions import Institution
from ivr.key_policies import LinkPolicy
from ivr.ports import Clock
from ivr.security.masking import mask_email
from ivr.security.sealing import OUTBOX, Sealer
from ivr.stores import audit
from ivr.stores.bank.accounts import Account, read_account
from ivr.stores.bank.decoys import Decoys
from ivr.stores.effects import perform
from ivr.stores.limits import Limits
from ivr.stores.link_book import Link, LinkBook
from ivr.stores.outbox_email import Written, owe_email, with_button
from ivr.stores.records import Records
from ivr.values import Customer, Effect

MINUTE = 60
Sentences = Callable[[str, str, Mapping[str, str | int]], str]
"""Gives a printed text: institution, prompt id, values."""


@dataclass(frozen=True)
class MailedLinks:
    """The port `Links`."""

    records: Records
    clock: Clock
    tables: Mapping[str, Institution]
    book: LinkBook
    limits: Limits
    sealer: Sealer
    decoys: Decoys
    sentences: Sentences
    public_url: str

    def send(self, effect: Effect, customer: Customer) -> str:
        """Send a link to the registered e-mail and give its mask; an unknown customer has a steady decoy.

        A frozen customer's link is sent like any other, and serves for nothing: nobody else learns of it.

        Raises LimitReached, NoEmail.
        """
        given: str = perform(
            self.records,
            effect.idempotency_key,
            self.clock.now(),
            lambda session: self._send(session, effect, customer),
        )
        return given

    def _send(self, session: Session, effect: Effect, customer: Customer) -> str:
        account = read_account(session, effect.institution, customer.reference)
        if account.known and not account.email:
            raise NoEmail
        self.limits.allow_link(session, effect.institution, customer, account.email)
        self._owe(session, effect, customer, account)
        mask = mask_email(account.email) if account.known else self.decoys.email(customer.reference)
        detail: dict[str, str | int] = {"email": mask}
        at = self.clock.now()
        audit.append_effect(session, effect, "link_sent", at=at, subject=customer.reference, detail=detail)
        return mask

    def _owe(self, session: Session, effect: Effect, customer: Customer, account: Account) -> None:
        """Keep the link and owe its e-mail, sealed; nobody has the link of an unknown customer."""
        policy, at = self._policy(effect.institution), self.clock.now()
        until = at + timedelta(seconds=policy.life)
        link = Link(effect.institution, customer.reference, effect.procedure, effect.conversation)
        token = self.book.issue(session, link, at, until)
        body = self._written(effect, policy, token).as_body()
        owe_email(
            session,
            effect.institution,
            account.email,
            self.sealer.seal_text(OUTBOX, body),
            purpose="link",
            idempotency_key=effect.idempotency_key,
            at=at,
            sealed=True,
            expires_at=until,
        )

    def _written(self, effect: Effect, policy: LinkPolicy, token: str) -> Written:
        """Give the e-mail: the address has the token in its query, which no log of ours holds."""
        url = f"{self.public_url}/{effect.institution}/{effect.procedure}?enlace={token}"
        text = self.sentences(effect.institution, "email_link", {"minutes": policy.life // MINUTE})
        button = self.sentences(effect.institution, "email_link_button", {})
        return Written(policy.sender, policy.subject, f"{text}\n\n{url}\n", with_button(text, button, url))

    def _policy(self, institution: str) -> LinkPolicy:
        found = self.tables[institution].link
        if found is None:
            raise LookupError(f"{institution} sends no links")
        return found
