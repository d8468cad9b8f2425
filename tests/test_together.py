"""Questions asked together: one form on a page, one after another by telephone, and the same journal."""

import json
from dataclasses import replace
from typing import Any

import pytest

from ivr.answers import interpret
from ivr.calls import Call
from ivr.dialog import Caller, Form, Kind, Question, secret
from ivr.institutions import Institution
from ivr.journal import Journal, dump
from ivr.replay import Halt, Replay
from ivr.turn import Turn
from ivr.values import Channel, Sealed
from ivr.web.customer.reading import read_form, write_form

AGE: Question[str] = Question("age", "age", Kind.DIGITS, Form(1, 3))
NAME: Question[str] = Question("name", "name", Kind.DIGITS, Form(2, 8))
KEY = secret("key", "key", 4, 4)
CALL = Call("CA1", "serfinansa", "v1", "+571", "", "key", "2026-03-04")


async def script(caller: Caller) -> None:
    """Ask two things, then one more."""
    age, name = await caller.ask_together(AGE, NAME)
    await caller.say("thanks", age=age, name=name)
    await caller.ask(KEY)


def play(institution: Institution, journal: Journal, typed: str, channel: Channel) -> tuple[Halt, Journal, Turn]:
    """Take one turn on a channel."""
    reader = read_form if channel is Channel.WEB else interpret
    spent: dict[str, int] = {}
    seal = lambda text: Sealed(f"sealed {len(text)}", "digest")  # noqa: E731 - what a secret looks like here
    turn = Turn(replace(CALL, channel=channel), 2, typed, {}, seal, lambda: None, spent, interpret=reader)
    replay = Replay(list(journal), turn)
    return replay.run(script, Caller(institution, channel)), replay.journal, turn


def test_both_channels_write_the_same_journal(institution: Institution) -> None:
    """By telephone in two turns, on a page in one."""
    first, journal, _ = play(institution, [], "41", Channel.PHONE)
    assert first.step is not None
    assert getattr(first.step, "name", "") == "name"
    _, by_phone, _ = play(institution, journal, "5555", Channel.PHONE)
    halt, on_page, _ = play(institution, [], write_form({"age": "41", "name": "5555"}), Channel.WEB)
    assert dump(by_phone) == dump(on_page)
    assert getattr(halt.step, "name", "") == "key"
    assert [dict(say.variables) for say in halt.said] == [{"age": "41", "name": "5555"}]


@pytest.mark.parametrize("form", [{"age": "41"}, {"name": "5555"}, {"age": "x", "name": "5555"}, {}])
def test_a_form_is_answered_as_a_whole_or_not_at_all(institution: Institution, form: dict[str, str]) -> None:
    """What was right is kept for the page, and nothing for the journal; no try is spent."""
    halt, journal, turn = play(institution, [], write_form(form), Channel.WEB)
    assert journal == []
    assert getattr(halt.step, "name", "") == "age"
    assert turn.spent == {}
    again: dict[str, list[Any]] = json.loads(turn.again)
    assert {name: values[2] for name, values in again.items()} == {"age": "", "name": ""} | form
    assert sorted(name for name, values in again.items() if values[0]) == sorted(
        {"age", "name"} - {name for name, value in form.items() if value.isdigit()}
    )


def test_a_form_answers_no_later_question(institution: Institution) -> None:
    """A field for a question that is not open yet is not looked at."""
    form = write_form({"age": "41", "name": "5555", "key": "1234"})
    halt, journal, _ = play(institution, [], form, Channel.WEB)
    assert getattr(halt.step, "name", "") == "key"
    assert len(journal) == 2


def test_a_secret_is_sealed_before_anything_keeps_it(institution: Institution) -> None:
    """Neither the journal nor what is shown again has it."""
    _, journal, _ = play(institution, [], write_form({"age": "41", "name": "5555"}), Channel.WEB)
    _, right, _ = play(institution, journal, write_form({"key": "96 17"}), Channel.WEB)
    _, _, wrong = play(institution, journal, write_form({"key": "96178"}), Channel.WEB)
    assert "sealed 4" in json.dumps(dump(right))
    assert "96" not in json.dumps(dump(right)) + wrong.again


def test_back_leads_to_the_first_question_of_the_form(institution: Institution) -> None:
    """The questions know their form: the later ones follow the first."""
    halt, _, _ = play(institution, [], write_form({}), Channel.WEB)
    assert isinstance(halt.step, Question)
    assert [each.name for each in halt.step.beside] == ["name"]
    assert not halt.step.follows
    first, _, _ = play(institution, [], "41", Channel.PHONE)
    assert isinstance(first.step, Question)
    assert first.step.follows
