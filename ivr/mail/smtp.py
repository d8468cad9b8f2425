"""Hands e-mails to a mail server, each with a name of its own by which a mailbox knows a second copy."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import SplitResult, unquote, urlsplit

from ivr.errors import MailRefused, Unavailable
from ivr.ports import Clock

PATIENCE = 6.0  # seconds for each answer of the server: nobody waits for it but the worker
PERMANENT = 500  # RFC 5321, 4.2.1: from here on a reply says that another try will not help
PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail: who sends it (an address, with a name or not), to whom, its subject, and its text in both forms."""

    sender: str
    to: str
    subject: str
    text: str
    html: str


class SmtpCarrier:
    """The mail server of SMTP_URL: `smtp://[user:password@]host[:port]` (STARTTLS where it is offered), or `smtps://`.

    A password is never said without encryption.
    """

    def __init__(self, url: str, clock: Clock, patience: float = PATIENCE) -> None:
        self._url, self._clock, self._patience = urlsplit(url), clock, patience

    def send(self, letter: Letter, key: str) -> str:
        """Send an e-mail and give its Message-ID, which is the same for the same `key`.

        Raises MailRefused when the server surely did not take it (`final`: and never will); Unavailable when nobody
        knows, or when there is no server.
        """
        name = message_id(letter, key)
        try:
            with self._connected() as server:
                server.send_message(self._written(letter, name), letter.sender, letter.to)
        except smtplib.SMTPRecipientsRefused as refusal:
            codes = [code for code, _ in refusal.recipients.values()]
            raise MailRefused(final=min(codes) >= PERMANENT) from None
        except smtplib.SMTPResponseException as refusal:
            raise MailRefused(final=refusal.smtp_code >= PERMANENT) from None
        except (smtplib.SMTPException, OSError) as error:
            raise Unavailable("smtp") from error
        return name

    def _connected(self) -> smtplib.SMTP:
        """Give a session of the server, encrypted where that can be, and signed in where the address says as whom."""
        host, port = self._url.hostname or "", self._url.port or PORTS[self._url.scheme]
        safely = ssl.create_default_context()
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=self._patience, context=safely)
        else:
            server = smtplib.SMTP(host, port, timeout=self._patience)
        try:
            _prepare(server, self._url, safely)
        except BaseException:
            server.close()
            raise
        return server

    def _written(self, letter: Letter, name: str) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = letter.sender, letter.to, letter.subject
        message["Date"], message["Message-ID"] = format_datetime(self._clock.now()), name
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office notes in return
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        return message


def message_id(letter: Letter, key: str) -> str:
    """Give the Message-ID of an e-mail: it says nothing of what it is about."""
    domain = letter.sender.rpartition("@")[2].rstrip(">")
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def _prepare(server: smtplib.SMTP, url: SplitResult, safely: ssl.SSLContext) -> None:
    """Encrypt the session where the server can, and sign in only then."""
    server.ehlo()
    encrypted = isinstance(server, smtplib.SMTP_SSL)
    if not encrypted and server.has_extn("starttls"):
        server.starttls(context=safely)
        server.ehlo()
        encrypted = True
    if url.username and not encrypted:
        raise smtplib.SMTPNotSupportedError("the mail server offers no encryption for the password")
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
