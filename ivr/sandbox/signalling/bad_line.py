"""A bad day between a page and the network: audio that arrives late, or not at all."""

import asyncio
import random
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol

RTP = range(128, 192)  # the first byte of audio and of its reports (RFC 7983)
REPORTS = range(192, 224)  # the second byte of reports (RFC 5761)


class Send(Protocol):
    """Sends a packet, as the library does."""

    def __call__(self, data: bytes) -> Coroutine[Any, Any, None]:
        """Send it."""


@dataclass
class BadLine:
    """What happens to packets to a page: `delay` in seconds, `loss` the share of audio that never arrives."""

    delay: float = 0.0
    loss: float = 0.0
    _late: set[asyncio.Task[None]] = field(default_factory=set)

    def between(self, send: Send) -> Send:
        """Give a way to send that suffers from this line."""

        async def suffering(data: bytes) -> None:
            if self._is_lost(data):
                return
            if not self.delay:
                await send(data)
                return
            task = asyncio.create_task(self._send_late(send, data))
            self._late.add(task)
            task.add_done_callback(self._late.discard)

        return suffering

    def _is_lost(self, packet: bytes) -> bool:
        is_audio = packet[0] in RTP and packet[1] not in REPORTS
        return is_audio and random.random() < self.loss

    async def _send_late(self, send: Send, packet: bytes) -> None:
        await asyncio.sleep(self.delay)
        try:
            await send(packet)
        except ConnectionError:
            return  # the call ended meanwhile
