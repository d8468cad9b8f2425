"""`ivr new-institution`: ask about an institution, and write its table, prompts and logo."""

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

import ivr.web
from ivr.authoring.founding.answers import Answers, NotAllowed, Taken
from ivr.authoring.founding.files import Places, found
from ivr.authoring.founding.questions import QUESTIONS, Question
from ivr.commands.folders import FOLDER, institutions_option, prompts_option
from ivr.errors import ConfigurationError

LOGOS = Path(ivr.web.__file__).parent / "static/customer"
HELP = """Found an institution: write its table, its prompts and a logo.

Asks for what no option says, and explains what an answer may be. With --yes it asks nothing: what is not said is as
usual, and a wrong option ends it. Nothing is overwritten, and nothing is written unless all of it is in order.
"""


def question_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each question, in their order."""
    for question in reversed(QUESTIONS):
        words = f"{question.words}: {question.allowed}."
        command = click.option(f"--{question.option}", help=words)(command)
    return command


@click.command("new-institution", help=HELP)
@question_options
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--logos", type=FOLDER, default=LOGOS, envvar="LOGOS_FOLDER", help="The folder of the pages' logos.")
@institutions_option
@prompts_option
def command(*, yes: bool, logos: Path, institutions: Path, prompts: Path, **given: str | None) -> None:
    """Ask, write, and say what to do next."""
    places = Places(institutions, prompts, logos)
    said = {name.replace("_", "-"): text for name, text in given.items() if text is not None}
    answers = _usual(said, places.taken()) if yes else _asked(said, places.taken())
    try:
        written = found(answers, places)
    except ConfigurationError:
        _tell_how_to_go_on(said)
        raise
    for path in written:
        click.echo(f"Written: {path}")
    click.echo(f"Next: ivr check {answers.id}, then start `ivr run` anew and dial with: ivr call {answers.id}")


def _usual(given: Mapping[str, str], taken: Taken) -> Answers:
    """Give the options' answers and the usual ones. Raises ConfigurationError with all that is wrong."""
    answers, mistakes = Answers(), []
    for question in QUESTIONS:
        text = given.get(question.option, "").strip() or question.usual(answers, taken)
        try:
            answers = question.read(text, answers, taken)
        except NotAllowed as refused:
            mistakes.append(f"--{question.option}: found {text or 'nothing'}; allowed: {refused}")
    if mistakes:
        raise ConfigurationError(mistakes)
    return answers


def _asked(given: dict[str, str], taken: Taken) -> Answers:
    """Give the answers of a person. Whoever leaves is told how to go on with those that they gave."""
    answers = Answers()
    try:
        for question in QUESTIONS:
            told = given.get(question.option)
            if told is None and not question.needed(answers):
                answers = question.read(question.usual(answers, taken), answers, taken)
            else:
                answers, given[question.option] = _ask(question, answers, taken, told)
        click.confirm("Write its files?", default=True, abort=True)
    except click.Abort:
        _tell_how_to_go_on(given)
        raise
    return answers


def _ask(question: Question, so_far: Answers, taken: Taken, given: str | None) -> tuple[Answers, str]:
    """Give the answers with one more and its text; asks, and asks again, until it can be taken."""
    while True:
        usual = question.usual(so_far, taken)
        text = given if given is not None else _prompt(question, usual)
        try:
            return question.read(text.strip(), so_far, taken), text.strip()
        except NotAllowed as refused:
            click.echo(f"  {question.words}: found {text or 'nothing'}; allowed: {refused}")
            given = None


def _prompt(question: Question, usual: str) -> str:
    answer: Any = click.prompt(f"{question.words} ({question.allowed})", default=usual or None, type=str)
    return str(answer)


def _tell_how_to_go_on(given: Mapping[str, str]) -> None:
    options = " ".join(f"--{name} {shlex.quote(text)}" for name, text in given.items())
    click.echo(f"\nNothing is written. To go on with your answers: ivr new-institution {options}".rstrip(), err=True)
