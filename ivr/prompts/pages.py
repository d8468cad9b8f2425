"""What the pages of customers say, in print: an institution's own texts before those that all share."""

from collections.abc import Mapping
from pathlib import Path

from ivr.errors import ConfigurationError, ScriptError
from ivr.hours import calling_hours
from ivr.institutions import Institution
from ivr.prompts.formats import Value
from ivr.prompts.key_rules import size
from ivr.prompts.printed_hours import in_a_sentence, opening_hours
from ivr.prompts.source import Written, read_prompts
from ivr.prompts.template import Template

FOLDER = "pages"
MINUTE, HOUR = 60, 3600
COMMON = "common"
Texts = Mapping[str, Template]


class PageTexts:
    """All texts of all pages, taken apart once at start-up."""

    def __init__(self, texts: Mapping[str, Texts]) -> None:
        self._texts = texts

    @classmethod
    def load(cls, folder: Path, institutions: Mapping[str, Institution]) -> "PageTexts":
        """Read `<language>/pages/common.toml` and `<language>/pages/<institution>.toml`.

        Raises ConfigurationError with all mistakes.
        """
        texts, mistakes = cls.read(folder, institutions)
        if mistakes:
            raise ConfigurationError(mistakes)
        return texts

    @classmethod
    def read(cls, folder: Path, institutions: Mapping[str, Institution]) -> tuple["PageTexts", list[str]]:
        """Give the texts that are right, and every mistake."""
        mistakes: list[str] = []
        books = {each.id: _book(folder, each, mistakes) for each in institutions.values()}
        return cls(books), list(dict.fromkeys(mistakes))

    def text(self, institution: str, name: str, variables: Mapping[str, Value] | None = None) -> str:
        """Give a text. Raises ScriptError for an unknown one, and for a missing or odd value."""
        try:
            return self._texts[institution][name].render(variables or {})
        except (KeyError, ValueError) as error:
            raise ScriptError(f"text {name} of {institution}'s pages is missing, or lacks a value") from error

    def has(self, institution: str, name: str) -> bool:
        """Say whether there is such a text."""
        return name in self._texts.get(institution, {})


def page_constants(institution: Institution) -> Mapping[str, Value]:
    """Give the values that every text of an institution's pages may use."""
    code, temporary = institution.code, institution.key.temporary
    return {
        "institution": institution.name,
        "line": institution.lines[0].label,
        "branch": institution.web.branch,
        "key_length": size(institution.key),
        "temporary_hours": temporary.life // HOUR if temporary else 0,
        "code_length": code.length,
        "call_hours": in_a_sentence(opening_hours(calling_hours(institution.hours))),
        "code_minutes": max(1, code.life // MINUTE),
    }


def _book(folder: Path, institution: Institution, mistakes: list[str]) -> Texts:
    known, texts = page_constants(institution), {}
    for name, written in _written(folder, institution, mistakes).items():
        try:
            texts[name] = Template.parse(written.text).bind(known)
        except ValueError as error:
            mistakes.append(f"{written.file}: {name}: {error}")
    options = {f"option_type_{kind.code}": Template((kind.label,)) for kind in institution.documents}
    return options | texts


def _written(folder: Path, institution: Institution, mistakes: list[str]) -> Mapping[str, Written]:
    merged: dict[str, Written] = {}
    for name in (COMMON, institution.id):
        path = Path(institution.language) / FOLDER / f"{name}.toml"
        found, wrong = read_prompts(folder / path, str(path))
        unknown = sorted(found.keys() - merged.keys()) if name != COMMON else []
        mistakes += wrong + [f"{path}: {each}: found a text that no page shows" for each in unknown]
        merged |= found
    return merged
