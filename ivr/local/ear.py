"""An ear that knows what it hears: a sentence of the line, back to the prompt that it was made from."""

import re
from pathlib import PurePosixPath

from ivr.prompts import Prompts
from ivr.prompts.prompt import Prompt
from ivr.prompts.template import Template


class Ear:
    """Recognises the prompts of one institution, whatever values were said in them."""

    def __init__(self, prompts: Prompts, institution: str) -> None:
        book = prompts.book(institution).values()
        spoken = [(prompt.id, template) for prompt in book for template in _wordings(prompt)]
        spoken.sort(key=lambda one: _fixed(one[1]), reverse=True)
        self._patterns = [(name, re.compile(_pattern(template), re.DOTALL)) for name, template in spoken]

    def prompt(self, heard: str) -> str:
        """Give the prompt's id of a text, or of a recording's address; what nobody knows is given back whole."""
        if heard.endswith(".wav"):
            return PurePosixPath(heard).stem
        found = (name for name, pattern in self._patterns if pattern.fullmatch(heard))
        return next(found, f"unknown: {heard}")


def _wordings(prompt: Prompt) -> set[Template]:
    return {prompt.template, prompt.slow}


def _fixed(template: Template) -> int:
    """Count the letters that never change: of two prompts that fit, the more exact one was said."""
    return sum(len(part) for part in template.parts if isinstance(part, str))


def _pattern(template: Template) -> str:
    return "".join(re.escape(part) if isinstance(part, str) else ".+?" for part in template.parts)
