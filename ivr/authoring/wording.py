"""Holds sentences against the rules by which the line speaks: purpose before key, no blame, numbers in words."""

import re
from collections.abc import Iterator

from ivr.institutions import Institution, MenuOption
from ivr.prompts import Prompt
from ivr.prompts.book import Book
from ivr.prompts.catalogue import REPROMPTS
from ivr.prompts.spoken import digits

CHARACTERS_A_SECOND = 15
SECONDS_TO_FIRST_OPTION = 8
LONGEST_SECONDS = 20
BLAME = re.compile(r"se equivoc|equivocad|incorrect|inválid|no válid|su error", re.IGNORECASE)
FAMILIAR = re.compile(r"\b(tú|tus?|contigo|digita|ingresa|presiona|puedes|quieres|tienes|debes)\b", re.IGNORECASE)


def wording(institution: Institution, book: Book) -> list[str]:
    """Give a mistake for each sentence that breaks a rule, with its file, its id, what was found, what is allowed."""
    mistakes = [mistake for prompt in book.values() if not prompt.rule.message for mistake in _spoken(prompt)]
    return [*mistakes, *_reprompts(book), *_options(institution, book), *_opening(institution, book)]


def seconds(text: str) -> float:
    """Estimate how long a calm voice takes for a text."""
    return len(text) / CHARACTERS_A_SECOND


def _spoken(prompt: Prompt) -> Iterator[str]:
    text = prompt.example()
    if blame := BLAME.search(text):
        yield _mistake(prompt, blame[0], "words without blame, such as: no coincide")
    if familiar := FAMILIAR.search(text):
        yield _mistake(prompt, familiar[0], "usted")
    if prompt.rule.printed:
        return
    if figures := re.search(r"\d+", text):
        yield _mistake(prompt, figures[0], "numbers in words, or a value with a format such as {number:document}")
    if seconds(text) > LONGEST_SECONDS:
        yield _mistake(prompt, f"{seconds(text):.0f} seconds", f"at most {LONGEST_SECONDS}")


def _reprompts(book: Book) -> Iterator[str]:
    for name in REPROMPTS:
        for prompt in book.values():
            again = book.get(f"{prompt.id}_{name}")
            if again and again.example() == prompt.example():
                yield _mistake(
                    again, f"the same sentence as {prompt.id}", "another sentence: the first one did not help"
                )


def _options(institution: Institution, book: Book) -> Iterator[str]:
    for menu in institution.menus.values():
        for option in menu.options:
            prompt = book.get(option.prompt)
            if prompt and not _key_comes_last(prompt.example(), option):
                yield _mistake(prompt, repr(prompt.example()), f"what it is for, then: marque {digits(option.key)}")


def _key_comes_last(text: str, option: MenuOption) -> bool:
    return re.search(rf"\S+.*\bmarque {digits(option.key)}\.?$", text) is not None


def _opening(institution: Institution, book: Book) -> Iterator[str]:
    welcome = book.get("welcome")
    menu = institution.menus[institution.first_menu]
    first = [book.get(prompt) for prompt in ("welcome", menu.prompt, menu.options[0].prompt)]
    if not welcome:
        return
    if institution.records_calls != ("graba" in welcome.example()):
        told = (
            "that the call is recorded" if institution.records_calls else "nothing of recording: records_calls = false"
        )
        yield _mistake(welcome, repr(welcome.example()), told)
    lasts = seconds(" ".join(prompt.example() for prompt in first if prompt))
    if lasts > SECONDS_TO_FIRST_OPTION:
        found = f"{lasts:.0f} seconds to the end of the first option"
        yield _mistake(welcome, found, f"at most {SECONDS_TO_FIRST_OPTION}")


def _mistake(prompt: Prompt, found: str, allowed: str) -> str:
    return f"{prompt.file}: {prompt.id}: found {found}; allowed: {allowed}"
