"""Sends the messages that are owed, each once: marks before and after, and looks at the network when unsure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from ivr.errors import MailRefused, SwitchboardRefused, Unavailable
from ivr.mail.smtp import Letter
from ivr.ports import Clock
from ivr.security.sealing import OUTBOX, Sealer
from ivr.stores.outbox.claims import BOTH, OwedMessage, claim, recover
from ivr.stores.outbox.email import Written
from ivr.stores.outbox.marks import give_up, mark_failed, mark_sent, mark_unsure
from ivr.stores.outbox.owing import EMAIL
from ivr.stores.records import Records
from ivr.telephony.messages import STATUS_PATH

BATCH = 10
"""Text messages claimed at a time: even when each takes the network's whole patience, they are done within the lease.

Of e-mails it is one, for a mail server is asked some eight things for each.
"""

HOPELESS = frozenset({21211, 21217, 21408, 21608, 21610, 21612, 21614, 21617})
"""Twilio's numbers for a recipient or a text that will never do (unknown, not a mobile, opted out, too long)."""

log = structlog.get_logger()


Lost = Callable[[str], None]
"""Told the key of a message that will never arrive."""


class Carrier(Protocol):
    """What carries text messages and knows what it has carried."""

    def send_message(self, to: str, body: str, status_url: str) -> str:
        """Send an SMS and give its MessageSid. Raises SwitchboardRefused, Unavailable."""

    def sent_messages(self, to: str, body: str, since: datetime) -> tuple[str, ...]:
        """Give the MessageSids of what went to this number with this text since then.

        Raises SwitchboardRefused, Unavailable.
        """


class MailCarrier(Protocol):
    """What carries e-mails."""

    def send(self, letter: Letter, key: str) -> str:
        """Send an e-mail and give its Message-ID. Raises MailRefused, Unavailable."""


class NoMail:
    """Where no mail server is named: an e-mail waits, and is given up like one that is refused again and again."""

    def send(self, letter: Letter, key: str) -> str:
        """Refuse it for now."""
        del letter, key
        raise MailRefused(final=False)


NO_MAIL = NoMail()


@dataclass(frozen=True)
class OutboxWorker:
    """The job that empties the outbox; any number of workers may do so at the same time, each under its `name`.

    A worker may send one of the `channels` only, so that a slow mail server holds up no text message.
    """

    records: Records
    carrier: Carrier
    sealer: Sealer
    clock: Clock
    name: str
    lost: Lost = lambda _key: None
    mail: MailCarrier = NO_MAIL
    channels: tuple[str, ...] = BOTH

    def run(self) -> int:
        """Send what is due, batch by batch; give how many messages were taken in hand."""
        handled = 0
        limit = 1 if self.channels == (EMAIL,) else BATCH
        while batch := claim(self.records, self.name, self.clock.now(), limit, self.channels):
            for message in batch:
                self._deliver(message)
            handled += len(batch)
        return handled

    def _deliver(self, message: OwedMessage) -> None:
        try:
            body = self.sealer.open_text(OUTBOX, message.body) if message.sealed else message.body
        except Unavailable:
            log.exception("message_unreadable", message=message.id, institution=message.institution)
            give_up(self.records, message.id, self.clock.now())
            return
        try:
            if message.channel == EMAIL:
                self._mail(message, Written.of(body))
            elif not self._was_settled(message, body):
                self._send(message, body)
        except (SwitchboardRefused, Unavailable):  # a list that is refused proves as little as one that is not given
            log.warning("message_unsure", message=message.id, institution=message.institution)
            mark_unsure(self.records, message.id, self.clock.now())

    def _mail(self, message: OwedMessage, written: Written) -> None:
        """Send an e-mail; a server keeps no list, so what may have been taken goes again, under the same Message-ID."""
        if message.recovering and recover(self.records, message, (), self.clock.now()):
            return  # nobody waits for it any more
        letter = Letter(written.sender, message.to, written.subject, written.text, written.html)
        try:
            name = self.mail.send(letter, message.key)
        except MailRefused as refusal:
            log.warning("mail_refused", message=message.id, institution=message.institution, final=refusal.final)
            (give_up if refusal.final else mark_failed)(self.records, message.id, self.clock.now())
            if refusal.final:
                self.lost(message.key)
            return
        mark_sent(self.records, message.id, name, self.clock.now())
        log.info("mail_sent", message=message.id, institution=message.institution, purpose=message.purpose)

    def _was_settled(self, message: OwedMessage, body: str) -> bool:
        if not message.recovering:
            return False
        found = self.carrier.sent_messages(message.to, body, message.look_since)
        return recover(self.records, message, found, self.clock.now())

    def _send(self, message: OwedMessage, body: str) -> None:
        try:
            sid = self.carrier.send_message(message.to, body, STATUS_PATH)
        except SwitchboardRefused as refusal:
            log.warning("message_refused", message=message.id, institution=message.institution, error_code=refusal.code)
            mark = give_up if refusal.code in HOPELESS else mark_failed
            mark(self.records, message.id, self.clock.now())
            if refusal.code in HOPELESS:
                self.lost(message.key)
            return
        mark_sent(self.records, message.id, sid, self.clock.now())
        log.info("message_sent", message=message.id, institution=message.institution, purpose=message.purpose)
