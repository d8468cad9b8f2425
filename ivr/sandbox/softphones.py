"""The agents' browser telephones as the network sees them: whose page is open, what rings there, who hears whom."""

import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ivr.sandbox.faults import Fault
from ivr.sandbox.hearing import heard_by
from ivr.sandbox.leg import Leg
from ivr.sandbox.phone_numbers import CLIENT, endpoint_of
from ivr.sandbox.signalling.link import (
    Answered,
    End,
    Hear,
    HungUp,
    Keys,
    Levels,
    News,
    Order,
    Pages,
    Refused,
    Ring,
    Suffer,
    read,
    write,
)
from ivr.sandbox.signals import Declined, Key, PickedUp

if TYPE_CHECKING:
    from ivr.sandbox.network import Network

LOOK_EVERY = 0.1  # real seconds between looks at who hears whom
AWAY = 30.0  # real seconds in which a page that is gone may come back, and nobody answers for it


class Softphones:
    """Without `start` there are none, and the network is as it was without them."""

    def __init__(self) -> None:
        self.pages: dict[str, int] = {}  # by identity
        self.legs: dict[str, Leg] = {}  # that ring or talk in a page, by SID
        self.levels = Levels({}, {})
        self._gone: dict[str, float] = {}  # when (monotonic) an identity's last page went
        self._answered: set[str] = set()
        self._heard: Mapping[str, Sequence[str]] = {}
        self._process: subprocess.Popen[str] | None = None
        self._pen = threading.Lock()

    def start(self, network: "Network", port: int) -> bool:
        """Listen for pages on that port of 127.0.0.1; False when the packages for audio are not installed."""
        if find_spec("aiortc") is None:
            return False
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell, nothing typed by anyone
            [sys.executable, "-m", "ivr.sandbox.signalling", "--port", str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            process_group=0,  # Ctrl-C reaches the network only, whose end ends it
            env=network.account.environment(),
        )
        threading.Thread(target=self._read, args=(network,), daemon=True).start()
        threading.Thread(target=self._look, daemon=True).start()
        return True

    def has(self, endpoint: str) -> bool:
        """Say whether a page is open for `client:...`, or was a moment ago."""
        identity = endpoint.removeprefix(CLIENT)
        gone = self._gone.get(identity)
        return endpoint.startswith(CLIENT) and (identity in self.pages or (gone or -AWAY) + AWAY > time.monotonic())

    def ring(self, leg: Leg, account_sid: str) -> None:
        """Let the pages of a call's identity ring; what they do with it reaches the call as a signal."""
        told = {"CallSid": leg.sid, "AccountSid": account_sid, "From": leg.plan.from_, "To": leg.plan.to}
        told |= {"Params": leg.plan.parameters} if leg.plan.parameters else {}
        self.legs[leg.sid] = leg
        self._order(Ring(leg.sid, endpoint_of(leg.plan.to).removeprefix(CLIENT), told))

    def suffer(self, faults: Sequence[Fault]) -> None:
        """Let pages have these troubles, and no others."""
        self._order(Suffer([asdict(fault) for fault in faults]))

    def _order(self, order: Order) -> None:
        if self._process is not None and self._process.stdin is not None:
            with self._pen:
                self._process.stdin.write(write(order))
                self._process.stdin.flush()

    def _read(self, network: "Network") -> None:
        if self._process is not None and self._process.stdout is not None:
            for line in self._process.stdout:
                self._take(network, read(line))

    def _take(self, network: "Network", news: News | Order) -> None:
        leg = self.legs.get(getattr(news, "call", ""))
        match news:
            case Pages():
                self._count(news)
            case Levels():
                self.levels = news
            case Answered() if leg:
                self._answered.add(leg.sid)
                leg.post(PickedUp())
            case Refused() if leg:
                leg.post(Declined(news.status))
            case HungUp() if leg:
                network.hang_up(leg)
            case Keys() if leg:
                for digit in news.digits:
                    leg.post(Key(digit))

    def _count(self, news: Pages) -> None:
        if news.count:
            self.pages[news.identity] = news.count
        elif self.pages.pop(news.identity, None):
            self._gone[news.identity] = time.monotonic()

    def _look(self) -> None:
        """Tell what has changed, again and again: calls that are over, and who hears whom."""
        while True:
            time.sleep(LOOK_EVERY)
            for leg in [leg for leg in self.legs.values() if leg.ended]:
                del self.legs[leg.sid]
                self._answered.discard(leg.sid)
                self._order(End(leg.sid))
            heard = {sid: heard_by(self.legs[sid], self._answered) for sid in tuple(self._answered)}
            if heard != self._heard:
                self._heard = heard
                self._order(Hear(heard))

    def view(self) -> dict[str, Any]:
        """Show pages, calls and how loud they are, as the control API does."""
        calls = [
            {
                "call": sid,
                "identity": endpoint_of(leg.plan.to).removeprefix(CLIENT),
                "is_answered": sid in self._answered,
                "listens_to": list(self._heard.get(sid, ())),
                "says": self.levels.says.get(sid),
                "hears": self.levels.hears.get(sid),
            }
            for sid, leg in list(self.legs.items())
        ]
        return {"softphones": dict(self.pages), "calls": calls}
