"""A sentence with places for values, taken apart once, so that saying it during a call costs almost nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from ivr.prompts.formats import FORMATS, Format, Value


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value and the way to say it."""

    name: str
    say: Format


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence as fixed texts and slots, in order."""

    parts: tuple[str | Slot, ...]

    @classmethod
    def parse(cls, text: str) -> Template:
        """Take `{variable}` and `{variable:format}` out of a text. Raises ValueError that says what is wrong."""
        return cls(tuple(_parts(text)))

    @property
    def variables(self) -> frozenset[str]:
        """Give the names of the values that are still needed."""
        return frozenset(part.name for part in self.parts if isinstance(part, Slot))

    def bind(self, constants: Mapping[str, Value]) -> Template:
        """Say the values that never change, once for all."""
        parts: list[str | Slot] = []
        for part in self.parts:
            known = isinstance(part, str) or part.name in constants
            said = _say(part, constants) if known else part
            if parts and isinstance(said, str) and isinstance(parts[-1], str):
                parts[-1] += said
            else:
                parts.append(said)
        return Template(tuple(parts))

    def render(self, variables: Mapping[str, Value]) -> str:
        """Give the sentence. Raises KeyError for a missing value and ValueError for one that cannot be said so."""
        return "".join(_say(part, variables) for part in self.parts)


def _say(part: str | Slot, values: Mapping[str, Value]) -> str:
    return part if isinstance(part, str) else part.say(values[part.name])


def _parts(text: str) -> Iterator[str | Slot]:
    for literal, name, form, conversion in Formatter().parse(text):
        if literal:
            yield literal
        if name is None:
            continue
        if not name.isidentifier() or conversion:
            raise ValueError(f"found {{{name}}}; allowed: {{variable}} or {{variable:format}}")
        if form not in FORMATS:
            raise ValueError(f"found {{{name}:{form}}}; allowed formats: {', '.join(filter(None, FORMATS))}")
        yield Slot(name, FORMATS[form or ""])
