"""How a question is asked on a keypad: how many keys, which one ends them, and what is said each time it is asked."""

from collections.abc import Iterator
from typing import Any

from twilio.twiml.voice_response import Gather

from ivr.dialog import Kind, Question, Say
from ivr.errors import ScriptError
from ivr.reply import Listen

ONE_KEY = (Kind.CHOICE, Kind.CONFIRMATION)
TIMEOUT, SLOW_TIMEOUT = 5, 8
"""Seconds for a key: after the last sentence, and after each key."""

THIRD = "third"


def gather(listen: Listen, action: str, *, slow: bool) -> Gather:
    """Give the verb for a question. Raises ScriptError for a text, which no keypad can type."""
    question = listen.question
    if question.kind is Kind.TEXT:
        raise ScriptError(f"{question.name} asks for a text: no keypad can type it")
    return Gather(
        action=action,
        method="POST",
        input="dtmf",
        num_digits=keys(question),
        finish_on_key="" if question.kind in ONE_KEY else "#",
        timeout=SLOW_TIMEOUT if slow else TIMEOUT,
        action_on_empty_result=True,
    )


def keys(question: Question[Any]) -> int:
    """Give the number of keys that end an entry by itself.

    A menu takes one; an answer of one length ends with its last key. Where the length varies, people end with `#`,
    which must still be theirs to press after the longest answer: pressed later, it would fall into the next question.
    """
    if question.kind in ONE_KEY:
        return 1
    form = question.form
    return form.longest if form.shortest == form.longest else form.longest + 1


def asked(listen: Listen) -> Iterator[Say]:
    """Give what is said: the question in the words of this attempt, then each option that has words."""
    question = listen.question
    if listen.attempt:
        yield Say(f"{question.prompt}_{listen.attempt}", (*question.variables, ("heard", listen.heard)))
    else:
        yield Say(question.prompt, question.variables)
    for option in question.options:
        if option.prompt:
            yield Say(option.prompt, (*question.variables, ("key", option.key)))
