"""The floor's buttons of a new mobile that waits for a second yes."""

from flask.typing import ResponseReturnValue

from ivr.agents.supervision.approving import LONGEST_REASON, Approving
from ivr.security.roles import Right
from ivr.web.fields import field
from ivr.web.floor.floor import answer
from ivr.web.guarding import protected
from ivr.web.parts import parts
from ivr.web.sign_in.identity import action_needs, signed_in

LONGEST_ID = 40

approving = protected("approving", "/floor/handoffs")


@approving.post("/<handoff>/approve")
@action_needs(Right.APPROVE)
def approve(handoff: str) -> ResponseReturnValue:
    """Have the mobile registered that an agent asked for: the `change` that the supervisor saw, and no later one."""
    cases().approve(signed_in().agent, handoff, field("change", LONGEST_ID))
    return answer(anew=True)


@approving.post("/<handoff>/refuse")
@action_needs(Right.APPROVE)
def refuse(handoff: str) -> ResponseReturnValue:
    """Leave it as it is, and say why."""
    cases().refuse(signed_in().agent, handoff, field("change", LONGEST_ID), field("why", LONGEST_REASON))
    return answer(anew=True)


def cases() -> Approving:
    """Give the use cases of this application."""
    return Approving(parts().desk.checking, parts().floor.supervising.trail)
