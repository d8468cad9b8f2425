"""Checks recorded sentences: that the telephone network can play them, and that somebody will ever hear them."""

import wave
from collections.abc import Iterable, Iterator
from pathlib import Path

from ivr.institutions import Institution
from ivr.prompts import Prompts

RATES = (8000, 16_000)  # Hz; the network carries 8 kHz and converts 16 kHz well
LONGEST_SECONDS = 30
SAMPLE_BYTES = 2
MUSIC = "music.wav"


def recordings(folder: Path, institutions: Iterable[Institution], prompts: Prompts) -> list[str]:
    """Give a mistake for each recording that cannot be played or heard; music is heard while waiting."""
    used = {MUSIC} | {
        prompt.recording.path
        for institution in institutions
        for prompt in prompts.book(institution.id).values()
        if prompt.recording
    }
    return [mistake for path in sorted(folder.rglob("*.wav")) for mistake in _of_file(path, folder, used)]


def _of_file(path: Path, folder: Path, used: set[str]) -> Iterator[str]:
    name = path.relative_to(folder).as_posix()
    if name not in used:
        yield f"{name}: found a recording that is never played; allowed: <id>.wav of a prompt without values"
    try:
        with wave.open(str(path), "rb") as sound:
            yield from (f"{name}: {mistake}" for mistake in _of_sound(sound))
    except (wave.Error, EOFError, OSError) as error:
        yield f"{name}: found no readable sound ({error}); allowed: WAV with PCM samples"


def _of_sound(sound: wave.Wave_read) -> Iterator[str]:
    if sound.getnchannels() != 1:
        yield f"found {sound.getnchannels()} channels; allowed: 1"
    if sound.getframerate() not in RATES:
        yield f"found {sound.getframerate()} Hz; allowed: 8000 or 16000"
    if sound.getsampwidth() != SAMPLE_BYTES:
        yield f"found {8 * sound.getsampwidth()} bits; allowed: 16"
    lasts = sound.getnframes() / sound.getframerate()
    if not 0 < lasts < LONGEST_SECONDS:
        yield f"found {lasts:.1f} seconds; allowed: more than 0, less than {LONGEST_SECONDS}"
