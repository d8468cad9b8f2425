"""A pass is what Twilio takes, for one client's calls that come in, and for no longer than was said."""

import time

import jwt

from ivr.telephony.access_tokens import AccessTokens

ACCOUNT, KEY, SECRET = "AC" + "a" * 32, "SK" + "b" * 32, "the secret of the key, long enough to sign"


def test_a_pass_says_who_for_what_and_how_long() -> None:
    """Account, key, identity and life are in it, signed; calls come in, and none can be made."""
    token, began = AccessTokens(ACCOUNT, KEY, SECRET).make("serfinansa_dlaura", 3600), time.time()
    claims = jwt.decode(token, SECRET, algorithms=["HS256"])
    assert (claims["sub"], claims["iss"]) == (ACCOUNT, KEY)
    assert claims["grants"] == {"identity": "serfinansa_dlaura", "voice": {"incoming": {"allow": True}}}
    assert began + 3590 < claims["exp"] <= began + 3601
    assert jwt.get_unverified_header(token) == {"typ": "JWT", "alg": "HS256", "cty": "twilio-fpa;v=1"}


def test_the_secret_is_not_shown() -> None:
    """Whoever prints the maker of passes reads no secret."""
    assert SECRET not in repr(AccessTokens(ACCOUNT, KEY, SECRET))
