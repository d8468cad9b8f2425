"""Brings back the callers who were parked while the live state could not be reached."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog

from ivr.errors import SwitchboardRefused
from ivr.ports import Switchboard
from ivr.telephony.twiml import ADRIFT, queue_name

log = structlog.get_logger()
INCOMING = "/voice/incoming"


@dataclass(frozen=True)
class Adoption:
    """The worker's job; `reachable` raises Unavailable while the live state does not answer: then they stay parked."""

    switchboard: Switchboard
    institutions: Iterable[str]
    reachable: Callable[[], object]

    def run(self) -> int:
        """Lead each parked caller to where their conversation stands, or to a new one; give how many there were."""
        self.reachable()
        return sum(self._adopt(call) for name in self.institutions for call in self._parked(name))

    def _parked(self, institution: str) -> tuple[str, ...]:
        return self.switchboard.queued(queue_name(institution, ADRIFT))

    def _adopt(self, call: str) -> bool:
        try:
            self.switchboard.redirect(call, INCOMING)
        except SwitchboardRefused:
            return False
        log.info("caller_adopted", call=call)
        return True
