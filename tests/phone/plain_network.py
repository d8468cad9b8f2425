"""A telephone network that executes TwiML at once, in the test's own process, and sends signed webhooks."""

from collections.abc import Iterable
from itertools import count
from xml.etree import ElementTree as ET

from ivr.telephony.memory_switchboard import LIVE, Command, MemorySwitchboard
from tests.phone.plain_leg import Leg, Room, typed
from tests.phone.webhooks import Webhooks

CONFERENCE = "CF" + "0" * 32
ON_HOLD = ("Say", "Play", "Pause", "Redirect")
LED_AWAY, HUNG_UP = "participant_updated_via_api", "participant_hung_up"


class PlainNetwork:
    """Legs, and what the switchboard did to them: carried out as soon as the webhook is answered."""

    def __init__(self, switchboard: MemorySwitchboard, webhooks: Webhooks) -> None:
        self.switchboard, self.webhooks = switchboard, webhooks
        self.legs: dict[str, Leg] = {}
        self._sequence = count(1)
        self._commands = self._messages = 0
        self.news_of_messages = "delivered"

    def call(self, line: str, number: str) -> Leg:
        """Let somebody call a line."""
        leg = Leg(self.switchboard.place_call(), number, line)
        self.legs[leg.sid] = leg
        leg.status_url = "/voice/status"
        self._fetch(leg, "/voice/incoming", status="ringing")
        self.settle()
        return leg

    def press(self, leg: Leg, keys: str) -> None:
        """Press keys where a Gather waits."""
        assert leg.gather is not None, "nothing waits for keys"
        self._answer(leg, leg.gather, typed(leg.gather, keys))

    def silence(self, leg: Leg) -> None:
        """Let the time of a Gather pass."""
        assert leg.gather is not None, "nothing waits for keys"
        self._answer(leg, leg.gather, "")

    def _answer(self, leg: Leg, gather: ET.Element, digits: str) -> None:
        if digits or gather.get("actionOnEmptyResult") == "true":
            url, told = gather.get("action", ""), {"Digits": digits, "msg": "Gather End"}
            if leg.state == "queue":
                self._wait(leg, url, **told)
            else:
                self._fetch(leg, url, **told)
        self.settle()

    def hang_up(self, leg: Leg) -> None:
        """End a call as its person."""
        self.switchboard.calls[leg.sid] = "completed"
        self.switchboard.leave(leg.sid)
        self.settle()

    def settle(self) -> None:
        """Carry out what the switchboard was told, until nothing is left to do."""
        while any([self._dialled(), self._redirected(), self._ended(), self._sent()]):
            pass

    def _dialled(self) -> bool:
        new = self.switchboard.commands[self._commands :]
        self._commands += len(new)
        self._held(new)
        legs = [sid for sid in self.switchboard.calls if sid not in self.legs]
        dials = [command for command in new if command.name == "dial"][-len(legs) :] if legs else []  # some failed
        for sid, command in zip(legs, dials, strict=True):
            to, from_, url, status_url, _ = command.given
            leg = self.legs[sid] = Leg(sid, from_, to, "outbound-api", status_url)
            if self.switchboard.calls[sid] in LIVE:
                self._fetch(leg, url)
        return bool(dials)

    def _held(self, new: Iterable[Command]) -> None:
        """Have who is on hold hear the document once; the network would play it again and again."""
        for command in new:
            if command.name != "hold":
                continue
            _, call, held, url = command.given
            if held == "True" and url:
                leg = self.legs[call]
                for verb in _verbs(self.webhooks.send(url, leg.parameters())):
                    assert verb.tag in ON_HOLD, f"{verb.tag} has no place there"
                    if verb.tag != "Redirect":
                        leg.heard.append("".join(verb.itertext()))

    def _redirected(self) -> bool:
        led = dict(self.switchboard.redirected)
        self.switchboard.redirected.clear()
        for sid, url in led.items():
            leg = self.legs[sid]
            self._leave_room(leg, LED_AWAY)
            self._leave_queue(leg, "redirected")
            self._fetch(leg, url)
        return bool(led)

    def _ended(self) -> bool:
        over = [leg for leg in self.legs.values() if leg.state != "ended" and self._status(leg) not in LIVE]
        for leg in over:
            leg.state, leg.gather = "ended", None
            self._leave_room(leg, HUNG_UP)
            self._leave_queue(leg, "hangup")
            self.webhooks.send(leg.status_url, leg.parameters(status=self._status(leg)))
        return bool(over)

    def _sent(self) -> bool:
        new = self.switchboard.messages[self._messages :]
        self._messages += len(new)
        for message in new:
            told = {"MessageSid": message.sid, "To": message.to, "From": "891888"}
            for status in (self.news_of_messages, "sent"):
                self.webhooks.send("/voice/message-status", told | {"MessageStatus": status})
        return bool(new)

    def _status(self, leg: Leg) -> str:
        return self.switchboard.calls[leg.sid]

    def _fetch(self, leg: Leg, url: str, **told: str) -> None:
        leg.gather, leg.queue, leg.state = None, None, "moving"
        self._execute(leg, self.webhooks.send(url, leg.parameters(**told)))

    def _execute(self, leg: Leg, twiml: str) -> None:
        for verb in _verbs(twiml):
            if verb.tag == "Say":
                leg.heard.append("".join(verb.itertext()))
            elif verb.tag == "Play":
                leg.heard.append(verb.text or "")
            elif verb.tag == "Gather":
                return self._listen(leg, verb)
            elif verb.tag == "Redirect":
                return self._fetch(leg, verb.text or "")
            elif verb.tag == "Enqueue":
                return self._enqueue(leg, verb)
            elif verb.tag == "Dial":
                return self._dial(leg, verb)
            elif verb.tag == "Hangup":
                break
        return self._over(leg)

    def _over(self, leg: Leg) -> None:
        self.switchboard.calls[leg.sid] = "completed"

    def _listen(self, leg: Leg, verb: ET.Element) -> None:
        for child in verb:
            if child.tag in ("Say", "Play"):
                leg.heard.append("".join(child.itertext()))
        leg.gather = verb
        if leg.queue is None:
            leg.state = "keys"

    def _enqueue(self, leg: Leg, verb: ET.Element) -> None:
        leg.queue, leg.state = verb, "queue"
        if verb.get("waitUrl"):
            self._wait(leg, verb.get("waitUrl", ""))

    def _wait(self, leg: Leg, url: str, **told: str) -> None:
        place = {"QueuePosition": "1", "QueueTime": "3", "AvgQueueTime": "9", "CurrentQueueSize": "1"}
        twiml = self.webhooks.send(url, leg.parameters(**place, **told))
        for verb in _verbs(twiml):
            if verb.tag == "Leave":
                self._left_queue(leg)
            elif verb.tag == "Gather":
                self._listen(leg, verb)

    def hear_again(self, leg: Leg) -> None:
        """Let the waiting document end, and be asked for again."""
        assert leg.queue is not None
        self._wait(leg, leg.queue.get("waitUrl", ""))
        self.settle()

    def _left_queue(self, leg: Leg) -> None:
        action = leg.queue.get("action", "") if leg.queue is not None else ""
        self._fetch(leg, action, QueueResult="leave", QueueTime="5")

    def _leave_queue(self, leg: Leg, result: str) -> None:
        queue, leg.queue = leg.queue, None
        if queue is not None and queue.get("action"):
            self.webhooks.send(queue.get("action", ""), leg.parameters(QueueResult=result, QueueTime="5"))

    def _dial(self, leg: Leg, verb: ET.Element) -> None:
        conference = verb.find("Conference")
        if conference is None:
            leg.state = "dialled"
            return
        label, events = conference.get("participantLabel", ""), conference.get("statusCallback", "")
        leg.room, leg.state = Room(conference.text or "", label, events, verb.get("action", "")), "room"
        recorded = conference.get("record") == "record-from-start"
        self.switchboard.join(leg.room.name, leg.sid, label, recorded=recorded)
        self._tell(leg, leg.room, "participant-join")

    def _leave_room(self, leg: Leg, reason: str) -> None:
        room, leg.room = leg.room, None
        if room is not None:
            self._tell(leg, room, "participant-leave", ReasonParticipantLeft=reason)

    def _tell(self, leg: Leg, room: Room, event: str, **more: str) -> None:
        names = {"FriendlyName": room.name, "ConferenceSid": CONFERENCE, "ParticipantLabel": room.label}
        order = {"StatusCallbackEvent": event, "SequenceNumber": str(next(self._sequence)), "CallSid": leg.sid}
        self.webhooks.send(room.events, names | order | more)


def _verbs(twiml: str) -> Iterable[ET.Element]:
    return ET.fromstring(twiml) if twiml else ()  # noqa: S314 - our own document
