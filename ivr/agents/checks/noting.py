"""What an agent learned or did about their caller is written down while they talk: it counts for this agent only."""

from collections.abc import Mapping

from ivr.agents.centre import CallCentre
from ivr.agents.floor import Move
from ivr.agents.handoff import Handoff, State
from ivr.errors import ConflictError, DeskError

TALKING = frozenset({State.TALKING})


def noted(
    centre: CallCentre,
    handoff: Handoff,
    fields: Mapping[str, str],
    event: str,
    before: frozenset[State] = TALKING,
    *,
    effect: str = "",
) -> Handoff:
    """Write down what an agent learned or did; give the handoff after it. With an `effect` only the first one counts.

    Raises DeskError (ended) when they have the caller no more.
    """
    try:
        return centre.move(Move(handoff.id, before, event, None, handoff.agent, fields=fields, effect=effect))
    except ConflictError as error:
        raise DeskError("ended") from error
