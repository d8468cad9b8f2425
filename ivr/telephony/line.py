"""The routes of a caller's own call: it comes in, takes turns, waits in a queue, ends, or must be caught."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import structlog

from ivr.agents.queue.callers import Callers
from ivr.agents.room.legs import OVER
from ivr.closing import Closing
from ivr.conversation import Conversations, Incoming
from ivr.dialog import Say
from ivr.errors import (
    CallBackAsked,
    CallEnded,
    CallUnknown,
    ConflictError,
    Journaled,
    QueueFailed,
    QueueFull,
    QueueLeft,
    Unavailable,
)
from ivr.institutions import Institution, QueueRule
from ivr.telephony.gate import Gate, WebhookBlueprint
from ivr.telephony.kinds import (
    CALL_STATUS,
    FALLBACK,
    INCOMING,
    TURN,
    WAIT,
    CallStatus,
    Fallback,
    IncomingCall,
    TurnRequest,
    WaitRequest,
)
from ivr.telephony.twiml import MUSIC, MUSIC_SECONDS, Renderer
from ivr.telephony.waiting import sentences

log = structlog.get_logger()
OUR_DOING = frozenset({"redirected", "redirected-from-bridged", "bridged", "bridging-in-process", "hangup"})
"""Ends of a wait that somebody else answers: a redirect of ours, or the call's own end."""
ENDS: Mapping[str, type[Journaled]] = {"leave": QueueLeft, "queue-full": QueueFull}
"""Ends of a wait by the network's words; any other one means that its queue does not work."""
MINUTE = 60
LEAVE_KEY, REPEAT_KEY, CALL_BACK_KEY = "*", "9", "1"


@dataclass(frozen=True)
class LineDoor:
    """Answers the webhooks of callers' calls; whatever fails behind it, the caller hears something."""

    conversations: Conversations
    callers: Callers
    closing: Closing
    renderer: Renderer
    institutions: Mapping[str, Institution]

    def incoming(self, call: IncomingCall) -> str:
        """Open a conversation."""
        return self.surely(call.to, lambda: self.conversations.open(Incoming(call.call, call.to, call.from_)))

    def turn(self, turn: TurnRequest, number: int) -> str:
        """Take a turn; the end of a wait that REST brought about is answered empty."""
        if turn.queue_result in OUR_DOING:
            return self.renderer.empty()
        incoming = Incoming(turn.call, turn.to, turn.from_)
        return self.surely(turn.to, lambda: self._turn(turn, number, incoming))

    def _turn(self, turn: TurnRequest, number: int, incoming: Incoming) -> str:
        if turn.queue_result:
            self._left_queue(turn, number)
        try:
            return self.conversations.take_turn(turn.call, number, turn.token, turn.digits)
        except CallUnknown:
            log.warning("call_lost", call=turn.call, turn=number)
            return self.conversations.open(incoming, apology=True)

    def _left_queue(self, turn: TurnRequest, number: int) -> None:
        """Answer a wait that the caller, or the network, ended."""
        end = ENDS.get(turn.queue_result, QueueFailed)(turn.queue_result)
        call = self.conversations.waiting(turn.call, number, turn.token)
        if call is None:
            return
        if self.callers.wants_call_back(call.awaited):
            end = CallBackAsked()
        self.callers.left(call.awaited)
        try:
            self.conversations.answer(turn.call, call.awaited, end)
        except ConflictError:
            log.info("wait_answered_before", call=turn.call)

    def wait(self, wait: WaitRequest, number: int) -> str:
        """Give music, place and estimate; the star leaves the queue."""
        return self.surely(wait.to, lambda: self._wait(wait, number), partial(self._stay, wait))

    def _wait(self, wait: WaitRequest, number: int) -> str:
        path = f"/voice/wait/{number}?token={wait.token}"
        call = self.conversations.waiting(wait.call, number, wait.token)
        if call is None:
            return self.renderer.empty()
        if wait.digits == LEAVE_KEY:
            return self.renderer.leave()
        institution = self.institutions[call.institution]
        rule = institution.queues.get(self.callers.waiting(call.awaited))  # none: the room says that the agent is there
        if wait.digits == CALL_BACK_KEY and rule and self.callers.step_out(call.awaited):
            return self.renderer.leave()
        told = sentences(self.callers, call.awaited, wait.queue_time, due=is_due(wait, rule)) if rule else ()
        return self.renderer.waiting(institution, told, path, seconds=MUSIC_SECONDS, music=MUSIC)

    def status(self, news: CallStatus) -> str:
        """Close a call that is over."""
        if news.status in OVER:
            self.closing.ended(news.call)
        return ""

    def fallback(self, failed: Fallback) -> str:
        """Catch a caller whose webhook failed; needs neither Redis nor the records."""
        log.error("webhook_failed", call=failed.call, error_code=failed.error_code)
        return self._apology(failed.to)

    def surely(self, line: str, answer: Callable[[], str], apologise: Callable[[str], str] | None = None) -> str:
        """Give the answer; without the live state an apology, for the caller always hears something."""
        try:
            return answer()
        except Unavailable as failure:
            log.warning("caller_apologised_to", reason=str(failure))
            return (apologise or self._apology)(line)
        except CallEnded:  # a webhook that was overtaken by the end of its call
            return self.renderer.hang_up()

    def _apology(self, line: str) -> str:
        institution = self.institution(line)
        return self.renderer.fallback(institution) if institution else self.renderer.hang_up()

    def _stay(self, wait: WaitRequest, line: str) -> str:
        """Keep a caller in the queue, with music, while nothing is known of their place; say so once a minute."""
        institution = self.institution(line)
        if institution is None:
            return self.renderer.hang_up()
        sentences = (Say("apology_waiting"),) if wait.queue_time % MINUTE < MUSIC_SECONDS else ()
        return self.renderer.music(institution, sentences, MUSIC)

    def institution(self, line: str) -> Institution | None:
        """Give the institution whose line was dialled, or None."""
        mine = (table for table in self.institutions.values() if any(own.number == line for own in table.lines))
        return next(mine, None)


def is_due(wait: WaitRequest, rule: QueueRule) -> bool:
    """Say whether place and estimate are told now: at once, when asked for, and as often as the queue's rule says."""
    return wait.digits == REPEAT_KEY or wait.queue_time % rule.announce_every < MUSIC_SECONDS


def line_routes(gate: Gate, door: LineDoor) -> WebhookBlueprint:
    """Give the routes under /voice/ of callers' calls."""
    routes = WebhookBlueprint("line", gate)
    routes.webhook("/voice/incoming", INCOMING)(door.incoming)
    routes.webhook("/voice/turn/<int:number>", TURN)(door.turn)
    routes.webhook("/voice/wait/<int:number>", WAIT)(door.wait)
    routes.webhook("/voice/status", CALL_STATUS)(door.status)
    routes.webhook("/voice/fallback", FALLBACK)(door.fallback)
    return routes
