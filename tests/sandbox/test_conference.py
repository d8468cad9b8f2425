"""Conferences: how they begin and end, what they report, and the capsule in which only the caller is heard."""

from typing import Any

import pytest
from flask import Response
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.sandbox.telephone import LINE, Call, Exchange, until

AGENT = "client:agent_1"
ROOM = (
    '<Dial action="/after"><Conference beep="false" endConferenceOnExit="{ends}" participantLabel="{label}"'
    ' statusCallback="/room" statusCallbackEvent="start end join leave mute hold modify"'
    ' record="record-from-start">sala</Conference></Dial>'
)


def _room(label: str, *, ends: bool = False) -> str:
    return ROOM.format(label=label, ends=str(ends).lower())


def _met(exchange: Exchange, twilio: Client, *, caller_ends: bool = False) -> tuple[Call, Call, str]:
    """Let caller and agent meet in a conference; return both calls and its SID."""
    caller = exchange.dial(_room("caller", ends=caller_ends))
    sid = caller.rest("conference")["conference"]["sid"]
    joined = twilio.conferences(sid).participants.create(
        from_=LINE, to=AGENT, label="agent", beep="false", end_conference_on_exit=False
    )
    agent = Call(exchange.url, joined.call_sid)
    agent.rest("conference")
    return caller, agent, sid


def _events(exchange: Exchange) -> list[str]:
    return [told["StatusCallbackEvent"] for told in exchange.product.to("/room")]


def test_it_starts_with_the_second_participant(exchange: Exchange, twilio: Client) -> None:
    """One alone hears music; with the second the conference starts, and all is reported in order."""
    caller, agent, sid = _met(exchange, twilio)
    assert caller.heard("music") == [""]
    assert twilio.conferences(sid).fetch().status == "in-progress"
    until(lambda: len(_events(exchange)) == 3)
    assert _events(exchange) == ["participant-join", "participant-join", "conference-start"]
    told = exchange.product.to("/room")[1]
    assert (told["CallSid"], told["ParticipantLabel"], told["SequenceNumber"]) == (agent.sid, "agent", "2")
    assert told["ConferenceSid"] == sid


def test_a_hang_up_is_reported_with_its_reason(exchange: Exchange, twilio: Client) -> None:
    """Who hangs up leaves by participant_hung_up; the other one stays."""
    caller, agent, _ = _met(exchange, twilio)
    agent.hang_up().rest("ended")
    until(lambda: "participant-leave" in _events(exchange))
    told = exchange.product.to("/room")[-1]
    assert told["ReasonParticipantLeft"] == "participant_hung_up"
    assert caller.view()["state"] == "conference"


