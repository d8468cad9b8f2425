"""The pass with which an agent's browser becomes their telephone: good for calls that come in, and for a while."""

from dataclasses import dataclass, field

from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant


@dataclass(frozen=True, slots=True)
class AccessTokens:
    """Twilio's access tokens (JWT, HS256), signed with the secret of an API key of the account."""

    account_sid: str
    key: str
    secret: str = field(repr=False)

    def make(self, identity: str, seconds: int) -> str:
        """Give a token with which a client may be registered for so many seconds, and may call nobody.

        `identity` has letters, digits and underscores, at most 121 (Twilio, access tokens); seconds at most 86400.
        """
        token = AccessToken(self.account_sid, self.key, self.secret, identity=identity, ttl=seconds)
        token.add_grant(VoiceGrant(incoming_allow=True))
        return str(token.to_jwt())
