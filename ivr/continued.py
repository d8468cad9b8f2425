"""A conversation that goes on on a page while its telephone waits: opened by a link, taken back, or left there."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ivr.calls import Call, CallStatus
from ivr.conversation import ATTEMPTS, Conversations
from ivr.conversation_parts import TurnEvent
from ivr.errors import CallUnknown, ConflictError, PageLeft, WebhookRefused
from ivr.halting import TO_PAGE, from_outside
from ivr.journal import EntryKind
from ivr.values import Channel

WHOLE = timedelta(minutes=30)
"""How long a page is open at most, from when its link was opened, however often it is answered."""


@dataclass(frozen=True)
class Continued:
    """What becomes of such a conversation; `conversations` are those of the channel that asks."""

    conversations: Conversations

    def open(self, call_id: str, link: str, visitor: str) -> Call | None:
        """Begin the page's part for whoever opened this link (`visitor` stands for them), and give the call.

        None when the conversation does not wait for this very link any more: it may wait for another customer's by
        now, whose page this one must not open. Raises Unavailable.
        """
        for _ in range(ATTEMPTS):
            call = self.waiting(call_id)
            if call is None or not link or call.link != link:
                return None
            entry = from_outside(EntryKind.CROSSING, TO_PAGE, None)
            until = (self.conversations.clock.now() + WHOLE).isoformat()
            opened = replace(call, journal=[*call.journal, entry], visitor=visitor, until=until)
            if taken := self.conversations.go_on(opened):
                return taken
        return None

    def waiting(self, call_id: str) -> Call | None:
        """Give the call whose page may be opened now, or None."""
        try:
            call = self.conversations.known(call_id)
        except CallUnknown:
            return None
        return call if call.status is CallStatus.LINKED and not self.is_late(call) else None

    def is_late(self, call: Call) -> bool:
        """Say whether the link of a call that waits for its page serves no more, or its page was open too long."""
        return datetime.fromisoformat(call.until) < self.conversations.clock.now()

    def beside(self, call_id: str, number: int, token: str) -> Call:
        """Give a call for its telephone, which waits since this turn. Raises WebhookRefused, CallUnknown."""
        if not self.conversations.tokens.good(token, self.conversations.kind, call_id, str(number)):
            raise WebhookRefused("the token is not this wait's")
        return self.conversations.known(call_id)

    def take_back(self, call_id: str, left: PageLeft) -> Call:
        """Have the telephone go on, and give the call as it stands then: what the page asked is answered with `left`.

        Where the page has gone on in the meantime, or is just being answered, nothing happens. Raises CallUnknown.
        """
        call = self.conversations.known(call_id)
        for _ in range(ATTEMPTS):
            if not call.on_page or call.status is CallStatus.PAUSING:
                return call
            kind = EntryKind.CROSSING if call.status is CallStatus.LINKED else EntryKind.ANSWER
            entry, mark = from_outside(kind, call.awaited, left), type(left).__name__
            changed = call.become(CallStatus.ANSWERED, journal=[*call.journal, entry], on_page=False)
            event = TurnEvent("answered", changed, call.awaited, f"{mark}_{left.detail}", 0, Channel.WEB)
            if self.conversations.store.claim(call, mark) and self.conversations.store.save(changed, event, mark):
                return changed
            call = self.conversations.known(call_id)
        return call

    def ended(self, call_id: str) -> Call | None:
        """Forget a call whose telephone is gone and give it as it was; one with a page goes on there.

        None if that was done before. Raises ConflictError while the page's answer is being worked on.
        """
        for _ in range(ATTEMPTS):
            try:
                call = self.conversations.known(call_id)
            except CallUnknown:
                return None
            if not (call.on_page or call.page):
                return self.conversations.ended(call_id)
            if call.hung_up or self.conversations.store.leave(_left(call), _ended(call)):
                return None if call.hung_up else call
        raise ConflictError("the page's answer is just being worked on")

    def forget(self, call_id: str) -> Call | None:
        """Forget a visit that nobody touches any more; None for one whose link still serves, or that was forgotten."""
        return None if self.waiting(call_id) else self.conversations.ended(call_id)


def _left(call: Call) -> Call:
    """Give a call without its telephone: it goes on on its page, or only what that shows is left."""
    if call.on_page or call.status is CallStatus.ENDED:
        return replace(call, hung_up=True, revision=call.revision + 1)
    return call.become(CallStatus.ENDED, hung_up=True)


def _ended(call: Call) -> TurnEvent:
    """Say that the telephone is gone; it stood in no step, and the page's own goes on."""
    step = call.awaited if call.turn_of is call.channel else ""
    return TurnEvent("ended", call, step, "hang_up", 0, call.channel)
