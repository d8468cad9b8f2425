"""Record: the caller speaks until a key, a silence, or the hang-up."""

from ivr.sandbox.clock import Wait
from ivr.sandbox.execution import Execution, GoTo
from ivr.sandbox.recording import Recording
from ivr.sandbox.signals import CallEnded, Key
from ivr.sandbox.twiml import Verb

ANY_KEY = "1234567890*#"
DEFAULT_TIMEOUT = 5.0  # seconds of silence that end a recording


def record(x: Execution, verb: Verb) -> None:
    """Record the caller, then go on with the action, or with this document again; a silence goes to the next verb.

    Raises:
        GoTo: a key ended the recording.
    """
    recording = Recording(x.network.clock.now(), x.leg.sid, None, "RecordVerb")
    x.network.call_recordings.append(recording)
    x.leg.note("record", recording.sid)
    x.leg.show("recording", at_rest=True)
    try:
        digit = _until_key(x, verb)
    except CallEnded:
        recording.change("completed", x.network.clock.now())
        if verb.get("action"):
            x.tell(x.source(verb.get("action"), verb.get("method"), **_told(x, recording, "hangup")))
        raise
    recording.change("completed", x.network.clock.now())
    if digit:
        raise GoTo(x.source(verb.get("action"), verb.get("method"), **_told(x, recording, digit)))


def _until_key(x: Execution, verb: Verb) -> str:
    finish = verb.get("finishOnKey", ANY_KEY)
    while True:
        signal = x.leg.receive(verb.number("timeout", DEFAULT_TIMEOUT), Wait.PERSON)
        if not isinstance(signal, Key):
            x.leg.note("silence")
            return ""
        x.leg.note("key", signal.digit)
        if signal.digit in finish:
            return signal.digit


def _told(x: Execution, recording: Recording, digits: str) -> dict[str, str]:
    seconds = round((recording.finished or recording.started) - recording.started)
    return {
        "RecordingSid": recording.sid,
        "RecordingUrl": f"https://api.twilio.com{x.network.account.path}/Recordings/{recording.sid}",
        "RecordingDuration": str(seconds),
        "Digits": digits,
    }
