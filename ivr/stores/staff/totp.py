"""The second factor of staff: six digits that change every half minute (RFC 6238), each good for one sign-in."""

from datetime import datetime

import pyotp

from ivr.security.tokens import same

STEP = 30  # seconds
NEAR = (-1, 0, 1)  # steps that the clock of somebody's telephone may be apart from ours


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """Give the time step whose code this is, the one before and after `at` included; None when it is none of theirs.

    Whoever accepts it must remember the step, and accept none that is not later.
    """
    totp, now = pyotp.TOTP(secret, interval=STEP), int(at.timestamp()) // STEP
    matching = [now + apart for apart in NEAR if same(totp.generate_otp(now + apart), code)]
    return max(matching, default=None)
