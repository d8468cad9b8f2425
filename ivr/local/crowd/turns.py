"""The turns that a call of a crowd may take at its agent: held a while, a colleague asked, given to somebody else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Any

from ivr.local.crowd.doorway import Doorway

HOLDS, TALKS = (8, 25), (8, 20)  # crowd's seconds, from and to
WHY = "Pide hablar con otra persona."


class Turn(StrEnum):
    """What happens once in a call, before the agent goes on."""

    NONE = "none"
    HOLD = "hold"
    ASK = "ask a colleague"
    HAND_OVER = "ask a colleague, who keeps the caller"
    TO_COLLEAGUE = "transfer to a colleague"
    TO_QUEUE = "transfer to a queue"


SHARES: Mapping[Turn, int] = {
    Turn.NONE: 68,
    Turn.HOLD: 14,
    Turn.ASK: 6,
    Turn.HAND_OVER: 4,
    Turn.TO_COLLEAGUE: 4,
    Turn.TO_QUEUE: 4,
}
"""Of a hundred calls, so many take each turn."""


@dataclass(frozen=True)
class Turns:
    """What an agent does with the buttons of the room; `pause` takes so much time, from and to.

    Whatever is refused (nobody is free, the caller hung up), the agent goes on with the caller.
    """

    door: Doorway
    random: Random
    pause: Callable[[tuple[float, float]], None]

    def take(self, call: Mapping[str, Any]) -> Turn:
        """Take the turn that chance gives to a call, and say which; who was given away once is not sent on again."""
        turn = self.random.choices(tuple(SHARES), tuple(SHARES.values()))[0]
        path = f"handoffs/{call['handoff']}"
        if call["room"]["transferred_by"]:
            return Turn.NONE
        if turn is Turn.HOLD:
            self._hold(path)
        elif turn in {Turn.ASK, Turn.HAND_OVER}:
            self._ask(path, keeps=turn is Turn.HAND_OVER)
        elif turn in {Turn.TO_COLLEAGUE, Turn.TO_QUEUE}:
            self._give(path, turn)
        return turn

    def _hold(self, path: str) -> None:
        if self.door.presses(f"{path}/hold"):
            self.pause(HOLDS)
            self.door.presses(f"{path}/resume")

    def _ask(self, path: str, *, keeps: bool) -> None:
        """Talk with a colleague while the caller hears music; then leave them the caller, or fetch the caller back."""
        free = self._free()
        if not free or not self.door.presses(f"{path}/consult", agent=self.random.choice(free)):
            return
        self.pause(TALKS)
        if keeps and self.door.presses(f"{path}/hand-over"):
            return
        if not self.door.presses(f"{path}/end-consultation"):  # the colleague has gone by themselves
            self.door.presses(f"{path}/resume")

    def _give(self, path: str, turn: Turn) -> None:
        if turn is Turn.TO_QUEUE:
            queues = [queue["id"] for queue in self.door.read("colleagues")["queues"]]
            self.door.presses(f"{path}/transfer", queue=self.random.choice(queues), note=WHY)
        elif free := self._free():
            self.door.presses(f"{path}/transfer", agent=self.random.choice(free), note=WHY)

    def _free(self) -> list[str]:
        return [one["id"] for one in self.door.read("colleagues")["agents"] if one["free"]]
