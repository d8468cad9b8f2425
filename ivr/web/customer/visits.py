"""Visits of pages: each is a conversation, named by a random cookie, that ends when nobody touches it any more."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

import structlog

from ivr.calls import Call, CallStatus
from ivr.continued import WHOLE, Continued
from ivr.conversation import Conversations, Incoming
from ivr.errors import CallUnknown, PageLeft, SwitchboardRefused, Unavailable, WebhookRefused
from ivr.institutions import Institution
from ivr.values import Channel
from ivr.web.customer.page import load_page

log = structlog.get_logger()
IDLE = timedelta(minutes=10)
"""How long a page is open without an answer."""
COOKIE_BYTES = 16
LINKED = "."
"""What stands in a cookie between the visitor's own bits and the conversation that a link led to."""


@dataclass(frozen=True)
class Visits:
    """Opens visits, takes their turns, and ends them. `idle` gives those that nobody touched for some seconds.

    `allow` counts the beginnings of a network address, and raises Unavailable when those are too many. `redirect` has
    a telephone fetch other TwiML (CallSid, path).
    """

    conversations: Conversations
    idle: Callable[[float], tuple[str, ...]]
    allow: Callable[[str], None]
    redirect: Callable[[str, str], None]

    def open(self, institution: Institution, procedure: str, address: str) -> str:
        """Begin a visit and give its cookie: 128 random bits, from which its name is derived and never the reverse.

        Raises Unavailable.
        """
        self.allow(address)
        cookie = secrets.token_hex(COOKIE_BYTES)
        line = institution.lines[0].number
        self.conversations.open(Incoming(name_of(cookie), line, address, procedure))
        return cookie

    def follow(self, conversation: str, link: str) -> str:
        """Go on with what a link (by its name) was sent for, and give its opener's cookie; "" when that is over.

        The cookie names the conversation, and has 128 random bits of its own: the name alone opens nothing.
        """
        cookie = secrets.token_hex(COOKIE_BYTES)
        opened = self._continued.open(conversation, link, name_of(cookie))
        if opened is not None:
            self.awaited(opened)
        return f"{cookie}{LINKED}{conversation}" if opened else ""

    def find(self, cookie: str, institution: str, procedure: str) -> Call | None:
        """Give the visit of a cookie; None when it is over, and its secrets are gone then."""
        own, _, linked = cookie.partition(LINKED)
        try:
            call = self.conversations.known(linked or name_of(own))
        except CallUnknown:
            return None
        if call.institution != institution or (not linked and call.purpose != procedure):
            return None
        if linked and call.visitor != name_of(own):
            return None
        if self._is_over(call):
            self.end(call)
            return None
        return replace(call, shown=call.page) if linked else call

    def answer(self, call: Call, number: int, token: str, typed: str) -> bool:
        """Take the turn that a form is of, and say whether it was taken, now or when the same came before.

        An older form, one that lost a race, and one that is not ours have no effect.
        """
        try:
            taken = self.conversations.take(call.id, number, token, typed)
        except WebhookRefused:
            log.warning("form_refused", call=call.id, turn=number)
            return False
        except CallUnknown:  # it ended in between: its page says so
            return True
        self.awaited(taken)
        return taken.answered == self.conversations.mark(call.id, number, typed)

    def awaited(self, call: Call) -> Call:
        """Give a visit after what is slow had the seconds of one more turn; its result is asked for under one key."""
        if call.status is CallStatus.PAUSING and call.turn_of is Channel.WEB:
            page = load_page(call.page or call.shown)
            call = self.conversations.take(call.id, page.turn, page.token, None)
        self._ring(call)
        return call

    def end(self, call: Call) -> None:
        """Forget a visit that its visitor leaves; one with a telephone goes on there."""
        if call.kept_with is Channel.WEB:
            self.conversations.ended(call.id)
        else:
            left = PageLeft("over" if self._continued.is_late(call) else "idle")
            self._ring(self._continued.take_back(call.id, left))

    def sweep(self) -> int:
        """End the visits that nobody touches any more, and give how many those were."""
        gone = self.idle(IDLE.total_seconds())
        return sum(self._continued.forget(visit) is not None for visit in gone)

    @property
    def _continued(self) -> Continued:
        return Continued(self.conversations)

    def _ring(self, call: Call) -> None:
        """Have the telephone beside a page go on when that is done; it asks by itself within a minute if this fails."""
        if call.channel is not Channel.PHONE or call.status is not CallStatus.ANSWERED or call.hung_up:
            return
        try:
            self.redirect(call.id, self.conversations.path(call))
        except (SwitchboardRefused, Unavailable):
            log.warning("telephone_not_told", call=call.id)

    def _is_over(self, call: Call) -> bool:
        """Say whether nobody touched a visit for too long, or it began too long ago, or was opened so by a link.

        One that waits for its link waits as long as that serves.
        """
        if call.status is CallStatus.LINKED:
            return self._continued.is_late(call)
        now = self.conversations.clock.now()
        whole = self._continued.is_late(call) if call.visitor else now - datetime.fromisoformat(call.opened_at) > WHOLE
        return whole or now - datetime.fromisoformat(call.at) > IDLE


def name_of(cookie: str) -> str:
    """Give the name of a cookie's visit: logs, records and audit may hold it, for it opens nothing."""
    return f"WV{sha256(f'visit {cookie}'.encode()).hexdigest()[:32]}"
