"""Why an agent takes no calls for a while: the reasons of the institution's table."""

from ivr.errors import DeskError
from ivr.institutions import Institution, NotReadyReason

NO_PHONE = NotReadyReason("phone", "Teléfono sin conexión", 300)
"""The one reason that no table has: nobody chooses it, the agent's page says that its telephone cannot ring."""


def reason_of(institution: Institution, reason: str) -> NotReadyReason | None:
    """Give a reason by its id; None for no reason at all. Raises DeskError (unknown_reason)."""
    if not reason:
        return None
    found = next((known for known in institution.not_ready if known.id == reason), None)
    if found is None:
        raise DeskError("unknown_reason")
    return found


def reason_label(institution: Institution, reason: str) -> str:
    """Give how people call a reason; its id when the table has it no more."""
    known = (*institution.not_ready, NO_PHONE)
    return next((each.label for each in known if each.id == reason), reason)
