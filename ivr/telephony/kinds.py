"""What the telephone network tells us, as values: a call came in, a turn was taken, somebody waits, something ended."""

from dataclasses import dataclass

from ivr.telephony.parameters import caller_number
from ivr.telephony.schema import Kind, Parameters


@dataclass(frozen=True, slots=True)
class IncomingCall:
    """A call to one of the lines. `from_` is E.164, or "" when withheld; `to` is the dialled number."""

    call: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """The next turn of a call. `digits` is None unless a Gather ended: then "" is silence, or a lone `#`.

    `queue_result` is Twilio's word when a wait in a queue ended (leave, redirected, hangup ...), else "". `from_` and
    `to` are as in an incoming call.
    """

    call: str
    token: str
    digits: str | None
    queue_result: str
    from_: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class WaitRequest:
    """A caller in a queue wants the next part of what they hear; `queue_time` are the seconds waited."""

    call: str
    token: str
    digits: str | None
    queue_time: int
    to: str = ""


@dataclass(frozen=True, slots=True)
class CallStatus:
    """A call's leg changed: initiated, ringing, in-progress, completed, busy, failed, no-answer, canceled."""

    call: str
    status: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class MessageStatus:
    """A text message came further: queued, sent, delivered, undelivered or failed (`error_code` is Twilio's, or "")."""

    sid: str
    status: str
    error_code: str


@dataclass(frozen=True, slots=True)
class ConferenceEvent:
    """Something happened in a room; events of one `conference` are ordered by `sequence`.

    `event` is Twilio's word (participant-join, participant-leave, conference-end ...); `reason` says why a leg left.
    """

    room: str
    conference: str
    event: str
    sequence: int
    call: str
    reason: str


@dataclass(frozen=True, slots=True)
class LegRequest:
    """A leg that we dialled, or that talks in a room, asks what comes now; `token` is what our own URL carried."""

    call: str
    token: str


@dataclass(frozen=True, slots=True)
class Fallback:
    """A webhook of ours failed: the dialled number, and Twilio's error code."""

    call: str
    to: str
    error_code: int


def _incoming(given: Parameters, _query: Parameters) -> IncomingCall:
    return IncomingCall(given["CallSid"], caller_number(given["From"]), given["To"])


def _ends(given: Parameters) -> tuple[str, str]:
    """Give the customer's number and our line's, whoever called whom."""
    from_, to = given.text("From"), given.text("To")
    return (caller_number(to), from_) if given.text("Direction").startswith("outbound") else (caller_number(from_), to)


def _turn(given: Parameters, query: Parameters) -> TurnRequest:
    ends = _ends(given)
    return TurnRequest(given["CallSid"], query.text("token"), given.get("Digits"), given.text("QueueResult"), *ends)


def _wait(given: Parameters, query: Parameters) -> WaitRequest:
    waited, (_, line) = given.number("QueueTime"), _ends(given)
    return WaitRequest(given["CallSid"], query.text("token"), given.get("Digits"), waited, line)


def _call_status(given: Parameters, query: Parameters) -> CallStatus:
    return CallStatus(given["CallSid"], given["CallStatus"], query.text("token"))


def _message_status(given: Parameters, _query: Parameters) -> MessageStatus:
    return MessageStatus(given["MessageSid"], given["MessageStatus"], given.text("ErrorCode"))


def _conference(given: Parameters, _query: Parameters) -> ConferenceEvent:
    return ConferenceEvent(
        room=given["FriendlyName"],
        conference=given["ConferenceSid"],
        event=given["StatusCallbackEvent"],
        sequence=given.number("SequenceNumber"),
        call=given.text("CallSid"),
        reason=given.text("ReasonParticipantLeft"),
    )


def _leg(given: Parameters, query: Parameters) -> LegRequest:
    return LegRequest(given["CallSid"], query.text("token"))


def _leg_of_room(given: Parameters, query: Parameters) -> LegRequest:
    """The network does not say that it names the leg which hears an announcement."""
    return LegRequest(given.text("CallSid"), query.text("token"))


def _fallback(given: Parameters, _query: Parameters) -> Fallback:
    return Fallback(given["CallSid"], _ends(given)[1], given.number("ErrorCode"))


INCOMING = Kind("incoming", _incoming, frozenset({"CallSid", "From", "To"}), frozenset())
TURN = Kind("turn", _turn)
WAIT = Kind("wait", _wait)
CALL_STATUS = Kind("status", _call_status, frozenset({"CallSid", "CallStatus"}))
MESSAGE_STATUS = Kind("message", _message_status, frozenset({"MessageSid", "MessageStatus"}), frozenset())
CONFERENCE = Kind(
    "conference", _conference, frozenset({"ConferenceSid", "FriendlyName", "StatusCallbackEvent"}), frozenset()
)
LEG = Kind("leg", _leg)
ANNOUNCEMENT = Kind("announcement", _leg_of_room, frozenset())
FALLBACK = Kind("fallback", _fallback, query=frozenset())
