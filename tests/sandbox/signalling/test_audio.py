"""What is heard: both directions, everybody in a room, and nobody who is muted, held or coached by another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from twilio.rest import Client

from tests.sandbox.signalling.softphone import Softphone
from tests.sandbox.telephone import LINE, Exchange, until

pytestmark = pytest.mark.browser

Register = Callable[..., Softphone]
ANA, LUIS, EVA = 700, 1100, 1900  # Hz: what each says all the time
TELEPHONE, MUSIC = 440, 392  # Hz: a telephone without a microphone, a note of the music on hold
PATIENCE = 15.0  # seconds
LOUD = -40  # dB below full scale, as the network measures


@dataclass
class Meeting:
    """A conference of browser telephones."""

    exchange: Exchange
    twilio: Client
    register: Register

    def joins(self, identity: str, hertz: int = 0, **more: Any) -> tuple[Softphone, str]:
        """Register a page and let the conference call it; give the page and the call."""
        phone = self.register(identity, hertz)
        made = self.twilio.conferences("sala").participants.create(
            from_=LINE, to=f"client:{identity}", beep="false", **more
        )
        phone.accepts()
        until(lambda: self._call(made.call_sid).get("conference"), PATIENCE)
        return phone, str(made.call_sid)

    def _call(self, sid: str) -> dict[str, Any]:
        return self.exchange.get(f"/sandbox/calls/{sid}")

    def change(self, sid: str, **change: Any) -> None:
        """Hold, mute or coach."""
        self.twilio.conferences("sala").participants(sid).update(**change)

    def level(self, sid: str, which: str) -> float:
        """Give what the network measures that a call `says` or `hears`."""
        (found,) = [one for one in self.exchange.get("/sandbox/softphones")["calls"] if one["call"] == sid]
        return float(found[which] or -127)


@pytest.fixture
def meeting(exchange: Exchange, twilio: Client, register: Register) -> Meeting:
    """Give a conference in which nobody is yet."""
    return Meeting(exchange, twilio, register)


def test_audio_flows_both_ways(meeting: Meeting) -> None:
    """What the page's microphone says reaches the network, and what the network plays is heard in the page."""
    phone, sid = meeting.joins("ana", ANA)
    until(lambda: meeting.level(sid, "says") > LOUD, PATIENCE)
    assert phone.hears(MUSIC)  # alone in the conference
    until(lambda: meeting.level(sid, "hears") > LOUD, PATIENCE)


def test_a_microphone_is_heard(meeting: Meeting) -> None:
    """The browser's own microphone, here one that beeps, is heard by the network."""
    _, sid = meeting.joins("ana")
    until(lambda: meeting.level(sid, "says") > LOUD, PATIENCE)


def test_two_talk(meeting: Meeting) -> None:
    """Each hears the other and not themselves; the music is over."""
    ana, _ = meeting.joins("ana", ANA)
    luis, _ = meeting.joins("luis", LUIS)
    assert ana.hears(LUIS)
    assert luis.hears(ANA)
    assert ana.does_not_hear(ANA)
    assert ana.does_not_hear(MUSIC)


def test_a_page_that_mutes_itself_is_not_heard(meeting: Meeting) -> None:
    """mute() in the page silences it, and takes it back."""
    ana, sid = meeting.joins("ana", ANA)
    luis, _ = meeting.joins("luis", LUIS)
    assert luis.hears(ANA)
    ana.does("call.mute(true)")
    assert luis.does_not_hear(ANA)
    until(lambda: meeting.level(sid, "says") < LOUD, PATIENCE)
    ana.does("call.mute(false)")
    assert luis.hears(ANA)


def test_who_is_muted_or_held_by_the_conference_is_not_heard(meeting: Meeting) -> None:
    """Muted: hears and is not heard. Held: hears music and is not heard."""
    ana, sid = meeting.joins("ana", ANA)
    luis, _ = meeting.joins("luis", LUIS)
    meeting.change(sid, muted=True)
    assert luis.does_not_hear(ANA)
    assert ana.hears(LUIS)
    meeting.change(sid, muted=False, hold=True)
    assert ana.does_not_hear(LUIS)
    assert ana.hears(MUSIC)
    assert luis.does_not_hear(ANA)
    meeting.change(sid, hold=False)
    assert luis.hears(ANA)


def test_a_whisper_is_heard_by_one_alone(meeting: Meeting) -> None:
    """A coach hears all, and is heard by who is coached only."""
    ana, sid = meeting.joins("ana", ANA)
    luis, _ = meeting.joins("luis", LUIS)
    eva, _ = meeting.joins("eva", EVA, coaching=True, call_sid_to_coach=sid)
    assert ana.hears(EVA)
    assert luis.hears(ANA)
    assert luis.does_not_hear(EVA)
    assert eva.hears(LUIS)
    assert eva.hears(ANA)


def test_a_telephone_without_a_microphone_sounds(meeting: Meeting) -> None:
    """A caller of the sandbox's own telephone is heard as a soft tone while they are in the room and not muted."""
    ana, _ = meeting.joins("ana", ANA)
    caller = meeting.exchange.dial('<Dial><Conference beep="false">sala</Conference></Dial>')
    caller.rest("conference")
    assert ana.hears(TELEPHONE)
    meeting.change(caller.sid, muted=True)
    assert ana.does_not_hear(TELEPHONE)


def test_two_who_are_dialled_hear_each_other(register: Register, exchange: Exchange) -> None:
    """Dial Client lets the page hear its caller."""
    phone = register("ana", ANA)
    exchange.dial("<Dial><Client>ana</Client></Dial>")
    phone.accepts()
    assert phone.hears(TELEPHONE)
