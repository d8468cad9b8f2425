"""One prompt of one institution, ready to be said: as a recording of the whole sentence, or as text for a voice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ivr.prompts import gsm
from ivr.prompts.catalogue import EXAMPLES, MESSAGE_EXAMPLES, PromptRule
from ivr.prompts.formats import Value
from ivr.prompts.source import Written
from ivr.prompts.template import Template


@dataclass(frozen=True, slots=True)
class Recording:
    """A whole sentence that somebody read: the prompt's id and the file's path inside the prompts folder."""

    id: str
    path: str


@dataclass(frozen=True, slots=True)
class Text:
    """A whole sentence for a synthetic voice."""

    text: str


Piece = Recording | Text


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with the institution's own values said already; `slow` has another wording for the slower voice."""

    id: str
    file: str
    rule: PromptRule
    template: Template
    slow: Template
    recording: Recording | None

    def pieces(self, variables: Mapping[str, Value], *, slow: bool) -> tuple[Piece, ...]:
        """Give the recording, or the text when there is none or when the slower wording is another."""
        if self.recording is not None and not (slow and self.slow != self.template):
            return (self.recording,)
        return (Text((self.slow if slow else self.template).render(variables)),)

    def example(self) -> str:
        """Give the sentence with the longest values that are met in practice."""
        return self.template.render(MESSAGE_EXAMPLES if self.rule.message else EXAMPLES)


@dataclass(frozen=True, slots=True)
class Studio:
    """Where an institution's recordings lie: its own folder before the one that all share."""

    folder: Path
    language: str
    institution: str

    def find(self, prompt: str, written: Written, *, fixed: bool, shared: bool) -> Recording | None:
        """Give the recording of a sentence without values.

        A sentence is never glued from two voices: `fixed` says that nothing is left to be said into it. The common
        recording serves only the common text, and only when it is `shared`: when it does not name an institution.
        """
        own = f"{self.language}/{self.institution}/{prompt}.wav"
        common = f"{self.language}/{prompt}.wav"
        paths = [own, common] if shared and written.file.endswith("common.toml") else [own]
        found = (path for path in paths if fixed and (self.folder / path).is_file())
        return next((Recording(prompt, path) for path in found), None)


def compile_prompt(
    prompt: str, written: Written, rule: PromptRule, constants: Mapping[str, Value], studio: Studio
) -> Prompt:
    """Make a written prompt ready. Raises ValueError that says what is wrong with it."""
    parsed = Template.parse(written.text)
    if rule.message:  # the writer chooses the words of a message, and not how the institution is called
        constants = {name: gsm.fold(value) if isinstance(value, str) else value for name, value in constants.items()}
    template = parsed.bind(constants)
    slow = Template.parse(written.slow or written.text).bind(constants)
    unknown = sorted((template.variables | slow.variables) - rule.variables)
    if unknown:
        known = ", ".join(sorted(rule.variables | constants.keys()))
        raise ValueError(f"found {{{unknown[0]}}}; allowed: {known}")
    recording = studio.find(prompt, written, fixed=not template.variables, shared=not parsed.variables)
    ready = Prompt(prompt, written.file, rule, template, slow, None if rule.message else recording)
    _check_values(ready)
    return ready


def _check_values(ready: Prompt) -> None:
    text = ready.example()
    if not ready.rule.message:
        ready.slow.render(EXAMPLES)
        return
    if gsm.foreign(text):
        raise ValueError(f"found {gsm.foreign(text)!r}; allowed: the letters of a text message, without á, í, ó, ú")
    if gsm.length(text) > gsm.LONGEST:
        raise ValueError(f"found {gsm.length(text)} characters; allowed: {gsm.LONGEST}, with the longest values")
