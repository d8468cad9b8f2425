"""Sends the link to the page on which a call goes on, and says what it leads to when somebody opens it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from ivr.errors import NoEmail
from ivr.key_policies import PAGE_LIFE
from ivr.security.sealing import OUTBOX
from ivr.stores import audit
from ivr.stores.bank.accounts import Account, read_account
from ivr.stores.bank.reaching import reach_of
from ivr.stores.effects import perform
from ivr.stores.link_book import Link
from ivr.stores.links import MINUTE, MailedLinks
from ivr.stores.outbox import owe
from ivr.stores.texts import Texts
from ivr.values import Customer, Effect

PAGE = "continue"
"""The last part of the page's address."""


@dataclass(frozen=True)
class PageLinks:
    """The port `Pages`, and what the page needs of it; `mailed` sends e-mails with links, `texts` writes messages."""

    mailed: MailedLinks
    texts: Texts

    def send(self, effect: Effect, customer: Customer) -> str:
        """Send the link to the registered e-mail, or else mobile, and give the mask. Raises LimitReached, NoEmail."""
        now = self.mailed.clock.now()
        given: str = perform(
            self.mailed.records, effect.idempotency_key, now, lambda session: self._send(session, effect, customer)
        )
        return given

    def look(self, institution: str, token: str) -> Link | None:
        """Give what a link leads to, if it still serves; nothing is consumed."""
        with self.mailed.records.read() as session:
            return self.mailed.book.look(session, institution, token, self.mailed.clock.now())

    def use(self, institution: str, token: str) -> Link | None:
        """Use a link up and give what it leads to: of many who try at once one gets it."""
        with self.mailed.records.begin() as session:
            return self.mailed.book.use(session, institution, token, self.mailed.clock.now())

    def _send(self, session: Session, effect: Effect, customer: Customer) -> str:
        account = read_account(session, effect.institution, customer.reference)
        masks = reach_of(account, self.mailed.decoys, customer).masks
        mask = (masks.email if self._mails(effect.institution) else "") or masks.mobile
        if not mask:
            raise NoEmail
        to = account.email if "@" in mask else account.mobile
        self.mailed.limits.allow_link(session, effect.institution, customer, to)
        self._owe(session, effect, customer, account, by_email="@" in mask)
        where: dict[str, str | int] = {"to": mask}
        at = self.mailed.clock.now()
        audit.append_effect(session, effect, "link_sent", at=at, subject=customer.reference, detail=where)
        return mask

    def _mails(self, institution: str) -> bool:
        return self.mailed.tables[institution].link is not None

    def _owe(self, session: Session, effect: Effect, customer: Customer, account: Account, *, by_email: bool) -> None:
        life = self.mailed.policy(effect.institution).life if self._mails(effect.institution) else PAGE_LIFE
        url = self.mailed.address(session, effect, customer, PAGE, life)
        if by_email:
            self.mailed.owe(session, effect, account.email, url)
            return
        body = self.texts.message(effect.institution, "page_link", {"url": url, "minutes": life // MINUTE})
        at = self.mailed.clock.now()
        owe(
            session,
            effect.institution,
            account.mobile,
            self.mailed.sealer.seal_text(OUTBOX, body),
            purpose="link",
            idempotency_key=effect.idempotency_key,
            at=at,
            sealed=True,
            expires_at=at + timedelta(seconds=life),
        )
