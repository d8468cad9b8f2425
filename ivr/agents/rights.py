"""Who may do what: an agent acts on the caller who is theirs, in their own institution, and on nobody else."""

from ivr.agents.agent import AgentIdentity
from ivr.agents.checks.checklist import checklist_of, has_procedure, is_checked, is_checked_strictly, matched
from ivr.agents.checks.contact_change import ChangeState
from ivr.agents.floor import Floor
from ivr.agents.handoff import Handoff, State, institution_of
from ivr.errors import DeskError
from ivr.institutions import Institution

APART = {State.OFFERED: ("accept", "decline"), State.CAPSULE: ("take_back",), State.HOLDING: ("finish",)}
"""What an agent may do while they do not talk with the caller."""


def theirs(floor: Floor, agent: AgentIdentity, handoff_id: str, *states: State) -> Handoff:
    """Give the agent's own handoff in one of `states`.

    Raises DeskError: not_yours (also for one that does not exist: nobody learns what others do), ended, wrong_state.
    """
    if institution_of(handoff_id) != agent.institution:
        raise DeskError("not_yours")
    handoff = floor.get(handoff_id)
    if handoff is None or handoff.agent != agent.id:
        raise DeskError("not_yours")
    if handoff.state is State.ENDED:
        raise DeskError("ended")
    if handoff.state not in states:
        raise DeskError("wrong_state")
    return handoff


def actions(institution: Institution, handoff: Handoff) -> tuple[str, ...]:
    """Give the words of what the agent may do now; the page shows these buttons and no others."""
    if handoff.state is not State.TALKING:
        return APART.get(handoff.state, ())
    checklist = checklist_of(institution, handoff)
    checked, strictly = is_checked(checklist, handoff), is_checked_strictly(checklist, handoff)
    calm = not handoff.frozen and not handoff.change_pending
    changes = has_procedure(institution, handoff) and calm
    may = {
        "identify": handoff.customer is None,
        "check": matched(handoff) < len(checklist.questions),
        "send_code": checked and changes and handoff.mobile != "",
        "change_mobile": strictly and changes,
        "withdraw_change": handoff.change is not None and handoff.change.state is ChangeState.WAITING,
        "to_keypad": handoff.codes > 0 and calm and handoff.held_since is None,
        "freeze": checked and not handoff.frozen,
        "unfreeze": strictly and handoff.frozen,
        "not_confirmed": handoff.customer is not None,
        "finish": True,
    }
    return tuple(action for action, allowed in may.items() if allowed)
