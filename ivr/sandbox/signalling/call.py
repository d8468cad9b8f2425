"""A call to the pages of one identity: it rings in all of them, and one has it."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ivr.sandbox.signalling.bad_line import BadLine
from ivr.sandbox.signalling.line import Line
from ivr.sandbox.signalling.link import Answered, HungUp, Keys, News, Refused, Ring
from ivr.sandbox.signalling.mixer import Mixer, Party

if TYPE_CHECKING:
    from ivr.sandbox.signalling.page import Page

Tell = Callable[[News], None]


class Call:
    """One call; `holder` is the page that answered, and None again while its connection is broken."""

    def __init__(self, ring: Ring, mixer: Mixer, tell: Tell) -> None:
        self.sid, self.identity = ring.call, ring.identity
        self.bad_line = BadLine()
        self.holder: Page | None = None
        self._parameters: Mapping[str, str] = ring.parameters
        self._mixer, self._tell = mixer, tell
        self._party = Party()
        self._ringing: dict[Page, Line] = {}
        self._line: Line | None = None
        self._ticket = secrets.token_urlsafe()  # with which a page whose connection broke has its call again
        self._over = False

    @property
    def is_answered(self) -> bool:
        """Say whether a page took it."""
        return self._line is not None

    async def ring(self, page: "Page") -> None:
        """Let one more page ring."""
        line = self._ringing[page] = Line(self._party, self.bad_line, self._hung_up)
        offer = await line.offer()
        if page in self._ringing:
            told = dict(self._parameters)
            await page.send("invite", callsid=self.sid, sdp=offer, parameters=told, reconnect=self._ticket)

    async def answer(self, page: "Page", sdp: str) -> None:
        """Give the call to the page that was first; the others stop ringing."""
        line = self._ringing.pop(page, None)
        if line is None or self._over:
            await page.send("cancel", callsid=self.sid)
            return
        self.holder, self._line = page, line
        self._mixer.join(self.sid, self._party)
        self._tell(Answered(self.sid))
        await self._stop_ringing()
        await line.connect(sdp)

    async def refuse(self, page: "Page", status: str) -> None:
        """Stop ringing in a page that says no or is gone; with the last one the call is refused, by that `status`."""
        line = self._ringing.pop(page, None)
        if line is not None:
            await line.close()
            if not self._ringing and not self.is_answered and not self._over:
                self._over = True
                self._tell(Refused(self.sid, status))

    def take_back(self, page: "Page", ticket: str) -> bool:
        """Give the call to a page that was connected anew; False when it is not its call."""
        is_theirs = self.is_answered and not self._over and secrets.compare_digest(ticket, self._ticket)
        if is_theirs:
            self.holder = page
        return is_theirs

    async def lose(self, page: "Page") -> None:
        """A page's connection broke: it rings there no more; who talks has some seconds to come back."""
        await self.refuse(page, "no-answer")
        if self.holder is page:
            self.holder = None
            await asyncio.sleep(page.patience)
            if self.holder is None:
                self._hung_up()

    def press(self, page: "Page", digits: str) -> None:
        """Keys were pressed; only those of the page that has the call count."""
        if self.holder is page:
            self._tell(Keys(self.sid, digits))

    def hang_up(self, page: "Page") -> None:
        """The page that has the call ends it."""
        if self.holder is page:
            self._hung_up()

    async def end(self) -> None:
        """The call is over: whoever rings or talks is told so."""
        self._over = True
        self._mixer.leave(self.sid)
        await self._stop_ringing()
        if self.holder is not None:
            await self.holder.send("hangup", callsid=self.sid)
        if self._line is not None:
            await self._line.close()

    def _hung_up(self) -> None:
        if self.is_answered and not self._over:
            self._over = True
            self._tell(HungUp(self.sid))

    async def _stop_ringing(self) -> None:
        others, self._ringing = self._ringing, {}
        for page, line in others.items():
            await page.send("cancel", callsid=self.sid)
            await line.close()
