"""Whether the service may listen where it wants to, and whether a part answers."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from ivr.local.failure import CannotStart
from ivr.local.ports import refuse_taken
from ivr.local.ready import answers


class Unready(BaseHTTPRequestHandler):
    """Answers 200 at /good and 503 elsewhere."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200 if self.path == "/good" else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    """Give the port of a server of this machine."""
    with HTTPServer(("127.0.0.1", 0), Unready) as server:
        Thread(target=server.serve_forever, args=(0.01,)).start()
        yield server.server_port
        server.shutdown()


def test_a_taken_port_is_told_with_a_way_out(port: int) -> None:
    """Another program's port is named before anything starts."""
    with pytest.raises(CannotStart, match=f"Port {port} is taken.*PORT="):
        refuse_taken(port)


def test_a_free_port_is_taken_without_a_word() -> None:
    """A port on which nobody listens will do."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    refuse_taken(port)


def test_ready_is_what_answers_200(port: int) -> None:
    """A part that answers something else, or nothing, is not ready yet."""
    assert answers(port, "/good")()
    assert not answers(port, "/bad")()
    assert not answers(1, "/good")()
