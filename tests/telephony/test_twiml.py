"""Every reply becomes a document that the network understands; keys interrupt all but what protects."""

import shutil
from dataclasses import replace
from pathlib import Path
from timeit import repeat

import pytest

from ivr.dialog import Form, Kind, Question, Say
from ivr.errors import ScriptError
from ivr.institutions import Institution
from ivr.prompts import Prompts
from ivr.reply import End, Enqueue, Listen, Meanwhile
from ivr.tables import load
from ivr.telephony.speech import Speech
from ivr.telephony.twiml import Renderer
from tests.conftest import ROOT
from tests.telephony.documents import (
    CODE,
    CONFIRM,
    DOCUMENT,
    MENU,
    PATIENCE,
    PUBLIC_URL,
    TURN_URL,
    only,
    read,
    reply,
    texts,
    verbs,
)


@pytest.mark.parametrize("question", [MENU, CONFIRM, DOCUMENT, CODE])
@pytest.mark.parametrize("attempt", ["", "silence", "wrong", "third"])
def test_question_is_one_gather(renderer: Renderer, question: Question[object], attempt: str) -> None:
    """A question ends the document with a Gather that tells silence too, to the next turn's URL."""
    response = read(renderer.render(reply(Listen(question, attempt, 9), Say("goodbye"))))
    gather = only(response, "Gather")
    assert verbs(response) == ["Gather"]
    assert gather.attrib | {"numDigits": "", "finishOnKey": "", "timeout": ""} == {
        "action": TURN_URL,
        "method": "POST",
        "input": "dtmf",
        "numDigits": "",
        "finishOnKey": "",
        "timeout": "",
        "actionOnEmptyResult": "true",
    }


@pytest.mark.parametrize(
    ("question", "digits", "finish"),
    [
        (MENU, "1", ""),
        (CONFIRM, "1", ""),
        (DOCUMENT, "11", "#"),
        (CODE, "6", "#"),
        (replace(DOCUMENT, kind=Kind.AMOUNT), "11", "#"),
        (replace(DOCUMENT, kind=Kind.DATE, form=Form(8, 8)), "8", "#"),
    ],
)
def test_an_entry_ends_as_its_kind_asks(
    renderer: Renderer, question: Question[object], digits: str, finish: str
) -> None:
    """A menu takes one key; a fixed length ends by itself; a varying one leaves room for the number sign."""
    gather = only(read(renderer.render(reply(Listen(question)))), "Gather")
    assert (gather.get("numDigits"), gather.get("finishOnKey")) == (digits, finish)


def test_menu_says_its_options(renderer: Renderer, prompts: Prompts) -> None:
    """A menu is introduced, then each option is said, all inside the Gather so that a key may interrupt."""
    gather = only(read(renderer.render(reply(Listen(MENU)))), "Gather")
    said = [prompts.text("serfinansa", "es-CO", "menu_consultas", {})]
    said += [
        prompts.text("serfinansa", "es-CO", prompt, {"key": key})
        for prompt, key in (("option_activate", "1"), ("option_change", "2"))
    ]
    assert texts(gather) == said


def test_options_without_words_are_not_said(renderer: Renderer, prompts: Prompts) -> None:
    """A yes or no is asked by the question's own sentence, with its value."""
    gather = only(read(renderer.render(reply(Listen(CONFIRM)))), "Gather")
    assert texts(gather) == [prompts.text("serfinansa", "es-CO", "document_confirm", dict(CONFIRM.variables))]


def test_reprompt_has_its_own_words(renderer: Renderer, prompts: Prompts) -> None:
    """Asked again, the question says what was heard."""
    gather = only(read(renderer.render(reply(Listen(DOCUMENT, "wrong", 11)))), "Gather")
    assert texts(gather) == [prompts.text("serfinansa", "es-CO", "document_number_wrong", {"heard": 11})]
    assert texts(gather) != texts(only(read(renderer.render(reply(Listen(DOCUMENT)))), "Gather"))


