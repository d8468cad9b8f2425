"""Each kind of webhook becomes a value with what the service reads of it."""

import pytest

from ivr.telephony.kinds import (
    CallStatus,
    ConferenceEvent,
    Fallback,
    IncomingCall,
    LegRequest,
    MessageStatus,
    TurnRequest,
    WaitRequest,
)
from tests.telephony.sender import CALL, Sender

MESSAGE = "SM" + "3" * 32
ANA, LINE = "+573001234567", "+576015140000"
ROOM = "CF" + "4" * 32
WAITING = {"QueuePosition": "2", "QueueTime": "65", "QueueSid": "QU" + "5" * 32, "AvgQueueTime": "40"}
CASES: list[tuple[str, dict[str, str], object]] = [
    ("/voice/incoming", {}, IncomingCall(CALL, ANA, LINE)),
    ("/voice/incoming", {"From": "anonymous"}, IncomingCall(CALL, "", LINE)),
    ("/voice/turn/3?token=a.b", {}, TurnRequest(CALL, "a.b", "123456", "", ANA, LINE)),
    ("/voice/turn/3?token=a", {"Digits": ""}, TurnRequest(CALL, "a", "", "", ANA, LINE)),
    ("/voice/turn/3", {"Digits": "", "QueueResult": "leave"}, TurnRequest(CALL, "", "", "leave", ANA, LINE)),
    ("/voice/wait/3?token=a", WAITING | {"Digits": "1"}, WaitRequest(CALL, "a", "1", 65, LINE)),
    ("/voice/status", {"CallStatus": "completed", "CallDuration": "61"}, CallStatus(CALL, "completed")),
    ("/voice/leg?token=a", {"DialCallStatus": "completed"}, LegRequest(CALL, "a")),
    ("/voice/fallback", {"ErrorCode": "11205", "ErrorUrl": "https://ivr.example.co/voice/turn/3?token=a"},
     Fallback(CALL, LINE, 11205)),
    ("/voice/message-status", {"MessageSid": MESSAGE, "MessageStatus": "undelivered", "ErrorCode": "30003"},
     MessageStatus(MESSAGE, "undelivered", "30003")),
    ("/voice/room/events",
     {"ConferenceSid": ROOM, "FriendlyName": "r1", "StatusCallbackEvent": "participant-leave", "SequenceNumber": "4",
      "ParticipantLabel": "agent", "ReasonParticipantLeft": "participant_hung_up", "Muted": "false"},
     ConferenceEvent("r1", ROOM, "participant-leave", 4, CALL, "participant_hung_up")),
]  # fmt: skip


@pytest.mark.parametrize(("target", "more", "value"), CASES)
def test_kind_gives_its_value(
    twilio: Sender, turn: dict[str, str], target: str, more: dict[str, str], value: object
) -> None:
    """What Twilio sends becomes the frozen value of the route's kind."""
    assert twilio.post(target, turn | more).status_code == 200
    assert twilio.seen == [value]


def test_end_of_a_room_is_told_with_all_that_twilio_says(twilio: Sender, turn: dict[str, str]) -> None:
    """The end of a room comes with names of its own, and is no hostile webhook."""
    ended = {
        "ConferenceSid": ROOM,
        "FriendlyName": "r1",
        "StatusCallbackEvent": "conference-end",
        "SequenceNumber": "9",
    }
    who = {"CallSidEndingConference": CALL, "ParticipantLabelEndingConference": "caller"}
    why = {"ReasonConferenceEnded": "last-participant-left", "Reason": "Conference ended", "Timestamp": "Wed, 04 Mar"}
    assert twilio.post("/voice/room/events", turn | ended | who | why).status_code == 200
    assert twilio.seen == [ConferenceEvent("r1", ROOM, "conference-end", 9, CALL, "")]


def test_turn_without_keys_is_no_silence(twilio: Sender, turn: dict[str, str]) -> None:
    """A redirect brings no Digits at all: that is not the silence of a caller who was asked."""
    del turn["Digits"]
    twilio.post("/voice/turn/3?token=a", turn)
    assert twilio.seen == [TurnRequest(CALL, "a", None, "", ANA, LINE)]


def test_token_in_the_body_is_not_ours(twilio: Sender, turn: dict[str, str]) -> None:
    """A token counts only where we wrote it: in the query."""
    twilio.post("/voice/turn/3", turn | {"token": "stolen"})
    assert twilio.seen == [TurnRequest(CALL, "", "123456", "", ANA, LINE)]


@pytest.mark.parametrize("name", ["handoff", "agent", "institution", "queue", "room", "label", "role", "Token"])
@pytest.mark.parametrize("address", ["/voice/leg", "/voice/status", "/voice/room/events"])
def test_our_addresses_carry_a_token_and_nothing_else(
    twilio: Sender, turn: dict[str, str], address: str, name: str
) -> None:
    """Whom a leg belongs to stands in the path, which the token proves; another name in the query is not ours."""
    event = {"ConferenceSid": ROOM, "FriendlyName": "r1", "StatusCallbackEvent": "participant-join"}
    more = {"SequenceNumber": "1"} | (event if address.endswith("events") else {})
    assert twilio.post(address, turn | more).status_code == 200
    assert twilio.post(f"{address}?{name}=h1", turn | more).status_code == 400
    assert len(twilio.seen) == 1
