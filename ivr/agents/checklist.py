"""The checklist: what the agent asks, and whether enough of it matched."""

from ivr.agents.handoff import Handoff
from ivr.institutions import Checklist, Institution

NOTHING_TO_ASK = Checklist("", (), 0, 0)


def checklist_of(institution: Institution, handoff: Handoff) -> Checklist:
    """Give the checklist of what the caller came for; an empty one when it needs none."""
    procedure = institution.procedures.get(handoff.procedure)
    if procedure is None or handoff.customer is None:
        return NOTHING_TO_ASK
    return institution.checklists.get(procedure.checklist, NOTHING_TO_ASK)


def matched(handoff: Handoff) -> int:
    """Count the answers that matched."""
    return sum(result for _, result in handoff.checks)


def is_checked(checklist: Checklist, handoff: Handoff) -> bool:
    """Say whether a code may be sent; never where there is nothing to ask."""
    return bool(checklist.questions) and matched(handoff) >= checklist.required


def is_checked_strictly(checklist: Checklist, handoff: Handoff) -> bool:
    """Say whether the registered mobile may be changed."""
    return bool(checklist.questions) and matched(handoff) >= checklist.stricter
