"""The tables and prompts of the repository, and a copy of the prompts that a test may spoil."""

import shutil
import wave
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ivr.institutions import Institution
from ivr.prompts import Prompts
from ivr.tables import load
from tests.conftest import ROOT

Write = Callable[[str, str], None]
Record = Callable[..., None]


@pytest.fixture(scope="session")
def tables() -> Mapping[str, Institution]:
    return load(ROOT / "institutions")


@pytest.fixture(scope="session")
def prompts(tables: Mapping[str, Institution]) -> Prompts:
    return Prompts.load(ROOT / "voice_prompts", tables)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "voice_prompts", tmp_path / "voice_prompts"))


@pytest.fixture
def write(folder: Path) -> Write:
    """Give a function that puts a line before all others of a file and takes out the same id further down."""

    def put(name: str, line: str) -> None:
        path = folder / "es-CO" / name
        prompt = line.partition(" = ")[0]
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [each for each in lines if not each.startswith(f"{prompt} = ")]
        path.write_text("\n".join([line, *kept]), encoding="utf-8")

    return put


@pytest.fixture
def record(folder: Path) -> Record:
    """Give a function that writes a silent recording."""

    def make(name: str, seconds: float = 1, rate: int = 8000, channels: int = 1, width: int = 2) -> None:
        path = folder / "es-CO" / name
        path.parent.mkdir(exist_ok=True)
        with wave.open(str(path), "wb") as sound:
            sound.setnchannels(channels)
            sound.setframerate(rate)
            sound.setsampwidth(width)
            sound.writeframes(bytes(int(seconds * rate) * channels * width))

    return make
