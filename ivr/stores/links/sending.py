"""Sends a customer the link by which they go on: limit, link, message and audit, all of them or none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from ivr.institutions import Institution
from ivr.key_policies import LinkPolicy
from ivr.ports import Clock
from ivr.proof_ports import SentLink
from ivr.security.sealing import OUTBOX, Sealer
from ivr.stores.audit import chain
from ivr.stores.bank.accounts import read_account
from ivr.stores.bank.decoys import Decoys
from ivr.stores.bank.reaching import reach_of
from ivr.stores.effects import perform
from ivr.stores.limits.counters import Limits
from ivr.stores.links.book import Link, LinkBook
from ivr.stores.outbox.email import Written, owe_email, with_button
from ivr.stores.outbox.owing import Terms, owe
from ivr.stores.outbox.texts import Texts
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
    texts: Texts

    def send(self, effect: Effect, customer: Customer) -> SentLink:
        """Send a link to the registered e-mail, or mobile where there is none; the mask is that of an e-mail address.

        An unknown customer has a steady decoy, and so has one without an address: the same words after the same work.
        A frozen customer's link is sent like any other, and serves for nothing: nobody else learns of it.

        Raises LimitReached.
        """
        given: SentLink = perform(
            self.records,
            effect.idempotency_key,
            self.clock.now(),
            lambda session: self._send(session, effect, customer),
        )
        return given

    def _send(self, session: Session, effect: Effect, customer: Customer) -> SentLink:
        reach = reach_of(read_account(session, effect.institution, customer.reference), self.decoys, customer)
        mask = reach.masks.email or self.decoys.email(customer.reference, customer.address_start)
        to = reach.email or reach.texted
        self.limits.allow_link(session, effect.institution, customer, to)
        life = self.policy(effect.institution).life
        token = self.issue(session, effect, customer, life)
        url = f"{self.public_url}/{effect.institution}/{effect.procedure}?enlace={token}"
        by_text = bool(to) and not reach.email
        if by_text:
            self.owe_message(session, effect, to, url, life)
        else:
            self.owe(session, effect, to, url)
        detail: dict[str, str | int] = {"mobile": reach.masks.mobile} if by_text else {"email": mask}
        at = self.clock.now()
        chain.append_effect(session, effect, "link_sent", at=at, subject=customer.reference, detail=detail)
        return SentLink(mask, self.book.name(token))

    def issue(self, session: Session, effect: Effect, customer: Customer, life: int) -> str:
        """Keep a new link to the procedure's page for so many seconds, and give its token.

        It stands in the query of the address, which no log of ours holds.
        """
        at = self.clock.now()
        link = Link(effect.institution, customer.reference, effect.procedure, effect.conversation)
        return self.book.issue(session, link, at, at + timedelta(seconds=life))

    def owe_message(self, session: Session, effect: Effect, mobile: str, url: str, life: int) -> None:
        """Owe the text message with a link, sealed."""
        body = self.texts.message(effect.institution, "link", {"url": url, "minutes": life // MINUTE})
        sealed = self.sealer.seal_text(OUTBOX, body)
        owe(session, effect.institution, mobile, sealed, **self._terms(effect, life))

    def owe(self, session: Session, effect: Effect, email: str, url: str) -> None:
        """Owe the e-mail with a link, sealed."""
        policy = self.policy(effect.institution)
        sealed = self.sealer.seal_text(OUTBOX, self._written(effect, policy, url).as_body())
        owe_email(session, effect.institution, email, sealed, **self._terms(effect, policy.life))

    def _terms(self, effect: Effect, life: int) -> Terms:
        at = self.clock.now()
        until = at + timedelta(seconds=life)
        return Terms(purpose="link", idempotency_key=effect.idempotency_key, at=at, sealed=True, expires_at=until)

    def _written(self, effect: Effect, policy: LinkPolicy, url: str) -> Written:
        text = self.sentences(effect.institution, "email_link", {"minutes": policy.life // MINUTE})
        around = (self.sentences(effect.institution, f"email_link_{name}", {}) for name in ("button", "address"))
        html = with_button(policy.sender, text, url, *around)
        return Written(policy.sender, policy.subject, f"{text}\n\n{url}\n", html)

    def policy(self, institution: str) -> LinkPolicy:
        """Give what the table says of links. Raises LookupError for an institution that sends none."""
        found = self.tables[institution].link
        if found is None:
            raise LookupError(f"{institution} sends no links")
        return found
