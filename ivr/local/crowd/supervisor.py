"""The supervisor of a crowd: listens to a call, whispers, lets somebody go first, announces a long wait."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from ivr.errors import DeskError
from ivr.local.crowd.doorway import Doorway
from ivr.local.crowd.pace import Pace

BETWEEN = (10, 35)  # crowd's seconds, from and to: between two deeds
LISTENS, WHISPERS, ANNOUNCES = (12, 40), (6, 15), (30, 75)
WHISPER_CHANCE = 0.4
ANNOUNCEMENT, AT_MOST = "announcement_long_wait", "2"  # minutes, should nobody be left to withdraw it
COMES_IN, GLANCE = 10, 0.5  # real seconds for a telephone to ring and to be answered, and between two looks


@dataclass
class CrowdSupervisor:
    """One supervisor with a page; `is_at_page`: a person sits at the same one, whose telephone is left alone."""

    door: Doorway
    pace: Pace
    random: Random
    is_at_page: Callable[[], bool]
    announced: str = ""
    done: list[str] = field(default_factory=list)

    def live(self) -> None:
        """Lead the shift until callers go home; leave no announcement and no ear behind."""
        deeds = {self.listen: 50, self.let_first: 30, self.announce: 20}
        try:
            while self._pause(BETWEEN):
                with suppress(DeskError):  # the call is over, nobody waits any more, the service cannot answer now
                    self.random.choices(tuple(deeds), tuple(deeds.values()))[0]()
        finally:
            with suppress(DeskError):
                self._withdraw()
            self.door.sign_out()

    def listen(self) -> None:
        """Hear both for a while, and now and then say something to the agent."""
        calls = [agent["call"] for agent in self.door.look()["agents"] if agent["call"]]
        talking = [call["handoff"] for call in calls if call["state"] == "talking"]
        if not talking or self.is_at_page():
            return
        path = f"handoffs/{self.random.choice(talking)}"
        self.door.act(f"{path}/listen")
        try:
            if self._comes_in(path) and self._pause(LISTENS) and self.random.random() < WHISPER_CHANCE:
                self.door.act(f"{path}/whisper")
                self.done.append("whispered")
                self._pause(WHISPERS)
        finally:
            self.door.act(f"{path}/leave")

    def _comes_in(self, path: str) -> bool:
        for _ in range(round(COMES_IN / GLANCE)):
            if self.door.read(f"{path}/listening")["joined"]:
                self.done.append("listened")
                return True
            if self.pace.closing.wait(GLANCE):
                return False
        return False

    def let_first(self) -> None:
        """Put whoever has waited longest before all others."""
        waiting = [one for one in self.door.look()["waiting"] if not one["front"]]
        if waiting:
            longest = max(waiting, key=lambda one: one["waited"])
            self.door.act(f"handoffs/{longest['handoff']}/front")
            self.done.append("let somebody go first")

    def announce(self) -> None:
        """Have callers hear for a moment that it takes long, unless they hear something else already."""
        if self.door.look()["announcement"]:
            return
        view = self.door.act("announcement", prompt=ANNOUNCEMENT, minutes=AT_MOST)
        self.announced = _since(view)
        self.done.append("announced a long wait")
        self._pause(ANNOUNCES)
        self._withdraw()

    def _withdraw(self) -> None:
        """Take the announcement back, unless it is somebody else's by now."""
        if self.announced and _since(self.door.look()) == self.announced:
            self.door.act("announcement/withdraw")
        self.announced = ""

    def _pause(self, seconds: tuple[float, float]) -> bool:
        """Let some time pass; no when the crowd goes home."""
        return not self.pace.closing.wait(self.random.uniform(*seconds) / self.pace.speed)


def _since(view: Mapping[str, Any]) -> str:
    return str(view["announcement"]["since"]) if view["announcement"] else ""
