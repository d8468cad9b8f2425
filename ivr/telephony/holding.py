"""The routes of who is on hold: a caller hears our own music and each time that somebody comes back, an agent why."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.agents.handoff import institution_of
from ivr.agents.room.paths import agent_hold_path, hold_path, is_of_room
from ivr.dialog import Say
from ivr.institutions import Institution
from ivr.security.tokens import Tokens
from ivr.telephony.gate import Gate, WebhookBlueprint
from ivr.telephony.kinds import ANNOUNCEMENT, LegRequest
from ivr.telephony.twiml import MUSIC, Renderer


@dataclass(frozen=True)
class HoldDoor:
    """Answers legs on hold; needs neither Redis nor the records, so nobody who waits hears of their trouble."""

    renderer: Renderer
    institutions: Mapping[str, Institution]
    tokens: Tokens

    def hold(self, leg: LegRequest, handoff: str) -> str:
        """Give the music and the sentence; asked for again and again, and always answered the same."""
        return self._answer(leg, handoff, Say("on_hold"), hold_path(self.tokens, handoff))

    def agent(self, leg: LegRequest, handoff: str) -> str:
        """Tell an agent that the caller is at the keypad, and give the same music."""
        path = agent_hold_path(self.tokens, handoff)
        return self._answer(leg, handoff, Say("agent_on_hold"), path, said_first=True)

    def _answer(self, leg: LegRequest, handoff: str, sentence: Say, path: str, *, said_first: bool = False) -> str:
        institution = self.institutions.get(institution_of(handoff))
        if institution is None or not is_of_room(self.tokens, leg.token, handoff):
            return self.renderer.empty()
        return self.renderer.on_hold(institution, (sentence,), path, MUSIC, said_first=said_first)


def hold_routes(gate: Gate, door: HoldDoor) -> WebhookBlueprint:
    """Give the routes under /voice/ of who is on hold."""
    routes = WebhookBlueprint("holding", gate)
    routes.webhook("/voice/hold/<handoff>", ANNOUNCEMENT)(door.hold)
    routes.webhook("/voice/agent-hold/<handoff>", ANNOUNCEMENT)(door.agent)
    return routes
