"""Reads the sentences that somebody wrote into a file: id = "text", or [id] with text and a slower wording."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

ALLOWED = 'a text, or a table with text and slow: [id] text = "..." slow = "..."'


@dataclass(frozen=True, slots=True)
class Written:
    """A prompt as written: the file that has it, the text, and the wording for the slower voice (or nothing)."""

    file: str
    text: str
    slow: str


def read_prompts(path: Path, name: str) -> tuple[Mapping[str, Written], list[str]]:
    """Give the prompts of a file by id, and what is wrong with it; a missing file has none."""
    try:
        data = _taken_apart(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, []
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return {}, [f"{name}: found no TOML ({error}); allowed: prompts in TOML and UTF-8"]
    read = {prompt: _read(value, name) for prompt, value in data.items()}
    mistakes = [f"{name}: {prompt}: found {data[prompt]!r}; allowed: {ALLOWED}" for prompt in read if not read[prompt]]
    return {prompt: written for prompt, written in read.items() if written}, mistakes


@lru_cache(maxsize=64)
def _taken_apart(text: str) -> Mapping[str, Any]:
    """Read a file's text once, however many institutions share it."""
    return tomllib.loads(text)


def _read(value: Any, name: str) -> Written | None:
    entry = {"text": value} if isinstance(value, str) else value
    if not isinstance(entry, dict) or not {"text"} <= entry.keys() <= {"text", "slow"}:
        return None
    if not all(isinstance(text, str) and text.strip() for text in entry.values()):
        return None
    return Written(name, entry["text"].strip(), entry.get("slow", "").strip())
