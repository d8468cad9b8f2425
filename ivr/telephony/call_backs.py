"""The routes of calls that we make to customers who asked for one."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.agents.queue.calling_back import CallingBack
from ivr.agents.room.legs import OVER
from ivr.closing import Closing
from ivr.conversation import Conversations, Incoming
from ivr.errors import CallEnded
from ivr.institutions import Institution
from ivr.telephony.gate import Gate, WebhookBlueprint
from ivr.telephony.kinds import CALL_STATUS, LEG, CallStatus, LegRequest
from ivr.telephony.twiml import Renderer

CALL_BACK = "call_back"
"""What such a call is for: its conversation has a script of its own."""


@dataclass(frozen=True)
class CallBackDoor:
    """Answers the webhooks of calls to customers."""

    calling_back: CallingBack
    conversations: Conversations
    closing: Closing
    renderer: Renderer
    institutions: Mapping[str, Institution]

    def answered(self, leg: LegRequest, call_back: str) -> str:
        """Open the conversation with whoever answered; a call that is not the one being made ends."""
        found = self.calling_back.answered(call_back, leg.call, leg.token)
        if found is None:
            return self.renderer.hang_up()
        line = self.institutions[found.institution].lines[0].number
        try:
            return self.conversations.open(Incoming(leg.call, line, found.number, CALL_BACK))
        except CallEnded:
            return self.renderer.hang_up()

    def status(self, news: CallStatus, call_back: str) -> str:
        """Close a call that is over; one in which nobody pressed the key is made again later."""
        if news.status in OVER:
            self.calling_back.over(call_back, news.call, news.token)
            self.closing.ended(news.call)
        return ""


def call_back_routes(gate: Gate, door: CallBackDoor) -> WebhookBlueprint:
    """Give the routes under /voice/ for calls that we make to customers."""
    routes = WebhookBlueprint("call_backs", gate)
    routes.webhook("/voice/call-back/<call_back>", LEG)(door.answered)
    routes.webhook("/voice/call-back-status/<call_back>", CALL_STATUS)(door.status)
    return routes
