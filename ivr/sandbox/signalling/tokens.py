"""Looks at an access token as Twilio does: who signed it, for whom it is, how long it lasts, and what it allows."""

import re
import time
from dataclasses import dataclass
from typing import Any

import jwt

from ivr.sandbox.account import Account

NOT_VALID, EXPIRED = 31204, 31205  # the SDK's AccessTokenInvalid (20101) and AccessTokenExpired (20104)
IDENTITY = re.compile(r"[A-Za-z0-9_]{1,121}")
LONGEST_LIFE = 86400  # seconds
CLOCKS_DIFFER = 60  # seconds that two machines' clocks may be apart


class TokenRefused(Exception):
    """The token is not good; `code` says why, as the SDK knows it."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True)
class Admission:
    """Who may be called in a page, until when (seconds since the epoch), and whether calls may come in at all."""

    identity: str
    expires: float
    takes_calls: bool

    @property
    def seconds_left(self) -> float:
        """Seconds until it ends; negative afterwards."""
        return self.expires - time.time()


def read_token(token: str, account: Account) -> Admission:
    """Check a token (JWT, HS256) of that account. Raises TokenRefused."""
    try:
        claims = jwt.decode(
            token, account.api_secret, algorithms=["HS256"], issuer=account.api_key, options={"require": ["exp", "sub"]}
        )
    except jwt.ExpiredSignatureError:
        raise TokenRefused(EXPIRED, "Access token expired") from None
    except jwt.InvalidTokenError as problem:
        raise TokenRefused(NOT_VALID, f"Access token not valid: {problem}") from None
    return _admission(claims, account)


def _admission(claims: dict[str, Any], account: Account) -> Admission:
    grants = claims.get("grants") or {}
    identity, voice = str(grants.get("identity", "")), grants.get("voice")
    if claims["sub"] != account.sid:
        raise TokenRefused(NOT_VALID, "Access token of another account")
    if not IDENTITY.fullmatch(identity) or not isinstance(voice, dict):
        raise TokenRefused(NOT_VALID, "Access token without an identity of letters, digits and _, or a grant for voice")
    if claims["exp"] - time.time() > LONGEST_LIFE + CLOCKS_DIFFER:
        raise TokenRefused(NOT_VALID, "Access token lasts longer than a day")
    return Admission(identity, float(claims["exp"]), bool((voice.get("incoming") or {}).get("allow")))
