"""All pages and all their calls: who is registered, whom a call rings, and what goes wrong on a bad day."""

import asyncio
import time
from collections import Counter
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

from websockets.asyncio.server import ServerConnection

from ivr.sandbox.account import Account
from ivr.sandbox.signalling.call import Call, Tell
from ivr.sandbox.signalling.link import End, Hear, Order, Pages, Refused, Ring, Suffer
from ivr.sandbox.signalling.mixer import Mixer
from ivr.sandbox.signalling.page import Page
from ivr.sandbox.signalling.tokens import Admission

LOST_SECONDS, SLOW_SECONDS, LOST_SHARE = 3.0, 0.6, 0.2
Fault = Mapping[str, Any]


class Switchboard:
    """Pages by identity, calls by SID. `tell` takes the news to the network."""

    def __init__(self, account: Account, tell: Tell) -> None:
        self.account = account
        self.calls: dict[str, Call] = {}
        self.mixer = Mixer()
        self._tell = tell
        self._pages: list[Page] = []
        self._told: Counter[str] = Counter()
        self._faults: list[Fault] = []
        self._away_until = 0.0  # monotonic
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def is_away(self) -> bool:
        """Say whether no page gets through to us at present."""
        return time.monotonic() < self._away_until

    async def serve(self, socket: ServerConnection) -> None:
        """Live with one page until it is gone, or says what nobody understands."""
        page = Page(socket, self)
        self._pages.append(page)
        try:
            await page.live()
        finally:
            self._pages.remove(page)
            self.count_pages()
            await asyncio.gather(*(call.lose(page) for call in list(self.calls.values())))

    def admit(self, page: Page, admission: Admission) -> None:
        """Let a page in that showed a good token."""
        page.admission = admission
        self.count_pages()

    def count_pages(self) -> None:
        """Tell the network whose number of pages has changed."""
        now = Counter(page.admission.identity for page in self._pages if page.rings and page.admission)
        for identity in now.keys() | self._told.keys():
            if now[identity] != self._told[identity]:
                self._tell(Pages(identity, now[identity]))
        self._told = now

    def obey(self, order: Order) -> None:
        """Do what the network says."""
        match order:
            case Ring():
                self._start(self._ring(order))
            case End():
                self._start(self._end(order.call))
            case Hear():
                self.mixer.sounds = order.sounds
            case Suffer():
                self._suffer(order.faults)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ring(self, ring: Ring) -> None:
        call = self.calls[ring.call] = Call(ring, self.mixer, self._tell)
        self._spoil(call)
        pages = [page for page in self._of(ring.identity) if page.rings]
        await asyncio.gather(*(call.ring(page) for page in pages))
        if not pages:
            self._tell(Refused(ring.call, "no-answer"))

    async def _end(self, sid: str) -> None:
        call = self.calls.pop(sid, None)
        if call is not None:
            await call.end()

    def _of(self, match: str, *, exactly: bool = True) -> list[Page]:
        admitted = [(page, page.admission.identity) for page in self._pages if page.admission]
        return [page for page, identity in admitted if (identity == match if exactly else match in identity)]

    def _suffer(self, faults: Sequence[Fault]) -> None:
        fresh = [fault for fault in faults if fault not in self._faults]
        self._faults = list(faults)
        self._away_until = self._away_until if faults else 0.0
        for fault in fresh:
            pages = self._of(str(fault["match"]), exactly=False)
            if fault["kind"] == "token-expired":
                self._start(_expire(pages))
            if fault["kind"] == "signalling-lost":
                self._away_until = time.monotonic() + (fault["seconds"] or LOST_SECONDS)
                for page in pages:
                    page.cut()
        for call in self.calls.values():
            self._spoil(call)

    def _spoil(self, call: Call) -> None:
        """Make the audio of a call as bad as the faults say, or good again."""
        mine = {str(fault["kind"]): fault for fault in self._faults if str(fault["match"]) in call.identity}
        slow = mine.get("audio-slow")
        call.bad_line.delay = (slow["seconds"] or SLOW_SECONDS) if slow else 0.0
        call.bad_line.loss = LOST_SHARE if "audio-lossy" in mine else 0.0


async def _expire(pages: Sequence[Page]) -> None:
    for page in pages:
        await page.expire()
