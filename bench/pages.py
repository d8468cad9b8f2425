"""Open pages as browsers keep them: `python -m bench.pages` reads who they are as JSON and plays them until the end.

A desk has its live line, looks again 60 ms after an event, and beats every five seconds; a floor is told how things
stand, and looks by itself after five seconds without that (`ivr/web/static/desk/live.js`, `floor/live.js`,
`presence.js`). Each keeps two connections, as a browser does. At the end it prints what they heard, as JSON.
"""

import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

BEAT, PATIENCE, REOPEN_AFTER = 5.0, 0.06, 2.0
LONGEST_LINE = 1 << 20
OPENED_AT_ONCE = 20


@dataclass
class Page:
    """Somebody's page: `kind` is desk or floor, `token` what shows that a request is no forgery."""

    port: int
    kind: str
    cookie: str
    token: str
    told: Counter[str]
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def live(self, doorway: asyncio.Semaphore) -> None:
        """Open the page and keep it open."""
        async with doorway:
            line = asyncio.create_task(self._listen())
            await self.open.wait()
        await asyncio.gather(line, self._looks())

    async def _listen(self) -> None:
        """Read the live line; when it breaks, open it again as a browser does."""
        while True:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=LONGEST_LINE)
            writer.write(self._request("GET", f"/{self.kind}/events"))
            with suppress(ConnectionError):
                await self._hear(reader)
            self.told[f"{self.kind} lines that broke"] += 1
            writer.close()
            await asyncio.sleep(REOPEN_AFTER)

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        """Read a line until it ends; one that is refused ends at once, though its connection stays open."""
        if b" 200 " not in await reader.readline():
            return
        async for line in reader:
            self.told[f"{self.kind} bytes"] += len(line)
            if line.startswith(b"id:"):
                self.told[f"{self.kind} events"] += self.open.is_set()
                self.open.set()
                self.changed.set()

    async def _looks(self) -> None:
        """Look again and again; over a new connection when one breaks, as a browser does."""
        while True:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=LONGEST_LINE)
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._look(reader, writer)
            self.told[f"{self.kind} connections that broke"] += 1
            writer.close()

    async def _look(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        now = asyncio.get_running_loop().time
        beat = now() + random.uniform(0, BEAT)
        while True:
            try:
                await asyncio.wait_for(self.changed.wait(), max(0.0, beat - now()))
                self.changed.clear()
                if self.kind == "floor":
                    beat = now() + BEAT
                    continue
                await asyncio.sleep(PATIENCE)
                request = self._request("GET", "/desk/view")
            except TimeoutError:
                beat = now() + BEAT
                request = self._beat()
            writer.write(request)
            await self._read_answer(reader)

    def _beat(self) -> bytes:
        if self.kind == "desk":
            return self._request("POST", "/desk/heartbeat", b'{"active": true}')
        return self._request("GET", "/floor/view")

    async def _read_answer(self, reader: asyncio.StreamReader) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        body = await reader.readexactly(int(length))
        self.told[f"{self.kind} views"] += 1
        self.told[f"{self.kind} bytes"] += len(body)
        if not head.startswith(b"HTTP/1.1 200"):
            self.told[f"{self.kind} refused"] += 1

    def _request(self, method: str, path: str, body: bytes = b"") -> bytes:
        fields = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie}
        if body:
            fields |= {"Content-Type": "application/json", "X-CSRFToken": self.token, "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


async def play(people: list[dict[str, Any]]) -> Counter[str]:
    """Open all pages, say so, and play them until the input ends."""
    told: Counter[str] = Counter()
    pages, doorway = [Page(told=told, **one) for one in people], asyncio.Semaphore(OPENED_AT_ONCE)
    lives: list[Coroutine[Any, Any, None]] = [page.live(doorway) for page in pages]
    tasks = [asyncio.create_task(life) for life in lives]
    everybody = asyncio.gather(*(page.open.wait() for page in pages))
    either: list[asyncio.Future[Any]] = [everybody, *tasks]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    if not everybody.done():
        raise ValueError("; ".join(str(task.exception()) for task in tasks if task.done()))
    print("open", flush=True)
    over = asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await asyncio.wait([over, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        if task.done():
            task.result()
        task.cancel()
    return told


if __name__ == "__main__":
    print(json.dumps(asyncio.run(play(json.loads(sys.stdin.readline())))))
