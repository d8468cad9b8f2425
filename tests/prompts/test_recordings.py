"""Recordings that the network cannot play, or that nobody would hear, are found."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ivr.authoring.recordings import recordings
from ivr.institutions import Institution
from ivr.prompts import Prompts
from tests.prompts.conftest import Record

Tables = Mapping[str, Institution]


def mistakes(folder: Path, tables: Tables) -> list[str]:
    return recordings(folder, tables.values(), Prompts.load(folder, tables))


@pytest.mark.parametrize("rate", [8000, 16_000])
def test_a_good_recording_passes(folder: Path, record: Record, tables: Tables, rate: int) -> None:
    """One channel, 8 or 16 kHz, 16 bits, some seconds."""
    record("one_moment.wav", rate=rate)
    assert mistakes(folder, tables) == []


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ({"rate": 44_100}, "found 44100 Hz; allowed: 8000 or 16000"),
        ({"channels": 2}, "found 2 channels; allowed: 1"),
        ({"width": 1}, "found 8 bits; allowed: 16"),
        ({"seconds": 30}, "found 30.0 seconds; allowed: more than 0, less than 30"),
        ({"seconds": 0}, "found 0.0 seconds"),
    ],
)
def test_a_bad_recording_is_named(
    folder: Path, record: Record, tables: Tables, shape: dict[str, int], said: str
) -> None:
    """What is wrong is said with the file's name."""
    record("one_moment.wav", **shape)
    assert [mistake.startswith(f"es-CO/one_moment.wav: {said}") for mistake in mistakes(folder, tables)] == [True]


def test_a_broken_file_is_named(folder: Path, tables: Tables) -> None:
    """A file that is no sound at all is not played to callers."""
    (folder / "es-CO/one_moment.wav").write_bytes(b"no sound")
    assert "es-CO/one_moment.wav: found no readable sound" in mistakes(folder, tables)[0]


@pytest.mark.parametrize("name", ["code_wrong.wav", "wellcome.wav", "other/welcome.wav"])
def test_a_recording_that_nobody_hears_is_named(folder: Path, record: Record, tables: Tables, name: str) -> None:
    """A misspelt id, another institution, or a sentence with values."""
    record(name)
    assert mistakes(folder, tables) == [
        f"es-CO/{name}: found a recording that is never played; allowed: <id>.wav of a prompt without values"
    ]
