"""The routes of rooms: legs that were answered, that come in and go out, and the events that tell of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ivr.agents.handoff import institution_of
from ivr.agents.room.legs import OVER
from ivr.agents.room.paths import conference_path, room_end_path
from ivr.agents.room.rooms import RoomEvent, Rooms
from ivr.dialog import Say
from ivr.errors import CallUnknown, Unavailable
from ivr.institutions import Institution
from ivr.security.tokens import Tokens
from ivr.telephony.gate import Gate, WebhookBlueprint
from ivr.telephony.kinds import CALL_STATUS, CONFERENCE, LEG, CallStatus, ConferenceEvent, LegRequest
from ivr.telephony.twiml import Participation, Renderer

AGENT, CALLER = "agent", "caller"
KINDS = {"participant-join": "join", "participant-leave": "leave"}


@dataclass(frozen=True)
class RoomDoor:
    """Answers the legs at the door of a room. `stands` gives the TwiML of where a caller's conversation stands."""

    rooms: Rooms
    renderer: Renderer
    institutions: Mapping[str, Institution]
    tokens: Tokens
    stands: Callable[[str], str]

    def agent(self, leg: LegRequest, handoff: str) -> str:
        """Let the agent into the room, or hang up on a leg whose offer has passed."""
        if not self.rooms.agent_answered(handoff, leg.call, leg.token):
            return self.renderer.hang_up()
        return self.renderer.room(self._place(handoff, AGENT))

    def caller(self, leg: LegRequest, handoff: str) -> str:
        """Let the caller into the room, or lead them on in their conversation when nobody waits there any more."""
        try:
            return self._caller(leg, handoff)
        except Unavailable:  # nobody would ask a fallback URL for a leg that a command led here
            return self._apology(handoff)
        except CallUnknown:  # the call has ended
            return self.renderer.hang_up()

    def _apology(self, handoff: str) -> str:
        institution = self.institutions.get(institution_of(handoff))
        return self.renderer.fallback(institution) if institution else self.renderer.hang_up()

    def _caller(self, leg: LegRequest, handoff: str) -> str:
        if not self.rooms.caller_enters(handoff, leg.call, leg.token):
            return self._onward(handoff, leg.call, self.rooms.onward(handoff, leg.call))
        institution = self.institutions[institution_of(handoff)]
        return self.renderer.room(self._place(handoff, CALLER), institution, [Say("agent_coming")])

    def left(self, leg: LegRequest, handoff: str) -> str:
        """Lead a caller on whose room has ended around them; an agent's leg is done, and a call that is over too."""
        try:
            path = self.rooms.caller_left(handoff, leg.call, leg.token)
            return self.renderer.hang_up() if path is None else self._onward(handoff, leg.call, path)
        except Unavailable:
            return self._apology(handoff)
        except CallUnknown:
            return self.renderer.hang_up()

    def _onward(self, handoff: str, call: str, path: str) -> str:
        if path:
            return self.renderer.speak(self.institutions[institution_of(handoff)], (), then=path)
        return self.stands(call)

    def _place(self, handoff: str, label: str) -> Participation:
        action, events = room_end_path(self.tokens, handoff), conference_path(handoff)
        recorded = self.institutions[institution_of(handoff)].records_calls
        return Participation(handoff, label, action, events, recorded=recorded)


def room_routes(gate: Gate, door: RoomDoor) -> WebhookBlueprint:
    """Give the routes under /voice/ for rooms and agents' legs."""
    routes = WebhookBlueprint("rooms", gate)
    routes.webhook("/voice/agent/<handoff>", LEG)(door.agent)
    routes.webhook("/voice/room/<handoff>", LEG)(door.caller)
    routes.webhook("/voice/room-end/<handoff>", LEG)(door.left)

    @routes.webhook("/voice/conference/<handoff>", CONFERENCE)
    def conference(news: ConferenceEvent, handoff: str) -> str:
        if news.room == handoff and news.event in KINDS:
            kind = KINDS[news.event]
            event = RoomEvent(handoff, news.conference, kind, news.sequence, news.call, news.reason)
            door.rooms.happened(event)
        return ""

    @routes.webhook("/voice/agent-status/<handoff>", CALL_STATUS)
    def agent_status(news: CallStatus, handoff: str) -> str:
        if news.status in OVER:
            door.rooms.agent_leg_ended(handoff, news.call, news.token)
        return ""

    return routes
