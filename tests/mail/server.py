"""A real SMTP server on this machine, which may be told to refuse, to demand encryption, or to hang up."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """What the server took, in order; `answer` is what it says to the next e-mails."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.commands: list[str] = []
        self.answer = "250 OK"
        self.hangs_up = False

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take every recipient but the one who does not exist."""
        del server, session, options
        if address.startswith("nobody@"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - see above
        """Take an e-mail, or say no; a server that hangs up has taken it and never says so."""
        del session
        if self.answer.startswith("250"):
            content: Any = envelope.content
            self.taken.append(message_from_bytes(content, policy=policy.default))
        if self.hangs_up and server.transport is not None:
            server.transport.close()
        return self.answer


def free_port() -> int:
    """Give a port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(mailbox: Mailbox, port: int, **settings: Any) -> Iterator[None]:
    """Serve the mailbox on a port of this machine for as long as the block lasts."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **settings)
    controller.start()
    try:
        yield
    finally:
        controller.stop()
