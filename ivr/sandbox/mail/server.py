"""A mail server on this machine: takes what is sent to it, or behaves as one does on a bad day."""

import asyncio
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ivr.sandbox.faults import Fault

if TYPE_CHECKING:
    from aiosmtpd.controller import Controller

    from ivr.sandbox.network import Network

HOST = "127.0.0.1"
TAKEN, LATER, NEVER = "250 OK", "451 4.3.0 try later", "550 5.1.1 no such mailbox"
LATE = 30.0


class Postmaster:
    """Decides what becomes of an e-mail; aiosmtpd asks it, and gives to whom and what."""

    def __init__(self, network: "Network") -> None:
        self._network = network

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names it, and says by place
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or know nobody of that name."""
        del server, session, options
        if self._strikes("mail-550", address):
            return NEVER
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - see above
        """Take an e-mail for each of its recipients."""
        del session
        to = str(envelope.rcpt_tos[0])
        if fault := self._strikes("mail-timeout", to):
            await asyncio.sleep(LATE if fault.seconds is None else fault.seconds)
        if self._strikes("mail-451", to):
            return LATER
        if self._strikes("mail-lost-connection", to):
            server.transport.close()
            return LATER
        for each in envelope.rcpt_tos:
            self._network.inbox.take(envelope.content, each, self._network.clock.now())
        if self._strikes("mail-silent", to):
            server.transport.close()
        return TAKEN

    def _strikes(self, kind: str, to: str) -> Fault | None:
        return self._network.faults.strikes(kind, to)


def start(network: "Network", port: int) -> "Controller | None":
    """Listen for e-mails on that port of 127.0.0.1; None when the package for it is not installed."""
    if find_spec("aiosmtpd") is None:
        return None
    from aiosmtpd.controller import Controller

    server = Controller(Postmaster(network), hostname=HOST, port=port)
    server.start()
    return server
