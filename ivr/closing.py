"""What follows when a call ends, whether the network said so or its silence was found out."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from ivr.agents.queue.callers import Callers
from ivr.agents.room.legs import is_over
from ivr.calls import Call
from ivr.continued import Continued
from ivr.conversation import Conversations
from ivr.errors import ConflictError
from ivr.ports import Switchboard

log = structlog.get_logger()


@dataclass(frozen=True)
class Closing:
    """Ends calls. `quiet` gives the identifiers of calls that nobody touched for some time; `note` remembers them."""

    conversations: Conversations
    callers: Callers
    switchboard: Switchboard
    quiet: Callable[[], tuple[str, ...]]
    note: Callable[[Call], None]

    def ended(self, call_id: str) -> None:
        """Wipe the call's secrets, give up its place in queue or room, remember what was not finished.

        What goes on on a page is left to it.
        """
        try:
            call = Continued(self.conversations).ended(call_id)
        except ConflictError:
            log.warning("call_end_later", call=call_id)  # it is found by the next sweep
            return
        if call is not None:
            self.callers.ended(call.institution, call.id)
            self.note(call)

    def sweep(self) -> int:
        """End the calls that the network no longer has, and give how many those were: a webhook got lost."""
        quiet = self.quiet()
        if not quiet:
            return 0
        live = set(self.switchboard.live_calls())
        gone = [call for call in quiet if call not in live and is_over(self.switchboard, call)]
        for call in gone:
            log.warning("call_found_ended", call=call)
            self.ended(call)
        return len(gone)
