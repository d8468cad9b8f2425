"""What each parameter of a webhook may look like, so that nothing hostile gets further than this.

A signature does not bind where one parameter ends and the next begins: `Digits1=23456` is signed as `Digits=123456` is,
and so is `CallerZip=Digits123456`. So every parameter that Twilio documents has its shape here, loose ones may not
contain the name of one that we read, and an unknown name may not begin with, or contain, such a name.
Source: Twilio's "TwiML Voice: Twilio's request to your application" and the pages of each verb.
"""

import re
from collections.abc import Callable, Mapping

Shape = Callable[[str], object]

GUARDED = (
    "Digits|FinishedOnKey|CallSid|AccountSid|CallStatus|QueueResult|QueueTime|QueuePosition|QueueSid|MessageSid"
    "|MessageStatus|ConferenceSid|FriendlyName|StatusCallbackEvent|SequenceNumber|ParticipantLabel|DialCallStatus"
    "|ReasonParticipantLeft|ErrorCode|ErrorUrl"
)
LONGEST_VALUE = 4096


def _shape(pattern: str) -> Shape:
    return re.compile(pattern).fullmatch


def _loose(longest: int) -> Shape:
    return _shape(rf"(?!.*(?:{GUARDED}))[^\x00-\x1f\x7f]{{0,{longest}}}")


_CALL = _shape(r"CA[0-9a-f]{32}")
_WORD = _shape(r"[a-z-]{0,40}")
_COUNT = _shape(r"[0-9]{0,10}")
_FLAG = _shape(r"true|false|")
_ADDRESS = _loose(256)
_PLACE = _loose(100)
_TEXT = _loose(LONGEST_VALUE)
_KEYS = _shape(r"[0-9*#]{0,32}")
_LABEL = _shape(r"[A-Za-z0-9_.:-]{0,128}")
_MESSAGE = _shape(r"[SM]M[0-9a-f]{32}")
_ENDS = ("From", "To", "Caller", "Called")

SHAPES: Mapping[str, Shape] = {
    "AccountSid": _shape(r"AC[0-9a-f]{32}"),
    "ApiVersion": _shape(r"[0-9-]{0,10}"),
    "Direction": _WORD,
    **dict.fromkeys(_ENDS, _ADDRESS),
    **{end + place: _PLACE for end in _ENDS for place in ("City", "State", "Zip", "Country")},
    **dict.fromkeys(("CallSid", "ParentCallSid", "DialCallSid", "DequeingCallSid", "DequeuedCallSid"), _CALL),
    **dict.fromkeys(("CallSidEndingConference", "CallSidToCoach"), _shape(r"(?:CA[0-9a-f]{32})?")),
    **dict.fromkeys(("CallStatus", "DialCallStatus", "ParticipantCallStatus", "DequeueResult", "QueueResult"), _WORD),
    **dict.fromkeys(("StatusCallbackEvent", "CallbackSource", "MessageStatus", "SmsStatus"), _WORD),
    "ReasonParticipantLeft": _shape(r"[a-z_]{0,40}"),
    **dict.fromkeys(("Digits", "FinishedOnKey"), _KEYS),
    "msg": _shape(r"[A-Za-z ]{0,40}"),
    **dict.fromkeys(("QueueTime", "QueuePosition", "AvgQueueTime", "CurrentQueueSize", "MaxQueueSize"), _COUNT),
    **dict.fromkeys(("CallDuration", "Duration", "DialCallDuration", "SequenceNumber", "ErrorCode"), _COUNT),
    "QueueSid": _shape(r"QU[0-9a-f]{32}"),
    "ConferenceSid": _shape(r"CF[0-9a-f]{32}"),
    **dict.fromkeys(("FriendlyName", "ParticipantLabel", "ParticipantLabelEndingConference"), _LABEL),
    **dict.fromkeys(("Muted", "Hold", "Coaching", "StartConferenceOnEnter", "EndConferenceOnExit"), _FLAG),
    **dict.fromkeys(("MessageSid", "SmsSid", "SmsMessageSid"), _MESSAGE),
    **dict.fromkeys(("ForwardedFrom", "CallerName", "CalledVia", "Timestamp", "StirVerstat"), _ADDRESS),
    **dict.fromkeys(("ErrorUrl", "ErrorMessage", "ReasonConferenceEnded", "Reason", "CallToken"), _TEXT),
}
"""Each parameter's shape by its name; an unknown one is ignored when `is_harmless` says so."""

_UNKNOWN_NAME = _shape(rf"(?!.*(?:{GUARDED}))(?!(?:From|To|Caller|Called)[^A-Za-z_])[A-Za-z][A-Za-z0-9_.-]{{0,63}}")

ACCOUNT = "AccountSid"


def is_harmless(name: str, value: str) -> bool:
    """Say whether an unknown parameter may be ignored: it holds no part of one that we read."""
    return bool(_UNKNOWN_NAME(name) and _TEXT(value))


TOKEN_SHAPE = _shape(r"[A-Za-z0-9_.:~-]{0,160}")
"""What a value in the query of our own URLs looks like: tokens and identifiers, never anything about a person."""

WITHHELD = {"+266696687", "+7378742833", "+2562533", "+8566696", "+86282452253"}
"""ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE in letters of a telephone's keys, as Twilio sends them."""

_E164 = _shape(r"\+[1-9][0-9]{6,14}")


def caller_number(address: str) -> str:
    """Give a caller's number as E.164, or "" when it is withheld, a word, or no telephone number at all."""
    return address if _E164(address) and address not in WITHHELD else ""
