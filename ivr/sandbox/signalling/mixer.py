"""Lets everybody hear whom they should: takes 20 ms of each voice, adds them up for each ear, and again."""

import asyncio
import time
from collections import deque
from collections.abc import Mapping, Sequence

from ivr.sandbox.signalling.link import Levels
from ivr.sandbox.signalling.sounds import NOTHING_HEARD, PIECE_SECONDS, SILENCE, Sound, level, mix, music, tone

FEW, MANY = 3, 10  # pieces of a voice: kept before it is played (60 ms), and at most (200 ms)
REMEMBERED = round(0.5 / PIECE_SECONDS)  # pieces of which the loudest is told


class Loudness:
    """How loud something was in the last half second."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=REMEMBERED)

    def note(self, piece: Sound) -> None:
        """Take 20 ms into account."""
        self._levels.append(level(piece))

    @property
    def loudest(self) -> float:
        """In dB below full scale."""
        return round(max(self._levels, default=NOTHING_HEARD), 1)


class Party:
    """One answered call: the voice that comes from it, and the ear that gets what the others say."""

    def __init__(self) -> None:
        self.ear: asyncio.Queue[Sound] = asyncio.Queue(MANY)
        self.says, self.hears = Loudness(), Loudness()
        self._voice: deque[Sound] = deque(maxlen=MANY)
        self._flows = False

    def speak(self, piece: Sound) -> None:
        """Keep 20 ms of the voice until they are played."""
        self._voice.append(piece)
        self._flows = self._flows or len(self._voice) >= FEW

    def next_piece(self) -> Sound:
        """Give the next 20 ms of the voice; silence until enough has come in again after a gap."""
        self._flows = self._flows and bool(self._voice)
        piece = self._voice.popleft() if self._flows else SILENCE
        self.says.note(piece)
        return piece

    def listen(self, piece: Sound) -> None:
        """Give the ear 20 ms; an ear that takes nothing loses the oldest."""
        self.hears.note(piece)
        if self.ear.full():
            self.ear.get_nowait()
        self.ear.put_nowait(piece)


class Mixer:
    """All parties; `sounds` says by call whom it hears: calls, `tone` or `music`."""

    def __init__(self) -> None:
        self.parties: dict[str, Party] = {}
        self.sounds: Mapping[str, Sequence[str]] = {}
        self._own = {"tone": tone(), "music": music()}
        self._somebody = asyncio.Event()

    def join(self, call: str, party: Party) -> None:
        """Mix for one more call."""
        self.parties[call] = party
        self._somebody.set()

    def leave(self, call: str) -> None:
        """Mix for that call no more."""
        self.parties.pop(call, None)
        if not self.parties:
            self._somebody.clear()

    async def run(self) -> None:
        """Mix every 20 ms while anybody is there, for ever; late pieces are made up for, up to a second."""
        due = time.monotonic()
        while True:
            if not self._somebody.is_set():
                await self._somebody.wait()
                due = time.monotonic()
            due = max(due + PIECE_SECONDS, time.monotonic() - 1)
            await asyncio.sleep(due - time.monotonic())
            self.mix_once()

    def mix_once(self) -> None:
        """Take 20 ms of everything, and give each ear its own."""
        pieces = {name: next(sound) for name, sound in self._own.items()}
        pieces |= {call: party.next_piece() for call, party in self.parties.items()}
        for call, party in self.parties.items():
            heard = [pieces[name] for name in self.sounds.get(call, ()) if name in pieces and name != call]
            party.listen(mix(heard) if heard else SILENCE)

    def levels(self) -> Levels:
        """Tell how loud all are."""
        says = {call: party.says.loudest for call, party in self.parties.items()}
        return Levels(says, {call: party.hears.loudest for call, party in self.parties.items()})