def test_only_what_protects_cannot_be_interrupted(renderer: Renderer, prompts: Prompts) -> None:
    """The sentence that protects, and what comes before it, stands before the Gather; the rest stands inside."""
    said = (Say("code_sent", (("last", "•••• 4567"),)), Say("capsule", protects=True), Say("key_policy"))
    response = read(renderer.render(reply(Listen(CODE), *said)))
    assert verbs(response) == ["Say", "Say", "Gather"]
    assert texts(response)[1] == prompts.text("serfinansa", "es-CO", "capsule", {})
    inside = [prompts.text("serfinansa", "es-CO", prompt, {}) for prompt in ("key_policy", "security_code")]
    assert texts(only(response, "Gather")) == inside


def test_voice_is_the_institutions(renderer: Renderer, institution: Institution) -> None:
    """The institution's voice speaks, in the language of that voice."""
    say = only(only(read(renderer.render(reply(Listen(DOCUMENT)))), "Gather"), "Say")
    assert say.attrib == {"voice": institution.voice.name, "language": institution.voice.language}


def test_third_time_and_slow_callers_hear_a_slower_voice(renderer: Renderer) -> None:
    """The third asking, and all for who asked for it, is spoken slower and waits longer."""
    for listening in (reply(Listen(DOCUMENT, "third", 3)), reply(Listen(DOCUMENT), slow=True)):
        gather = only(read(renderer.render(listening)), "Gather")
        assert only(only(gather, "Say"), "prosody").attrib == {"rate": "80%"}
        assert gather.get("timeout") == "8"
    assert only(read(renderer.render(reply(Listen(DOCUMENT)))), "Gather").get("timeout") == "5"


def test_text_is_never_asked_on_a_keypad(renderer: Renderer) -> None:
    """A question that needs letters is an error of the script, never a Gather."""
    with pytest.raises(ScriptError):
        renderer.render(reply(Listen(replace(DOCUMENT, kind=Kind.TEXT))))


def test_queue(renderer: Renderer) -> None:
    """A caller who waits is in a queue of their institution; leaving it is the next turn."""
    response = read(renderer.render(reply(Enqueue("claves", "h1"), Say("to_agent"))))
    queue = only(response, "Enqueue")
    assert verbs(response) == ["Say", "Enqueue"]
    assert queue.text == "serfinansa-claves"
    assert queue.attrib == {
        "action": TURN_URL,
        "method": "POST",
        "waitUrl": f"{PUBLIC_URL}/voice/wait/4?token=abc{PATIENCE}",
        "waitUrlMethod": "POST",
    }


def test_slow_work_and_the_end(renderer: Renderer) -> None:
    """What is slow is a sentence and the next turn; the end is a sentence and the hang-up."""
    meanwhile = read(renderer.render(reply(Meanwhile(), Say("one_moment"))))
    assert (verbs(meanwhile), only(meanwhile, "Redirect").text) == (["Say", "Redirect"], TURN_URL)
    assert verbs(read(renderer.render(reply(End(), Say("goodbye"))))) == ["Say", "Hangup"]


def test_recording_is_played(tmp_path: Path, institution: Institution) -> None:
    """A sentence that somebody recorded is played from our own address."""
    shutil.copytree(ROOT / "voice_prompts", tmp_path / "voice")
    recording = tmp_path / "voice/es-CO/serfinansa/goodbye.wav"
    recording.parent.mkdir(exist_ok=True)
    recording.write_bytes(b"RIFF")
    prompts = Prompts.load(tmp_path / "voice", load(ROOT / "institutions"))
    renderer = Renderer(Speech(prompts, PUBLIC_URL), lambda *_: institution, PUBLIC_URL)
    play = only(read(renderer.render(reply(End(), Say("goodbye")))), "Play")
    assert play.text == f"{PUBLIC_URL}/prompts/es-CO/serfinansa/goodbye.wav"


def test_a_menu_is_quickly_made(renderer: Renderer) -> None:
    """A menu's document is made in well under a millisecond (about 100 microseconds when nothing else runs)."""
    menu = reply(Listen(MENU), Say("welcome"), Say("universal_keys"))
    assert min(repeat(lambda: renderer.render(menu), number=50, repeat=5)) / 50 < 0.001
