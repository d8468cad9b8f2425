"""The route of callers whose conversation goes on on a page: music, now and then a sentence, and their keys."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.answers import AGENT, BACK, REPEAT
from ivr.calls import Call, CallStatus
from ivr.continued import Continued
from ivr.dialog import Say
from ivr.errors import CallUnknown, PageLeft
from ivr.telephony.gate import Gate, WebhookBlueprint
from ivr.telephony.kinds import TURN, TurnRequest
from ivr.telephony.line import LineDoor
from ivr.telephony.twiml import MUSIC_SECONDS

OPENED_WITHIN = timedelta(minutes=5)
"""How long a telephone waits for somebody to open the link before it offers something else."""
TOUCHED_WITHIN = timedelta(minutes=10)
"""How long it waits for the next answer of the page: then that is closed too."""
MINUTE = 60
LEAVING = {AGENT: "agent", BACK: "back"}


@dataclass(frozen=True)
class BesidePageDoor:
    """Answers those callers; `line` says what they hear when the live state is away."""

    line: LineDoor

    def wait(self, turn: TurnRequest, number: int) -> str:
        """Give what is heard next; the same token is good for the whole wait."""
        return self.line.surely(turn.to, lambda: self._wait(turn, number))

    def _wait(self, turn: TurnRequest, number: int) -> str:
        conversations, renderer = self.line.conversations, self.line.renderer
        continued = Continued(conversations)
        try:
            call = continued.beside(turn.call, number, turn.token)
            if left := self._left(call, turn.digits or ""):
                call = continued.take_back(call.id, PageLeft(left))
        except CallUnknown:
            return renderer.hang_up()
        institution = self.line.institutions[call.institution]
        if call.status is CallStatus.ANSWERED:
            return renderer.speak(institution, (), then=conversations.path(call))
        if not call.on_page:
            return call.shown
        told = self._told(call, turn.digits or "")
        return renderer.beside_page(institution, told, f"/voice/page/{number}?token={turn.token}")

    def _left(self, call: Call, digits: str) -> str:
        """Say why the telephone goes on without the page, if it does: a key, or nobody is there any more."""
        if not call.on_page or digits in LEAVING:
            return LEAVING.get(digits, "") if call.on_page else ""
        quiet = self._quiet(call)
        if call.status is CallStatus.LINKED:
            return "unopened" if quiet > OPENED_WITHIN else ""
        over = Continued(self.line.conversations).is_late(call)
        return "over" if over else "idle" if quiet > TOUCHED_WITHIN else ""

    def _told(self, call: Call, digits: str) -> tuple[Say, ...]:
        """Give a sentence once a minute, and when it is asked for: what is waited for, and what the keys do."""
        due = digits == REPEAT or self._quiet(call).total_seconds() % MINUTE < MUSIC_SECONDS
        waits = "page_waits_for_link" if call.status is CallStatus.LINKED else "page_waits"
        return (Say(waits), Say("page_keys")) if due else ()

    def _quiet(self, call: Call) -> timedelta:
        return self.line.conversations.clock.now() - datetime.fromisoformat(call.at)


def beside_page_routes(gate: Gate, door: BesidePageDoor) -> WebhookBlueprint:
    """Give the route under /voice/ of who waits for a page."""
    routes = WebhookBlueprint("beside_page", gate)
    routes.webhook("/voice/page/<int:number>", TURN)(door.wait)
    return routes
