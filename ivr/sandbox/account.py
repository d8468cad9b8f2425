"""The customer of the telephone network: who may ask it for calls, and with what key its webhooks are signed."""

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass

API_VERSION = "2010-04-01"


@dataclass(frozen=True)
class Account:
    """One account, as on Twilio: the SID with its token, or an API key with its secret."""

    sid: str
    auth_token: str
    api_key: str
    api_secret: str

    def accepts(self, username: str, password: str) -> bool:
        """Say whether a REST request with these Basic credentials is this account's."""
        expected = {self.sid: self.auth_token, self.api_key: self.api_secret}.get(username)
        return bool(expected) and hmac.compare_digest(str(expected).encode(), password.encode())

    def environment(self) -> dict[str, str]:
        """Give the variables by which another program of this machine knows the account, beside our own."""
        own = {"TWILIO_ACCOUNT_SID": self.sid, "TWILIO_AUTH_TOKEN": self.auth_token}
        return {**os.environ, **own, "TWILIO_API_KEY": self.api_key, "TWILIO_API_SECRET": self.api_secret}

    @property
    def path(self) -> str:
        """Path under which the account's REST resources live."""
        return f"/{API_VERSION}/Accounts/{self.sid}"


def account_from(environment: Mapping[str, str] = os.environ) -> Account:
    """Read the account from the environment; what is missing gets an invented value, the same at every start."""
    return Account(
        sid=environment.get("TWILIO_ACCOUNT_SID") or "AC" + "0" * 32,
        auth_token=environment.get("TWILIO_AUTH_TOKEN") or "sandbox-token",
        api_key=environment.get("TWILIO_API_KEY") or "SK" + "0" * 32,
        api_secret=environment.get("TWILIO_API_SECRET") or "sandbox-secret",
    )
