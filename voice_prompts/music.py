# ruff: noqa: INP001 - stands in a folder of recordings, not in a package
"""Makes the waiting music, `music.wav`: four soft chords, six seconds each, in telephone quality."""

import wave
from array import array
from math import exp, pi, sin
from pathlib import Path

RATE = 8000
CHORD_SECONDS = 6
CHORDS = ((220.0, 277.2, 329.6), (196.0, 246.9, 293.7), (174.6, 220.0, 261.6), (196.0, 246.9, 329.6))
LOUDNESS = 5200


def sample(chord: tuple[float, ...], second: float) -> int:
    """Give one sample of a chord that is plucked twice and fades, so that its end meets the next one's beginning."""
    swell = min(second / 0.4, 1.0) * (1 - second / CHORD_SECONDS)
    tones = sum(sin(2 * pi * tone * second) for tone in chord) / len(chord)
    pluck = exp(-(second % 3)) * sin(2 * pi * chord[int(second) % 3] * 2 * second) * 0.35
    return int(LOUDNESS * swell * (tones + pluck))


def main() -> None:
    """Write the recording beside this file."""
    samples = array("h", (sample(chord, n / RATE) for chord in CHORDS for n in range(RATE * CHORD_SECONDS)))
    with wave.open(str(Path(__file__).with_name("music.wav")), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.tobytes())


if __name__ == "__main__":
    main()
