"""The routes of whoever else is called into a room: let in if that is allowed now, hung up on otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.agents.handoff import institution_of
from ivr.agents.room.guest import Guest, GuestKind
from ivr.agents.room.guests import Guests
from ivr.agents.room.legs import OVER
from ivr.agents.room.paths import conference_path, is_of_room, room_end_path
from ivr.dialog import Say
from ivr.institutions import Institution
from ivr.security.tokens import Tokens
from ivr.telephony.gate import Gate, WebhookBlueprint
from ivr.telephony.kinds import ANNOUNCEMENT, CALL_STATUS, LEG, CallStatus, LegRequest
from ivr.telephony.twiml import Participation, Renderer


@dataclass(frozen=True)
class GuestDoor:
    """Answers the legs of supervisors and of colleagues who were asked."""

    guests: Guests
    renderer: Renderer
    institutions: Mapping[str, Institution]
    tokens: Tokens

    def guest(self, leg: LegRequest, handoff: str) -> str:
        """Let a guest into the room, to be heard by nobody, by the agent alone, or by all; or hang up."""
        guest = self.guests.answered(handoff, leg.call, leg.token)
        agent = self.guests.agent_leg(handoff)
        if guest is None or not agent:
            return self.renderer.hang_up()
        return self.renderer.room(self._place(handoff, guest, agent))

    def _place(self, handoff: str, guest: Guest, agent: str) -> Participation:
        return Participation(
            handoff,
            f"guest-{guest.visit}",
            room_end_path(self.tokens, handoff),
            conference_path(handoff),
            recorded=self.institutions[institution_of(handoff)].records_calls,
            muted=guest.kind is GuestKind.LISTEN,
            coaches=agent if guest.kind is GuestKind.WHISPER else "",
        )

    def announcement(self, leg: LegRequest, handoff: str) -> str:
        """Say to who hears it that a supervisor is there."""
        institution = self.institutions.get(institution_of(handoff))
        if institution is None or not is_of_room(self.tokens, leg.token, handoff):
            return self.renderer.empty()
        return self.renderer.aside(institution, (Say("monitoring_announced"),))


def guest_routes(gate: Gate, door: GuestDoor) -> WebhookBlueprint:
    """Give the routes under /voice/ for guests of a room."""
    routes = WebhookBlueprint("guests", gate)
    routes.webhook("/voice/guest/<handoff>", LEG)(door.guest)
    routes.webhook("/voice/announcement/<handoff>", ANNOUNCEMENT)(door.announcement)

    @routes.webhook("/voice/guest-status/<handoff>", CALL_STATUS)
    def guest_status(news: CallStatus, handoff: str) -> str:
        if news.status in OVER:
            door.guests.leg_ended(handoff, news.call, news.token)
        return ""

    return routes
