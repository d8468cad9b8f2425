"""Sounds in pieces of 20 ms, as telephones have them: 8000 numbers a second between -32768 and 32767."""

import math
from array import array
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from typing import TypeAlias

RATE = 8000  # samples a second
PIECE = 160  # samples in 20 ms
PIECE_SECONDS = PIECE / RATE
LOUDEST = 32767
NOTHING_HEARD = -127.0  # dB below full scale; what silence is called where a level is told (RFC 6464)

Sound: TypeAlias = "array[int]"  # PIECE signed numbers of 16 bits
SILENCE: Sound = array("h", bytes(2 * PIECE))


def mix(pieces: Iterable[Sound]) -> Sound:
    """Give what is heard when all of at least one sound at once; what is too loud is cut."""
    several = list(pieces)
    if len(several) == 1:
        return several[0]
    return array("h", (max(-LOUDEST - 1, min(LOUDEST, sum(samples))) for samples in zip(*several, strict=True)))


def level(piece: Sound) -> float:
    """Give how loud it is: its mean power in dB below full scale, NOTHING_HEARD for silence."""
    power = sum(sample * sample for sample in piece) / len(piece)
    return max(NOTHING_HEARD, 10 * math.log10(power / LOUDEST**2)) if power else NOTHING_HEARD


def tone() -> Iterator[Sound]:
    """A telephone without a microphone, as an ear finds out that the line lives: a soft A every two seconds."""
    return _melody([(440.0, 0.4), (0.0, 1.6)], loudness=0.06)


def music() -> Iterator[Sound]:
    """What somebody on hold hears: a chord, note after note."""
    return _melody([(262.0, 0.4), (330.0, 0.4), (392.0, 0.4), (523.0, 0.4)], loudness=0.1)


def _melody(notes: list[tuple[float, float]], loudness: float) -> Iterator[Sound]:
    """Play notes (Hz, seconds) for ever; a pause has 0 Hz."""
    once = array("h", (sample for note in notes for sample in _note(*note, loudness)))
    samples = cycle(once)
    while True:
        yield array("h", islice(samples, PIECE))


def _note(hertz: float, seconds: float, loudness: float) -> Iterator[int]:
    count = round(seconds * RATE)
    for n in range(count):
        swell = math.sin(math.pi * n / count)  # begins and ends softly, so that nothing clicks
        yield round(loudness * LOUDEST * swell * math.sin(2 * math.pi * hertz * n / RATE))


def from_bytes(samples: bytes) -> Sound:
    """Read 20 ms from a frame's bytes; what a frame has behind them is padding."""
    return array("h", samples[: 2 * PIECE])
