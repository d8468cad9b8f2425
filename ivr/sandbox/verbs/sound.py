"""Say, Play and Pause: what the caller hears, and for how long."""

import io
import wave

import requests

from ivr.sandbox.clock import Wait
from ivr.sandbox.execution import Execution
from ivr.sandbox.signals import Signal
from ivr.sandbox.twiml import Verb

LETTERS_A_SECOND = 15
UNKNOWN_RECORDING_SECONDS = 3.0
FETCH_SECONDS = 5


def sound(x: Execution, verb: Verb) -> None:
    """Let the caller hear a verb to its end; keys are lost."""
    for seconds, wait in _rounds(x, verb):
        x.show(at_rest=True if seconds is None else None)
        x.leg.pass_time(seconds, wait)


def sound_until_key(x: Execution, verb: Verb) -> Signal | None:
    """Let the caller hear a verb inside a Gather; return the key or silence that cut it short, if any."""
    for seconds, wait in _rounds(x, verb):
        signal = x.leg.receive(seconds, wait)
        if signal is not None:
            return signal
    return None


def _rounds(x: Execution, verb: Verb) -> list[tuple[float | None, Wait]]:
    """Write down what is heard; return how long each repetition takes (None: for ever)."""
    if verb.name == "Pause":
        seconds = verb.number("length", 1)
        x.leg.note("pause", f"{seconds:g}", seconds=seconds)
        return [(seconds, Wait.PAUSE)]
    duration = _say(x, verb) if verb.name == "Say" else _play(x, verb)
    times = int(verb.number("loop", 1))
    if times == 0 and duration:
        return [(None, Wait.SPEECH)]
    return [(duration, Wait.SPEECH)] * max(times, 1)


def _say(x: Execution, verb: Verb) -> float:
    seconds = len(verb.text) / LETTERS_A_SECOND
    x.leg.note("say", verb.text, seconds=round(seconds, 2), voice=verb.get("voice"), language=verb.get("language"))
    return seconds


def _play(x: Execution, verb: Verb) -> float:
    if verb.has("digits"):
        x.leg.note("play", f"tones {verb.get('digits')}", seconds=1.0)
        return 1.0
    url = x.source(verb.text).url
    seconds = _media_seconds(x, url)
    x.leg.note("play", url, seconds=round(seconds, 2), url=url)
    return seconds


def _media_seconds(x: Execution, url: str) -> float:
    """Return how long a recording is; a missing one takes no time and is written down as an error."""
    known = x.network.media_seconds
    if url not in known:
        try:
            response = requests.get(url, timeout=FETCH_SECONDS)
            response.raise_for_status()
        except requests.RequestException as problem:
            x.leg.note("error", f"11200 {problem}", code=11200, url=url)
            return 0.0
        known[url] = _wav_seconds(response.content)
    return known[url]


def _wav_seconds(content: bytes) -> float:
    try:
        with wave.open(io.BytesIO(content)) as recording:
            return float(recording.getnframes() / recording.getframerate())
    except (wave.Error, EOFError):
        return UNKNOWN_RECORDING_SECONDS
