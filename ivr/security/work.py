"""Work that a browser does before a message is sent: a calculation, cheap for one person, dear for a million.

It is ALTCHA's proof of work, version 2 (https://altcha.org): the browser looks for the one number whose derived key
begins as ours does. What is asked is signed, so nobody makes an easier one.
"""

import base64
import json
import secrets
from collections.abc import Sequence
from typing import Any

from altcha import create_challenge, verify_solution

from ivr.security.derivation import derive

ALGORITHM, COST = "PBKDF2/SHA-256", 1000
FEWEST, MOST = 400, 1200
"""How many keys a browser derives: half a second on a desk, some seconds on an old telephone."""


class Work:
    """Orders work under keys derived from the service's secrets, and looks at what was done."""

    def __init__(self, secret_keys: Sequence[str]) -> None:
        self._keys = [
            (derive(secret, "human check").hex(), derive(secret, "human check: answer").hex()) for secret in secret_keys
        ]

    def order(self, check: str) -> str:
        """Give the work of a check, named by its id, as the JSON that the browser's widget takes."""
        sign, answer = self._keys[0]
        counter = FEWEST + secrets.randbelow(MOST - FEWEST)
        challenge = create_challenge(
            ALGORITHM, COST, counter=counter, data={"id": check}, hmac_secret=sign, hmac_key_secret=answer
        )
        return json.dumps(challenge.to_dict(), separators=(",", ":"))

    def done(self, check: str, answer: str) -> bool:
        """Say whether this is the work of that check, done; whatever else it is, it is not."""
        if _id_of(answer) != check:
            return False
        return any(verify_solution(answer, sign, hmac_key_secret=key).verified for sign, key in self._keys)


def _id_of(answer: str) -> str:
    try:
        data: Any = json.loads(base64.b64decode(answer, validate=True))
        return str(data["challenge"]["parameters"]["data"]["id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
