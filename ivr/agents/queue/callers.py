"""What happens on the caller's side: they wait, step out of the queue, come back to the agent, hang up."""

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from ivr.agents.centre import CallCentre
from ivr.agents.floor import Errand, Keeping, Move, Place, stamp
from ivr.agents.handoff import Handoff, Outcome, State
from ivr.agents.queue.estimate import expected_minutes
from ivr.agents.room.paths import room_path
from ivr.errors import ConflictError
from ivr.hours import may_call

log = structlog.get_logger()
WAITING = frozenset({State.WAITING})
STEPPED_OUT = 900
"""Seconds in which a caller says where to call; longer than three readings of a number take."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What a caller who waits may be told: their place, an honest range in minutes (None: nobody could know), news of
    their place (a word of `ivr.agents.handoff.News`, or nothing), and whether we could call them back.
    """

    place: Place
    minutes: tuple[int, int] | None
    news: str
    may_call_back: bool


class Callers:
    """What the webhooks of a caller's own call tell the call centre."""

    def __init__(self, centre: CallCentre) -> None:
        self._centre = centre

    def wait_of(self, handoff: str, second: int) -> Wait | None:
        """Give what a caller may be told at this second of waiting; None when an agent is just being called."""
        found, now = self._centre.floor.get(handoff), self._centre.clock.now()
        place = self._centre.floor.place(found, now) if found else None
        if found is None or place is None:
            return None
        return Wait(place, expected_minutes(place, now), self._news(found, second), self._may_call_back(found))

    def _news(self, found: Handoff, second: int) -> str:
        """Give the news of a caller's place, once; a repetition of the same question gets the same answer."""
        if not found.news or found.told not in ("", str(second)):
            return ""
        if not found.told:
            self._note(found, "told", {"told": str(second)})
        return found.news

    def _may_call_back(self, found: Handoff) -> bool:
        institution = self._centre.institutions[found.institution]
        rule = institution.queues[found.queue].distribution.call_back
        return rule is not None and not found.front and may_call(institution.hours, self._centre.clock.now())

    def promised(self, handoff: str, wait: Wait) -> None:
        """Keep the range that the caller is told first, to be held against what happens."""
        found = self._centre.floor.get(handoff)
        if found is None or wait.minutes is None or found.promised:
            return
        first, last = wait.minutes
        fields = {"promised": f"{first}-{last}", "promised_at": stamp(self._centre.clock.now())}
        self._note(found, "promised", fields | {"ahead": str(wait.place.position - 1)})

    def _note(self, found: Handoff, event: str, fields: Mapping[str, str]) -> None:
        try:
            self._centre.floor.move(Move(found.id, WAITING, event, fields=fields), self._centre.clock.now())
        except ConflictError:
            log.info("wait_is_over", handoff=found.id, what=event)

    def step_out(self, handoff: str) -> bool:
        """Let a caller out of the queue who wants to be called back: their place is kept; no when that cannot be."""
        found = self._centre.floor.get(handoff)
        if found is None or found.wants_call_back:
            return found is not None
        if not self._may_call_back(found):
            return False
        fields = {"outcome": str(Outcome.LEFT), "wants_call_back": "1"}
        keeps = Keeping(STEPPED_OUT, 0)
        move = Move(found.id, WAITING, "ended", State.ENDED, fields=fields, keeps=keeps)
        try:
            self._centre.save(self._centre.move(move))
        except ConflictError:
            return False
        return True

    def wants_call_back(self, handoff: str) -> bool:
        """Say whether a caller left the queue to be called back."""
        found = self._centre.floor.get(handoff)
        return found is not None and found.wants_call_back

    def waiting(self, handoff: str) -> str:
        """Give the queue of a caller who waits; nothing when they are brought over to the agent in the room."""
        found = self._centre.floor.get(handoff)
        if found is None:
            return ""
        if found.state is not State.TALKING:
            return found.queue
        self._centre.run(Errand(handoff, found.call, room_path(self._centre.tokens, handoff)))
        return ""

    def left(self, handoff: str) -> None:
        """Give up the place of a caller who pressed the star, or whom the network put out of its queue."""
        found = self._centre.floor.get(handoff)
        if found is not None and found.state is not State.ENDED:
            self._centre.end(found, Outcome.LEFT)

    def ended(self, institution: str, call: str) -> Handoff | None:
        """End all that a caller who hung up had begun: the place, the room, the agent's leg; give the handoff."""
        found = self._centre.floor.of_call(institution, call)
        if found is not None:
            self._centre.end(found, Outcome.HUNG_UP)
        return found
