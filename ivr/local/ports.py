"""Find out before the start whether another program listens where the service wants to."""

import socket

from ivr.local.failure import CannotStart


def refuse_taken(*ports: int) -> None:
    """Raise CannotStart with a way out when one of the ports of this machine is taken."""
    for port in ports:
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                raise CannotStart(
                    f"Port {port} is taken by another program. Choose another: make run PORT=8100"
                ) from None
