"""A caller's telephone in words: what it hears, exactly; what is pressed; where the call is."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, Self

from tests.phone.ear import Ear

MUSIC = "music"
LOOK_EVERY = 0.05
"""Seconds: a look over HTTP costs the service that it waits for as much as it costs us."""


class Telephone(Protocol):
    """A telephone on a network."""

    @property
    def sid(self) -> str:
        """Give the CallSid."""

    @property
    def patience(self) -> float:
        """Give how many seconds it may take until something is heard."""

    def heard(self) -> list[str]:
        """Give every sentence and every recording's address since the call began."""

    def state(self) -> str:
        """Give keys, queue, room, dialled, ended; or moving while something is on its way."""

    def press(self, keys: str) -> None:
        """Press keys."""

    def silence(self) -> None:
        """Press nothing for as long as the line waits."""

    def hang_up(self) -> None:
        """End the call."""


@dataclass
class Call:
    """A call. Each word of a test fails at once when the call is elsewhere, or when anything else was heard.

    `said` has the texts of the last `hears`.
    """

    telephone: Telephone
    ear: Ear
    read: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def sid(self) -> str:
        """Give the CallSid."""
        return self.telephone.sid

    def hears(self, *prompts: str) -> Self:
        """Hear exactly these prompts, in this order; one more or one less fails."""
        until(lambda: self._rests() and len(self._unread()) >= len(prompts), self.telephone.patience)
        texts = self._unread()
        found = [self.ear.prompt(text) for text in texts]
        if found != list(prompts):
            raise AssertionError(_difference(list(prompts), found, texts, self.telephone.state()))
        self.said = texts
        return self._read_on()

    def anyhow(self) -> Self:
        """Let pass whatever was said since."""
        until(self._rests, self.telephone.patience)
        return self._read_on()

    def presses(self, keys: str) -> Self:
        """Press keys at a question, or while waiting."""
        self._stands("keys", "queue")
        self.telephone.press(keys)
        return self

    def is_silent(self) -> Self:
        """Press nothing at a question."""
        self._stands("keys")
        self.telephone.silence()
        return self

    def hangs_up(self) -> Self:
        """End the call, whatever is said."""
        until(self._rests, self.telephone.patience)
        self.telephone.hang_up()
        return self.has_ended()

    def is_queued(self) -> Self:
        """Wait in a queue."""
        return self._stands("queue")

    def is_in_room(self) -> Self:
        """Be in a room with an agent, or on the way to one."""
        return self._stands("room")

    def is_asked(self) -> Self:
        """Be at a question."""
        return self._stands("keys")

    def is_on_hold(self) -> Self:
        """Hear music and that the agent comes back, once or more, and nothing else."""
        until(lambda: len(self._unread()) >= 1, self.telephone.patience)
        found = {self.ear.prompt(text) for text in self._unread()}
        assert found == {"on_hold"}, f"heard {found} on hold"
        return self._read_on()

    def has_ended(self) -> Self:
        """Be over."""
        return self._stands("ended")

    def _stands(self, *states: str) -> Self:
        if not until(lambda: self.telephone.state() in states, self.telephone.patience):
            heard = [self.ear.prompt(text) for text in self._unread()]
            raise AssertionError(
                f"the call is in {self.telephone.state()}, not in {' or '.join(states)}; heard {heard}"
            )
        return self

    def _rests(self) -> bool:
        return self.telephone.state() != "moving"

    def _unread(self) -> list[str]:
        return [text for text in self.telephone.heard()[self.read :] if self.ear.prompt(text) != MUSIC]

    def _read_on(self) -> Self:
        self.read = len(self.telephone.heard())
        return self


def until(happened: Callable[[], object], seconds: float) -> bool:
    """Say whether something happens within some seconds; with none it is looked at once."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() >= deadline:
            return False
        time.sleep(LOOK_EVERY)
    return True


def _difference(expected: list[str], found: list[str], texts: list[str], state: str) -> str:
    lines = [f"    {name}: {text}" for name, text in zip(found, texts, strict=True)]
    missing, extra = [p for p in expected if p not in found], [p for p in found if p not in expected]
    return "\n".join(
        [f"expected {expected}", f"heard    {found}", f"missing {missing}, extra {extra}, now in {state}", *lines]
    )
