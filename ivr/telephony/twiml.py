"""The only maker of instructions for the telephone network: what a reply, a wait or a room is, in its XML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from ivr.dialog import Say
from ivr.institutions import Institution
from ivr.reply import Away, End, Enqueue, Listen, Meanwhile, Reply
from ivr.telephony.gathering import THIRD, asked, gather
from ivr.telephony.patience import RETRIED
from ivr.telephony.speech import Speech
from ivr.telephony.stencils import Stencils

MUSIC = "/prompts/music.wav"
MUSIC_SECONDS = 24
ROOM_EVENTS = "start end join leave hold modify"
OWN_NUMBER_RINGS = 30
"""Seconds for which the institution's own number rings when we cannot help."""


def queue_name(institution: str, queue: str) -> str:
    """Give the network's name of an institution's queue."""
    return f"{institution}-{queue}"


ADRIFT = "adrift"
"""The queue for callers whose conversation cannot be reached; `ivr.telephony.adrift` brings them back."""


@dataclass(frozen=True, slots=True)
class Participation:
    """A leg's place in a room: under which label, where events and the end are told, and whether it is recorded.

    `action` and `events` are paths of ours. A `muted` leg is heard by nobody, one that `coaches` another by that alone.
    """

    room: str
    label: str
    action: str
    events: str
    recorded: bool = False
    muted: bool = False
    coaches: str = ""


