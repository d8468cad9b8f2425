"""Gather: the caller hears what is asked, and presses keys."""

from dataclasses import dataclass

from ivr.sandbox.clock import Wait
from ivr.sandbox.execution import Execution, GoTo
from ivr.sandbox.leg import GatherView
from ivr.sandbox.signals import Key, Signal
from ivr.sandbox.twiml import Verb
from ivr.sandbox.verbs.sound import sound_until_key

DEFAULT_TIMEOUT = 5.0  # seconds


@dataclass
class _Entry:
    """What has been pressed so far, and whether that is all; `by` is the key that finished it."""

    num_digits: int | None
    finish_on_key: str
    digits: str = ""
    by: str = ""
    is_over: bool = False

    def take(self, digit: str) -> None:
        if self.finish_on_key and digit in self.finish_on_key:
            self.by, self.is_over = digit, True
            return
        self.digits += digit
        self.is_over = self.num_digits is not None and len(self.digits) >= self.num_digits


def gather(x: Execution, verb: Verb) -> None:
    """Ask for keys. Without a key the next verb follows, unless actionOnEmptyResult asks for the action all the same.

    Raises:
        GoTo: to the action, or to this same document when there is none.
    """
    entry = _Entry(
        num_digits=int(verb.number("numDigits", 0)) or None,
        finish_on_key=verb.get("finishOnKey", "#") if verb.has("finishOnKey") else "#",
    )
    _listen(x, verb, entry)
    x.leg.show("fetching" if x.place.value == "speaking" else x.place.value)
    if not entry.digits:
        x.leg.note("silence", entry.by)
        if not verb.flag("actionOnEmptyResult", default=False):
            return
    told = {"msg": "Gather End", "Digits": entry.digits, "FinishedOnKey": entry.by}
    raise GoTo(x.source(verb.get("action"), verb.get("method"), **told))


def _listen(x: Execution, verb: Verb, entry: _Entry) -> None:
    timeout = verb.number("timeout", DEFAULT_TIMEOUT)
    _show(x, entry, timeout, at_rest=False)
    for child in verb.children:
        signal = sound_until_key(x, child)
        if signal is not None:
            _take(x, signal, entry, barge_in=True)
            break
    while not entry.is_over:
        _show(x, entry, timeout, at_rest=True)
        _take(x, x.leg.receive(timeout, Wait.PERSON), entry, barge_in=False)


def _take(x: Execution, signal: Signal | None, entry: _Entry, *, barge_in: bool) -> None:
    """Take a key; silence, or the end of the time, ends the entry."""
    if not isinstance(signal, Key):
        entry.is_over = True
        return
    x.leg.idle_documents = 0
    x.leg.note("key", signal.digit, barge_in=barge_in)
    for recording in x.network.call_recordings:
        if recording.call_sid == x.leg.sid:
            recording.hear(signal.digit)
    entry.take(signal.digit)


def _show(x: Execution, entry: _Entry, timeout: float, *, at_rest: bool) -> None:
    state = "gathering" if x.place.value == "speaking" else x.place.value
    view = GatherView(entry.digits, entry.num_digits, entry.finish_on_key, timeout)
    x.leg.show(state, at_rest=at_rest, gather=view)
