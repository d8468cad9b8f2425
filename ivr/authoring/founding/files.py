"""Puts the files of a new institution in their places: checked together first, all or none, and never over another."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ivr.authoring.checking import check
from ivr.authoring.founding.answers import Answers, Taken
from ivr.authoring.founding.words import OPENINGS, logo, printed, said
from ivr.authoring.founding.writing import table
from ivr.errors import ConfigurationError
from ivr.tables import load

LANGUAGE = "es-CO"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of tables, of prompts, and of the pages' logos."""

    institutions: Path
    prompts: Path
    logos: Path

    def taken(self) -> Taken:
        """Give what other institutions have. Raises ConfigurationError when a table there is wrong."""
        tables = load(self.institutions) if any(self.institutions.glob("*.toml")) else {}
        spoken = self.prompts / LANGUAGE
        written = (*self.institutions.glob("*.toml"), *spoken.glob("*.toml"), *spoken.glob("pages/*.toml"))
        ids = {path.stem for path in (*written, *self.logos.glob("*.svg"))}
        lines = {line.number for each in tables.values() for line in each.lines}
        return Taken(frozenset(ids), frozenset(lines | {each.own_number for each in tables.values()}))

    def files(self, answers: Answers, opening: Mapping[str, str]) -> Mapping[Path, str]:
        """Give the new files with what stands in them; `opening` are the words with which callers are answered."""
        spoken = self.prompts / LANGUAGE
        made = {
            self.institutions / f"{answers.id}.toml": table(answers),
            spoken / f"{answers.id}.toml": said(answers, opening),
            spoken / "pages" / f"{answers.id}.toml": printed(answers),
            self.logos / f"{answers.id}.svg": logo(answers),
        }
        return {path: text for path, text in made.items() if text}


def found(answers: Answers, places: Places) -> tuple[Path, ...]:
    """Write all files and give them. Raises ConfigurationError, and nothing is there, when anything is wrong."""
    written: list[Path] = []
    try:
        for path, text in places.files(answers, _opening(answers, places)).items():
            with path.open("x", encoding="utf-8") as file:
                written.append(path)
                file.write(text)
    except OSError as error:  # no half of an institution is left behind
        for path in written:
            path.unlink()
        raise ConfigurationError([f"{error.filename}: found {error.strerror}; allowed: a new file there"]) from None
    return tuple(written)


def _opening(answers: Answers, places: Places) -> Mapping[str, str]:
    """Give the longest words that let callers hear the first option in time. Raises ConfigurationError."""
    mistakes: list[str] = []
    for opening in OPENINGS:
        with TemporaryDirectory() as folder:
            mistakes = _mistakes(answers, opening, places, Path(folder))
        if not mistakes:
            return opening
        if not all(": welcome: " in mistake for mistake in mistakes):
            break
    raise ConfigurationError(mistakes)


def _mistakes(answers: Answers, opening: Mapping[str, str], places: Places, folder: Path) -> list[str]:
    """Give what `ivr check` would say of the new files beside the prompts that all institutions share."""
    own = Places(folder / "institutions", folder / "prompts", folder / "logos")
    for path in (own.institutions, own.prompts / LANGUAGE / "pages", own.logos):
        path.mkdir(parents=True)
    for common in ("common.toml", "pages/common.toml"):
        shutil.copyfile(places.prompts / LANGUAGE / common, own.prompts / LANGUAGE / common)
    for path, text in own.files(answers, opening).items():
        path.write_text(text, encoding="utf-8")
    return check(own.institutions, own.prompts)
