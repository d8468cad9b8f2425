"""Many callers at once over raw keep-alive connections: each connection always has one request under way."""

import selectors
import socket
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from bench.telephone import Telephone

CONNECTIONS = 10
IDLE = 30.0  # seconds
LENGTH = b"\r\ncontent-length: "
END_OF_HEAD = b"\r\n\r\n"
CHUNK = 65536


class Connection:
    """A socket and the call whose answer it waits for."""

    def __init__(self, port: int) -> None:
        self._port, self._received = port, b""
        self.socket = self._connected()
        self._telephone: Telephone | None = None

    def _connected(self) -> socket.socket:
        self._used = time.perf_counter()
        made = socket.create_connection(("127.0.0.1", self._port))
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def wake(self) -> None:
        """Connect anew after a while without work: the server closes what is idle."""
        if time.perf_counter() - self._used > IDLE:
            self.socket.close()
            self.socket = self._connected()

    def send(self, telephone: Telephone) -> None:
        """Send the call's next request."""
        self._used = time.perf_counter()
        self._telephone = telephone
        self._received = b""
        self.socket.sendall(telephone.request())

    def receive(self) -> Telephone | None:
        """Read what has come; give the call once its answer is complete. Raises ValueError for a wrong answer."""
        part = self.socket.recv(CHUNK)
        if not part:
            raise ValueError("the server closed the connection")
        self._received += part
        head, end, body = self._received.partition(END_OF_HEAD)
        if not end or len(body) < _length(head) or self._telephone is None:
            return None
        if not head.startswith(b"HTTP/1.1 200"):
            raise ValueError(self._received.decode(errors="replace"))
        self._telephone.answered(body)
        return self._telephone


def _length(head: bytes) -> int:
    _, _, after = head.lower().partition(LENGTH)
    return int(after.partition(b"\r\n")[0])


class Load:
    """The callers of one service. Their requests take turns, so that every call comes up equally often."""

    def __init__(self, port: int, telephones: Iterable[Telephone], connections: int = CONNECTIONS) -> None:
        self._idle = deque(telephones)
        self._connections = [Connection(port) for _ in range(min(connections, len(self._idle)))]

    def open_all(self) -> None:
        """Have every call come in."""
        self._run(len(self._idle), float("inf"))

    def spread(self) -> None:
        """Take every call to the turn with which it begins."""
        calls = self._idle
        while early := deque(call for call in calls if call.turn < call.begin):
            self._idle = early
            self._run(len(early), float("inf"))
        self._idle = calls

    def turns_per_second(self, seconds: float) -> float:
        """Press keys for so long, and give how many turns were answered in each second."""
        began = time.perf_counter()
        turns = self._run(1 << 60, began + seconds)
        return turns / (time.perf_counter() - began)

    def close(self) -> None:
        """Hang up all connections."""
        for connection in self._connections:
            connection.socket.close()

    def _run(self, most: int, until: float) -> int:
        """Send until `most` requests were sent or the time is over; give how many were answered."""
        answered, sent = 0, 0
        with selectors.DefaultSelector() as selector:
            for connection in self._connections[:most]:
                connection.wake()
                selector.register(connection.socket, selectors.EVENT_READ, connection)
                connection.send(self._idle.popleft())
                sent += 1
            while answered < sent:
                for key, _ in selector.select():
                    telephone = key.data.receive()
                    if telephone is None:
                        continue
                    answered += 1
                    self._idle.append(telephone)
                    if sent < most and time.perf_counter() < until:
                        key.data.send(self._idle.popleft())
                        sent += 1
        return answered


@contextmanager
def load(port: int, telephones: Iterable[Telephone], connections: int = CONNECTIONS) -> Iterator[Load]:
    """Connect, and close every connection at the end."""
    callers = Load(port, telephones, connections)
    try:
        yield callers
    finally:
        callers.close()
