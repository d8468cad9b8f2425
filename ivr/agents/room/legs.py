"""Whether one leg of a call is over, in the telephone network's own words."""

from ivr.errors import SwitchboardRefused, Unavailable
from ivr.ports import Switchboard

OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


def is_over(switchboard: Switchboard, call: str) -> bool:
    """Ask about one call (none at all is over): a list may be incomplete, and a living caller must not be given up.

    One that the network does not know is over; while the network does not answer, nothing is.
    """
    try:
        return not call or switchboard.status(call) in OVER
    except SwitchboardRefused:
        return True
    except Unavailable:
        return False
