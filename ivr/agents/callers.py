"""What happens on the caller's side: they wait, step out of the queue, come back to the agent, hang up."""

from ivr.agents.centre import CallCentre
from ivr.agents.estimate import expected_minutes
from ivr.agents.floor import Errand, Place
from ivr.agents.handoff import Handoff, Outcome, State
from ivr.agents.paths import room_path


class Callers:
    """What the webhooks of a caller's own call tell the call centre."""

    def __init__(self, centre: CallCentre) -> None:
        self._centre = centre

    def place(self, handoff: str) -> Place | None:
        """Give the caller's place in the queue, or None when they do not wait (an agent is just being called)."""
        found = self._centre.floor.get(handoff)
        return self._centre.floor.place(found, self._centre.clock.now()) if found else None

    def estimate(self, place: Place) -> tuple[int, int] | None:
        """Give an honest range in minutes, or None when nobody could know."""
        return expected_minutes(place, self._centre.clock.now())

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
