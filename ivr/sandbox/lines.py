"""Lines: the numbers that the account has, and where their calls are answered."""

from dataclasses import dataclass, field

from ivr.sandbox.ids import new_sid


@dataclass
class Line:
    """A number of the account, as `IncomingPhoneNumbers` holds it; empty URLs are not set."""

    number: str
    name: str
    created: float
    voice_url: str = ""
    voice_method: str = "POST"
    fallback_url: str = ""
    fallback_method: str = "POST"
    status_url: str = ""
    status_method: str = "POST"
    sid: str = field(default_factory=lambda: new_sid("PN"))