def test_end_conference_on_exit_ends_it_for_all(exchange: Exchange, twilio: Client) -> None:
    """When one with endConferenceOnExit leaves, the others are let out and the end is reported."""
    caller, agent, sid = _met(exchange, twilio, caller_ends=True)
    caller.hang_up()
    agent.rest("ended")
    until(lambda: "conference-end" in _events(exchange))
    end = exchange.product.to("/room")[-1]
    assert end["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"
    assert end["CallSidEndingConference"] == caller.sid
    assert exchange.product.to("/room")[-2]["ReasonParticipantLeft"] == "moderator_ended_conference"
    assert twilio.conferences(sid).fetch().status == "completed"


def test_rest_ends_it_for_all(exchange: Exchange, twilio: Client) -> None:
    """Status=completed lets everybody out; the caller's Dial goes on with its action."""
    caller, agent, sid = _met(exchange, twilio)
    exchange.product.answers["/after"] = '<Gather numDigits="1"/>'
    caller.last = caller.view()["last"]
    twilio.conferences(sid).update(status="completed")
    until(lambda: caller.view()["state"] == "gathering")
    agent.rest("ended")
    assert exchange.product.to("/after")[0]["DialCallStatus"] == "answered"


def test_the_capsule_hides_every_key(exchange: Exchange, twilio: Client) -> None:
    """Recording paused, agent on hold, caller taken out to the keypad and brought back: nobody heard a digit."""
    caller, agent, sid = _met(exchange, twilio)
    recording = twilio.conferences(sid).recordings("Twilio.CURRENT").update(status="paused", pause_behavior="skip")
    assert recording.status == "paused"
    twilio.conferences(sid).participants("agent").update(hold=True)
    _take_out(exchange, twilio, caller, '<Gather numDigits="4" action="/code"/>')
    exchange.product.answers["/code"] = _room("caller")
    assert agent.view()["conference"]["hold"]
    assert caller.press("4821").rest("conference")["conference"]["sid"] == sid
    twilio.conferences(sid).participants("agent").update(hold=False)
    twilio.conferences(sid).recordings("Twilio.CURRENT").update(status="in-progress")
    caller.press("9").rest("conference")
    assert agent.heard("heard-key") == ["9"]
    heard = [one["heard"] for one in exchange.get("/sandbox/recordings")["recordings"] if one["conference_sid"] == sid]
    assert heard == ["9"]


def _take_out(exchange: Exchange, twilio: Client, caller: Call, twiml: str) -> dict[str, Any]:
    exchange.product.answers["/capsule"] = twiml
    caller.last = caller.view()["last"]
    twilio.calls(caller.sid).update(url=f"{exchange.product.url}/capsule")
    return caller.rest("gathering")


def test_leaving_because_we_redirected_is_no_hang_up(exchange: Exchange, twilio: Client) -> None:
    """A call updated by REST leaves by participant_updated_via_api, and its Dial's action is not asked."""
    caller, _, _ = _met(exchange, twilio)
    _take_out(exchange, twilio, caller, '<Gather numDigits="4"/>')
    until(lambda: "participant-leave" in _events(exchange))
    assert exchange.product.to("/room")[-1]["ReasonParticipantLeft"] == "participant_updated_via_api"
    assert exchange.product.to("/after") == []


def test_dialling_a_dead_name_opens_a_new_room(exchange: Exchange, twilio: Client) -> None:
    """When the agent is gone, the way back leads into another, empty conference."""
    caller, agent, sid = _met(exchange, twilio)
    _take_out(exchange, twilio, caller, '<Gather numDigits="1" action="/code"/>')
    agent.hang_up().rest("ended")
    exchange.product.answers["/code"] = _room("caller")
    assert caller.press("1").rest("conference")["conference"]["sid"] != sid


def test_muting_does_not_silence_keys(exchange: Exchange, twilio: Client) -> None:
    """A muted participant's tones still sound in the room: only hold protects."""
    caller, agent, sid = _met(exchange, twilio)
    twilio.conferences(sid).participants(caller.sid).update(muted=True)
    caller.press("7").rest("conference")
    assert agent.heard("heard-key") == ["7"]


def test_who_is_held_hears_music_and_no_keys(exchange: Exchange, twilio: Client) -> None:
    """Hold with a document plays it; the hold is reported and can be ended."""
    exchange.product.answers["/music"] = "<Say>Un momento.</Say><Pause/>"
    caller, agent, sid = _met(exchange, twilio)
    url = f"{exchange.product.url}/music"
    assert twilio.conferences(sid).participants("agent").update(hold=True, hold_url=url).hold
    until(lambda: "Un momento." in agent.heard("say"))
    caller.press("7").rest("conference")
    assert agent.heard("heard-key") == []
    twilio.conferences(sid).participants("agent").update(hold=False)
    until(lambda: {"participant-hold", "participant-unhold"} <= set(_events(exchange)))


def test_a_listener_hears_and_a_coach_is_heard_by_one(exchange: Exchange, twilio: Client) -> None:
    """Joining muted is listening; coaching lets only the coached agent hear."""
    caller, agent, sid = _met(exchange, twilio)
    joined = twilio.conferences(sid).participants.create(
        from_=LINE, to="client:supervisor", beep="false", coaching=True, call_sid_to_coach=agent.sid
    )
    coach = Call(exchange.url, joined.call_sid)
    coach.rest("conference")
    coach.press("3").rest("conference")
    assert (agent.heard("heard-key"), caller.heard("heard-key")) == (["3"], [])
    updated = twilio.conferences(sid).participants(coach.sid).update(coaching=False)
    assert updated.coaching is False


def test_a_whisper_reaches_one_alone(exchange: Exchange, twilio: Client) -> None:
    """What a coach says only the coached one hears; the caller and the recording do not; barging in, all hear."""
    caller, agent, sid = _met(exchange, twilio)
    joined = twilio.conferences(sid).participants.create(
        from_=LINE, to="client:supervisor", beep="false", coaching=True, call_sid_to_coach=agent.sid
    )
    coach = Call(exchange.url, joined.call_sid)
    coach.rest("conference")
    assert coach.says("Pídale el documento.") == [agent.sid]
    assert set(caller.says("Buenos días.")) == {agent.sid, coach.sid}
    twilio.conferences(sid).participants(coach.sid).update(coaching=False)
    assert set(coach.says("Le ayudo yo.")) == {agent.sid, caller.sid}
    twilio.conferences(sid).participants(coach.sid).update(muted=True)
    assert coach.says("Nadie me oye.") == []
    assert caller.heard("heard-voice") == ["Le ayudo yo."]
    assert agent.heard("heard-voice") == ["Pídale el documento.", "Buenos días.", "Le ayudo yo."]
    recordings = exchange.get("/sandbox/recordings")["recordings"]
    (voices,) = (one["voices"] for one in recordings if one["conference_sid"] == sid)
    assert voices == ["Buenos días.", "Le ayudo yo."]


def test_a_participant_is_removed_by_rest(exchange: Exchange, twilio: Client) -> None:
    """Delete lets one participant out; afterwards it is not found."""
    _, agent, sid = _met(exchange, twilio)
    assert twilio.conferences(sid).participants("agent").delete()
    agent.rest("ended")
    with pytest.raises(TwilioRestException, match="was not found"):
        twilio.conferences(sid).participants("agent").fetch()


def test_only_the_first_participants_callback_counts(exchange: Exchange, twilio: Client) -> None:
    """A later participant's conference callback is never asked."""
    caller = exchange.dial(_room("caller"))
    sid = caller.rest("conference")["conference"]["sid"]
    joined = twilio.conferences(sid).participants.create(
        from_=LINE,
        to=AGENT,
        conference_status_callback=f"{exchange.product.url}/other",
        conference_status_callback_event=["join"],
    )
    Call(exchange.url, joined.call_sid).rest("conference")
    until(lambda: "conference-start" in _events(exchange))
    assert exchange.product.to("/other") == []
    assert caller.heard("beep") == [""]


def test_an_announcement_is_heard(exchange: Exchange, twilio: Client) -> None:
    """AnnounceUrl plays a document to one participant, who then hears the room again."""
    exchange.product.answers["/announcement"] = "<Say>Su asesor vuelve pronto.</Say>"
    caller, _, sid = _met(exchange, twilio)
    twilio.conferences(sid).participants(caller.sid).update(announce_url=f"{exchange.product.url}/announcement")
    until(lambda: "Su asesor vuelve pronto." in caller.heard("say"))


def test_conferences_are_listed_by_name_and_status(exchange: Exchange, twilio: Client) -> None:
    """An open room is found by its name; a label is taken only once."""
    _, _, sid = _met(exchange, twilio)
    found = twilio.conferences.list(friendly_name="sala", status="in-progress")
    assert [one.sid for one in found] == [sid]
    assert len(twilio.conferences(sid).participants.list()) == 2
    with pytest.raises(TwilioRestException, match="label is in use"):
        twilio.conferences(sid).participants.create(from_=LINE, to=AGENT, label="agent")


def test_broken_hold_music_keeps_the_participant(exchange: Exchange, twilio: Client) -> None:
    """Where the hold document fails there is plain music; nobody falls out of the room."""
    exchange.product.answers["/music"] = Response("", status=500)
    _, agent, sid = _met(exchange, twilio)
    twilio.conferences(sid).participants("agent").update(hold=True, hold_url=f"{exchange.product.url}/music")
    until(lambda: agent.heard("error"))
    assert agent.rest("conference")["conference"]["hold"]
