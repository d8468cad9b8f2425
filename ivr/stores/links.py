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

    def address(self, session: Session, effect: Effect, customer: Customer, page: str, life: int) -> str:
        """Keep a new link to a page of the institution for so many seconds, and give its address.

        The token stands in the query, which no log of ours holds.
        """
        at = self.clock.now()
        link = Link(effect.institution, customer.reference, effect.procedure, effect.conversation)
        token = self.book.issue(session, link, at, at + timedelta(seconds=life))
        return f"{self.public_url}/{effect.institution}/{page}?enlace={token}"

    def _owe(self, session: Session, effect: Effect, customer: Customer, account: Account) -> None:
        """Keep the link and owe its e-mail; nobody has the link of an unknown customer."""
        life = self.policy(effect.institution).life
        self.owe(session, effect, account.email, self.address(session, effect, customer, effect.procedure, life))

    def owe(self, session: Session, effect: Effect, email: str, url: str) -> None:
        """Owe the e-mail with a link, sealed."""
        policy, at = self.policy(effect.institution), self.clock.now()
        until = at + timedelta(seconds=policy.life)
        body = self._written(effect, policy, url).as_body()
        owe_email(
            session,
            effect.institution,
            email,
            self.sealer.seal_text(OUTBOX, body),
            purpose="link",
            idempotency_key=effect.idempotency_key,
            at=at,
            sealed=True,
            expires_at=until,
        )

    def _written(self, effect: Effect, policy: LinkPolicy, url: str) -> Written:
        text = self.sentences(effect.institution, "email_link", {"minutes": policy.life // MINUTE})
        button = self.sentences(effect.institution, "email_link_button", {})
        return Written(policy.sender, policy.subject, f"{text}\n\n{url}\n", with_button(text, button, url))

    def policy(self, institution: str) -> LinkPolicy:
        """Give what the table says of links. Raises LookupError for an institution that sends none."""
        found = self.tables[institution].link
        if found is None:
            raise LookupError(f"{institution} sends no links")
        return found