@dataclass(frozen=True)
class Renderer:
    """Makes TwiML, each method a whole document. `institution_of` gives the table of an identifier and a version.

    Every method that speaks raises ScriptError for an unknown prompt or a missing value.
    """

    speech: Speech
    institution_of: Callable[[str, str], Institution]
    public_url: str

    def render(self, reply: Reply) -> str:
        """Give one turn's answer: what is said, then the question, the queue, the next turn or the end."""
        return self._stencils.fill(reply)

    @cached_property
    def _stencils(self) -> Stencils:
        return Stencils(self._document)

    def _document(self, reply: Reply) -> str:
        institution = self.institution_of(reply.institution, reply.version)
        response = VoiceResponse()
        if isinstance(reply.then, Listen):
            self._listen(response, institution, reply, reply.then)
            return str(response)
        if isinstance(reply.then, Away):
            return self.beside_page(institution, reply.say, f"/voice/page/{reply.turn}?token={reply.token}")
        self.speech.say(response, institution, reply.say, slow=reply.slow)
        match reply.then:
            case Enqueue(queue=queue):
                name, turn, wait = queue_name(institution.id, queue), self._turn(reply), self._path(reply, "wait")
                response.enqueue(name, action=turn, method="POST", wait_url=wait, wait_url_method="POST")
            case Meanwhile():
                response.redirect(self._turn(reply), method="POST")
            case End():
                response.hangup()
        return str(response)

    def waiting(
        self, institution: Institution, sentences: Sequence[Say], path: str, *, seconds: int, music: str = ""
    ) -> str:
        """Give what a caller in a queue hears next; a key is told to `path`, silence asks for the waiting URL again.

        `music` is the URL path of a recording that lasts about `seconds`; without one it is quiet for so long.
        """
        response = VoiceResponse()
        action = self._url(path)
        keys = Gather(action=action, method="POST", input="dtmf", num_digits=1, finish_on_key="", timeout=1)
        self.speech.say(keys, institution, sentences)
        if music:
            keys.play(self.public_url + music)
        else:
            keys.pause(length=seconds)
        response.append(keys)
        return str(response)

    def beside_page(self, institution: Institution, sentences: Sequence[Say], path: str) -> str:
        """Give what a caller hears whose conversation goes on on a page; a key, or the end, is told to `path`."""
        response = VoiceResponse()
        keys = Gather(
            action=self._url(path),
            method="POST",
            input="dtmf",
            num_digits=1,
            finish_on_key="",
            timeout=1,
            action_on_empty_result=True,
        )
        self.speech.say(keys, institution, sentences)
        keys.play(self.public_url + MUSIC)
        response.append(keys)
        return str(response)

    def music(self, institution: Institution, sentences: Sequence[Say], music: str) -> str:
        """Give what a caller in a queue hears while no key can be followed; `music` is a recording's URL path."""
        response = VoiceResponse()
        self.speech.say(response, institution, sentences)
        response.play(self.public_url + music)
        return str(response)

    def on_hold(
        self, institution: Institution, sentences: Sequence[Say], path: str, music: str, *, said_first: bool = False
    ) -> str:
        """Give what a participant on hold hears, again and again: the recording `music`, and then the sentences.

        With `said_first` the other way round. Only these verbs are allowed there, and no key is heard.
        """
        response = VoiceResponse()
        if said_first:
            self.speech.say(response, institution, sentences)
        response.play(self.public_url + music)
        if not said_first:
            self.speech.say(response, institution, sentences)
        response.redirect(self._url(path), method="POST")
        return str(response)

    def leave(self) -> str:
        """Take the caller out of the queue; its action, the turn, comes next."""
        response = VoiceResponse()
        response.leave()
        return str(response)

    def room(self, place: Participation, institution: Institution | None = None, sentences: Sequence[Say] = ()) -> str:
        """Lead a leg into a room, after sentences that it hears alone.

        Nobody's leaving ends the room for the others. Only the first one's callback counts, so everyone carries it.
        """
        response = VoiceResponse()
        if institution is not None:
            self.speech.say(response, institution, sentences)
        dial = Dial(action=self._url(place.action), method="POST")
        heard = ({"muted": True} if place.muted else {}) | ({"coach": place.coaches} if place.coaches else {})
        dial.conference(
            place.room,
            participant_label=place.label,
            beep=False,
            end_conference_on_exit=False,
            record="record-from-start" if place.recorded else "do-not-record",
            status_callback=self._url(place.events),
            status_callback_event=ROOM_EVENTS,
            status_callback_method="POST",
            **heard,
        )
        response.append(dial)
        return str(response)

    def speak(self, institution: Institution, sentences: Sequence[Say], *, then: str = "") -> str:
        """Say something and hang up, or go on with the path `then`."""
        response = VoiceResponse()
        self.speech.say(response, institution, sentences)
        if then:
            response.redirect(self._url(then), method="POST")
        else:
            response.hangup()
        return str(response)

    def aside(self, institution: Institution, sentences: Sequence[Say]) -> str:
        """Say something to a leg that is in a room and stays there."""
        response = VoiceResponse()
        self.speech.say(response, institution, sentences)
        return str(response)

    def fallback(self, institution: Institution) -> str:
        """Apologise, and lead the caller to the institution's own number, or into the queue of those adrift.

        It needs no store and no answer of ours: it is for the time when those are down.
        """
        response = VoiceResponse()
        self.speech.say(response, institution, [Say("apology_fallback")])
        if institution.own_number:
            response.dial(institution.own_number, timeout=OWN_NUMBER_RINGS)
        else:
            response.enqueue(queue_name(institution.id, ADRIFT))
        return str(response)

    def hang_up(self) -> str:
        """End the call without a word."""
        response = VoiceResponse()
        response.hangup()
        return str(response)

    def empty(self) -> str:
        """Say and do nothing, as an answer to a queue's action that REST made needless."""
        return str(VoiceResponse())

    def _listen(self, response: VoiceResponse, institution: Institution, reply: Reply, listen: Listen) -> None:
        """What protects, and what comes before it, is said outside the Gather, where no key interrupts it."""
        slow = reply.slow or listen.attempt == THIRD
        safe = max((place for place, say in enumerate(reply.say, 1) if say.protects), default=0)
        self.speech.say(response, institution, reply.say[:safe], slow=reply.slow)
        verb = gather(listen, self._turn(reply), slow=slow)
        self.speech.say(verb, institution, reply.say[safe:], slow=reply.slow)
        self.speech.say(verb, institution, asked(listen), slow=slow)
        response.append(verb)

    def _turn(self, reply: Reply) -> str:
        return self._path(reply, "turn")

    def _path(self, reply: Reply, kind: str) -> str:
        return self._url(f"/voice/{kind}/{reply.turn}?token={reply.token}")

    def _url(self, path: str) -> str:
        return self.public_url + path + RETRIED
