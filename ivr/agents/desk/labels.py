"""What a handoff is about, in the words of the institution."""

from ivr.agents.handoff import Handoff
from ivr.institutions import Institution


def label(institution: Institution, handoff: Handoff) -> str:
    """Give what the caller came for in the institution's words, or the queue's name for a caller who only asked."""
    procedure = institution.procedures.get(handoff.procedure)
    return procedure.label if procedure else institution.queues[handoff.queue].name
