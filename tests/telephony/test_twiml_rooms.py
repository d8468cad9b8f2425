"""Waits, rooms, farewells and the way out when all is down become documents that the network understands."""

from dataclasses import replace

from ivr.dialog import Say
from ivr.institutions import Institution
from ivr.telephony.twiml import Participation, Renderer
from tests.telephony.documents import PATIENCE, PUBLIC_URL, only, read, verbs

PLACE = Participation("r4f2", "caller", "/voice/room/left?handoff=h1", "/voice/room/events")


def test_waiting(renderer: Renderer, institution: Institution) -> None:
    """While waiting a caller hears the position, then music, and may press one key at any time."""
    say = [Say("queue_position", (("position", 2), ("minutes", "3-5")))]
    quiet = only(read(renderer.waiting(institution, say, "/voice/wait/4?token=abc", seconds=60)), "Gather")
    assert verbs(quiet) == ["Say", "Pause"]
    assert only(quiet, "Pause").get("length") == "60"
    assert quiet.attrib == {
        "action": f"{PUBLIC_URL}/voice/wait/4?token=abc{PATIENCE}",
        "method": "POST",
        "input": "dtmf",
        "numDigits": "1",
        "finishOnKey": "",
        "timeout": "1",
    }
    music = renderer.waiting(institution, say, "/voice/wait/4?token=abc", seconds=60, music="/prompts/music.wav")
    assert only(only(read(music), "Gather"), "Play").text == f"{PUBLIC_URL}/prompts/music.wav"
    assert verbs(read(renderer.leave())) == ["Leave"]


def test_room(renderer: Renderer) -> None:
    """Nobody's leaving ends a room; every leg carries the callback, because only the first one's counts."""
    dial = only(read(renderer.room(PLACE)), "Dial")
    assert dial.attrib == {"action": f"{PUBLIC_URL}/voice/room/left?handoff=h1{PATIENCE}", "method": "POST"}
    conference = only(dial, "Conference")
    assert conference.text == "r4f2"
    assert conference.attrib == {
        "participantLabel": "caller",
        "beep": "false",
        "endConferenceOnExit": "false",
        "record": "do-not-record",
        "statusCallback": f"{PUBLIC_URL}/voice/room/events{PATIENCE}",
        "statusCallbackEvent": "start end join leave hold modify",
        "statusCallbackMethod": "POST",
    }


def test_a_recorded_room(renderer: Renderer, institution: Institution) -> None:
    """A room is recorded where the institution records; who comes in hears a sentence before."""
    place = replace(PLACE, recorded=True)
    response = read(renderer.room(place, institution, [Say("agent_coming")]))
    conference = only(only(response, "Dial"), "Conference")
    assert verbs(response) == ["Say", "Dial"]
    assert conference.get("record") == "record-from-start"


def test_fallback_needs_nothing_of_ours(renderer: Renderer, institution: Institution) -> None:
    """When we are down, the caller hears so, and is led to the institution's own number or parked in a queue."""
    dialled = read(renderer.fallback(replace(institution, own_number="+576015140000")))
    parked = read(renderer.fallback(replace(institution, own_number="")))
    assert (verbs(dialled), only(dialled, "Dial").text) == (["Say", "Dial"], "+576015140000")
    assert (verbs(parked), only(parked, "Enqueue").text) == (["Say", "Enqueue"], "serfinansa-adrift")
    assert only(parked, "Enqueue").attrib == {}


def test_sentences_alone(renderer: Renderer, institution: Institution) -> None:
    """A sentence may be followed by the hang-up or by another document; nothing at all is a document too."""
    assert verbs(read(renderer.speak(institution, [Say("goodbye")]))) == ["Say", "Hangup"]
    assert verbs(read(renderer.speak(institution, [Say("agent_lost")], then="/voice/turn/4"))) == ["Say", "Redirect"]
    assert verbs(read(renderer.hang_up())) == ["Hangup"]
    assert verbs(read(renderer.empty())) == []


def test_on_hold(renderer: Renderer, institution: Institution) -> None:
    """Music first, then the sentence, then the same again: verbs that the network plays to who is on hold."""
    held = read(renderer.on_hold(institution, [Say("on_hold")], "/voice/hold/a.1?token=2", "/prompts/music.wav"))
    assert verbs(held) == ["Play", "Say", "Redirect"]
    assert only(held, "Play").text == "https://ivr.example.co/prompts/music.wav"
    assert (only(held, "Redirect").text or "").startswith("https://ivr.example.co/voice/hold/a.1?token=2")


def test_values_cannot_become_verbs(renderer: Renderer, institution: Institution) -> None:
    """Signs of XML in a name or a label stay text."""
    hostile = replace(PLACE, room='r"><Hangup/>', label="<Say>")
    assert verbs(only(read(renderer.room(hostile)), "Dial")) == ["Conference"]
    odd = replace(institution, voice=replace(institution.voice, name='"/><Hangup/>'))
    assert verbs(read(renderer.speak(odd, [Say("goodbye")]))) == ["Say", "Hangup"]
