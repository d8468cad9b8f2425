"""Gives every sentence of every institution, and at start-up says all that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ivr.errors import ConfigurationError, ScriptError
from ivr.institutions import Institution
from ivr.key_policies import ACCESS
from ivr.prompts import gsm
from ivr.prompts.catalogue import PromptRule, option_keys, required
from ivr.prompts.constants import constants
from ivr.prompts.formats import Value
from ivr.prompts.key_rules import KeyRuleText, printed_rules, said_rules
from ivr.prompts.prompt import Piece, Prompt, Studio, compile_prompt
from ivr.prompts.source import Written, read_prompts
from ivr.prompts.template import Template
from ivr.prompts.unknown import unknown_prompts

Book = Mapping[str, Prompt]
ANNOUNCEMENT = "announcement_"


class Prompts:
    """All prompts, taken apart once at start-up; a sentence costs some microseconds."""

    def __init__(self, books: Mapping[tuple[str, str], Book]) -> None:
        self._books = books
        self._languages = dict(books.keys())

    @classmethod
    def load(cls, folder: Path, institutions: Mapping[str, Institution]) -> Prompts:
        """Read `<language>/common.toml` and `<language>/<institution>.toml` of a folder, and the recordings there.

        Raises ConfigurationError with all mistakes.
        """
        prompts, mistakes = cls.read(folder, institutions)
        if mistakes:
            raise ConfigurationError(mistakes)
        return prompts

    @classmethod
    def read(
        cls, folder: Path, institutions: Mapping[str, Institution], unread: frozenset[str] = frozenset()
    ) -> tuple[Prompts, list[str]]:
        """Give the prompts that are right, and every mistake; files of `unread` institutions are left alone."""
        mistakes = unknown_prompts(folder, institutions, unread)
        books = {}
        for institution in institutions.values():
            books[institution.id, institution.language] = dict(_book(folder, institution, mistakes))
        return cls(books), list(dict.fromkeys(mistakes))

    def book(self, institution: str) -> Book:
        """Give all prompts of an institution by their id; none for an unknown one."""
        return self._books.get((institution, self._languages.get(institution, "")), {})

    def announcements(self, institution: str) -> Mapping[str, str]:
        """Give what each announcement before the menu says, by its prompt; empty for a text of one's own."""
        found = {prompt: each for prompt, each in self.book(institution).items() if prompt.startswith(ANNOUNCEMENT)}
        return {prompt: "" if each.template.variables else each.template.render({}) for prompt, each in found.items()}

    def pieces(
        self, institution: str, language: str, prompt: str, variables: Mapping[str, Value], *, slow: bool = False
    ) -> tuple[Piece, ...]:
        """Give what is played or spoken. Raises ScriptError for an unknown prompt, or a missing or odd value."""
        try:
            return self._books[institution, language][prompt].pieces(variables, slow=slow)
        except (KeyError, ValueError) as error:
            raise _unsayable(institution, language, prompt) from error

    def text(
        self, institution: str, language: str, prompt: str, variables: Mapping[str, Value], *, slow: bool = False
    ) -> str:
        """Give the sentence as text, even when there is a recording. Raises ScriptError like `pieces`."""
        try:
            found = self._books[institution, language][prompt]
            return (found.slow if slow else found.template).render(variables)
        except (KeyError, ValueError) as error:
            raise _unsayable(institution, language, prompt) from error

    def key_rules(self, institution: Institution, kind: str) -> tuple[KeyRuleText, ...]:
        """Give the rules of a kind of key as a page lists them. Raises ScriptError like `pieces`."""
        return printed_rules(
            institution, kind, lambda prompt, values: self.text(institution.id, institution.language, prompt, values)
        )

    def sentence(self, institution: str, prompt: str, variables: Mapping[str, Value]) -> str:
        """Give a text that is printed, such as an e-mail's, in the institution's language. Raises ScriptError."""
        return self.text(institution, self._languages.get(institution, ""), prompt, variables)

    def sms(self, institution: str, prompt: str, variables: Mapping[str, Value]) -> str:
        """Give a text message in the GSM alphabet. Raises ScriptError like `pieces`."""
        return gsm.fold(self.text(institution, self._languages.get(institution, ""), prompt, variables))


def _unsayable(institution: str, language: str, prompt: str) -> ScriptError:
    # No value is named: it may be somebody's document.
    return ScriptError(f"prompt {prompt} of {institution} ({language}) is missing, or lacks a value that it can say")


def _book(folder: Path, institution: Institution, mistakes: list[str]) -> Iterator[tuple[str, Prompt]]:
    written = _written(folder, institution, mistakes)
    own = {**constants(institution), **_key_rules(written, institution)}
    keys = option_keys(institution)
    studio = Studio(folder, institution.language, institution.id)
    for prompt, rule in required(institution).items():
        known = {**own, "key": keys[prompt]} if prompt in keys else own
        try:
            yield prompt, compile_prompt(prompt, _find(written, prompt, institution, rule), rule, known, studio)
        except ValueError as error:
            file = written[prompt].file if prompt in written else f"{institution.language}/common.toml"
            mistakes.append(f"{file}: {prompt}: {error}")


def _key_rules(written: Mapping[str, Written], institution: Institution) -> Mapping[str, Value]:
    """Give `key_rules`, the access key's rules in short, and `<kind>_key_rules` those of another kind of key.

    A piece that is not written, or written wrongly, is left out here: it is told as a mistake of its own.
    """

    def say(prompt: str, values: Mapping[str, Value]) -> str:
        try:
            return Template.parse(written[prompt].text).render(values)
        except (KeyError, ValueError):
            return ""

    names = {kind: "key_rules" if kind == ACCESS else f"{kind}_key_rules" for kind in institution.keys}
    return {names[kind]: said_rules(institution, policy, say) for kind, policy in institution.keys.items()}


def _written(folder: Path, institution: Institution, mistakes: list[str]) -> Mapping[str, Written]:
    merged: dict[str, Written] = {}
    for name in ("common", institution.id):
        path = Path(institution.language) / f"{name}.toml"
        prompts, wrong = read_prompts(folder / path, str(path))
        merged |= prompts
        mistakes += wrong
    return merged


def _find(written: Mapping[str, Written], prompt: str, institution: Institution, rule: PromptRule) -> Written:
    if prompt in written:
        return written[prompt]
    values = ", ".join(sorted(rule.variables)) or "no values"
    raise ValueError(f"found nothing; allowed: a text, which {institution.id} needs ({values})")
