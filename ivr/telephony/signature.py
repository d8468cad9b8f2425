"""Who may speak to the voice routes: only the telephone network that knows our secret."""

from collections.abc import Sequence

from twilio.request_validator import RequestValidator

from ivr.security.tokens import same
from ivr.telephony.schema import Parameters, refuse

FORBIDDEN = 403
HEADER = "X-Twilio-Signature"


class Signatures:
    """Checks Twilio's signature: HMAC-SHA1 over the URL that Twilio asked for and the parameters in order of name.

    `tokens` are the account's auth token and, while it is being changed, the next one. The URL is built from
    `public_url`: what the request says of its host could be forged.
    """

    def __init__(self, public_url: str, tokens: Sequence[str]) -> None:
        self._public_url = public_url.rstrip("/")
        self._validators = tuple(RequestValidator(token) for token in tokens)

    def check(self, target: str, body: Parameters, signature: str | None) -> None:
        """Check one webhook; `target` is its path and query. Raises WebhookRefused (403)."""
        if not signature:
            refuse("no signature", FORBIDDEN)
        url = self.signed_url(target)
        if not any(_signed(validator, url, body, signature) for validator in self._validators):
            refuse("wrong signature", FORBIDDEN)

    def signed_url(self, target: str) -> str:
        """Give the URL that is signed: without its fragment, which carries how patient Twilio shall be."""
        return self._public_url + target.partition("#")[0]


def _signed(validator: RequestValidator, url: str, body: Parameters, signature: str) -> bool:
    """Try the URL as we gave it to Twilio, then with and without its port, which Twilio may have added or left out."""
    if same(validator.compute_signature(url, body), signature):
        return True
    return bool(validator.validate(url, body, signature))
