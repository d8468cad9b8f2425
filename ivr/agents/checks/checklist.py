"""The checklist: what the agent asks, and whether enough of it matched."""

from ivr.agents.handoff import Handoff
from ivr.institutions import Checklist, Institution

NOTHING_TO_ASK = Checklist("", (), 0, 0)


def checklist_of(institution: Institution, handoff: Handoff) -> Checklist:
    """Give the checklist of what the caller came for; the table's first for who only asked for an agent.

    It is empty while nobody knows who is calling.
    """
    if handoff.customer is None:
        return NOTHING_TO_ASK
    if not has_procedure(institution, handoff):
        return next(iter(institution.checklists.values()), NOTHING_TO_ASK)
    return institution.checklists.get(institution.procedures[handoff.procedure].checklist, NOTHING_TO_ASK)


def has_procedure(institution: Institution, handoff: Handoff) -> bool:
    """Say whether the caller came for a procedure: elsewhere there is nothing that a code could be typed for."""
    return handoff.procedure in institution.procedures


def matched(handoff: Handoff) -> int:
    """Count the answers that matched."""
    return sum(result for _, result in handoff.checks)


def is_checked(checklist: Checklist, handoff: Handoff) -> bool:
    """Say whether a code may be sent; never where there is nothing to ask."""
    return bool(checklist.questions) and matched(handoff) >= checklist.required


def is_checked_strictly(checklist: Checklist, handoff: Handoff) -> bool:
    """Say whether the registered mobile may be changed."""
    return bool(checklist.questions) and matched(handoff) >= checklist.stricter
