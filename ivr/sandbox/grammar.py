"""TwiML as the network understands it: the verbs, their attributes, and what may stand inside them.

Source: Twilio's TwiML reference for voice; the same as in the official library `twilio.twiml.voice_response`.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """What one verb may carry and contain."""

    attributes: frozenset[str]
    children: frozenset[str] = frozenset()
    text: bool = False


def _rule(attributes: str, children: str = "", *, text: bool = False) -> Rule:
    return Rule(frozenset(attributes.split()), frozenset(children.split()), text)


_NUMBER = (
    "sendDigits url method statusCallback statusCallbackEvent statusCallbackMethod byoc"
    " machineDetection machineDetectionTimeout"
)
_RECORDING = "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent trim"

RULES: Mapping[str, Rule] = {
    "Say": _rule("voice loop language", text=True),
    "Play": _rule("loop digits", text=True),
    "Pause": _rule("length"),
    "Gather": _rule(
        "action method input timeout speechTimeout maxSpeechTime profanityFilter finishOnKey numDigits"
        " partialResultCallback partialResultCallbackMethod language hints bargeIn debug actionOnEmptyResult"
        " speechModel enhanced",
        "Say Play Pause",
    ),
    "Redirect": _rule("method", text=True),
    "Hangup": _rule(""),
    "Reject": _rule("reason"),
    "Enqueue": _rule("action maxQueueSize method waitUrl waitUrlMethod workflowSid", text=True),
    "Leave": _rule(""),
    "Record": _rule(
        "action method timeout finishOnKey maxLength playBeep transcribe transcribeCallback"
        f" recordingTrack {_RECORDING}"
    ),
    "Dial": _rule(
        f"action method timeout hangupOnStar timeLimit callerId record answerOnBridge ringTone sequential {_RECORDING}",
        "Number Client Conference Queue",
        text=True,
    ),
    "Number": _rule(_NUMBER, text=True),
    "Client": _rule("url method statusCallback statusCallbackEvent statusCallbackMethod", "Identity", text=True),
    "Identity": _rule("", text=True),
    "Queue": _rule("url method reservationSid postWorkActivitySid", text=True),
    "Conference": _rule(
        "muted beep startConferenceOnEnter endConferenceOnExit waitUrl waitMethod maxParticipants record region"
        " coach statusCallback statusCallbackMethod statusCallbackEvent eventCallbackUrl jitterBufferSize"
        f" participantLabel {_RECORDING}",
        text=True,
    ),
}

VERBS = frozenset(RULES) - {"Number", "Client", "Identity", "Queue", "Conference"}
QUEUE_VERBS = frozenset(["Play", "Say", "Pause", "Hangup", "Redirect", "Leave", "Gather"])
ROOM_VERBS = frozenset(["Play", "Say", "Pause", "Redirect"])
SSML = frozenset(
    [
        "break",
        "emphasis",
        "lang",
        "p",
        "phoneme",
        "prosody",
        "s",
        "say-as",
        "sub",
        "w",
        "amazon:effect",
        "amazon:domain",
        "mark",
    ]
)
