"""Text messages: taken, sent, delivered or not, and reported at each step."""

import threading
from dataclasses import dataclass, field

from ivr.sandbox.account import API_VERSION
from ivr.sandbox.callbacks import StatusCallback
from ivr.sandbox.ids import new_sid

GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_7_EXTENDED = frozenset("^{}\\[~]|€")  # each counts twice
LONGEST_BODY = 1600
STEP_SECONDS = (0.2, 0.8)  # from queued to sent, from sent to the end


@dataclass(eq=False)
class Message:
    """A text message to one number."""

    from_: str
    to: str
    body: str
    created: float
    callback: StatusCallback
    service_sid: str | None = None
    status: str = "queued"
    error_code: int | None = None
    sent: float | None = None
    updated: float = 0.0
    sid: str = field(default_factory=lambda: new_sid("SM"))

    @property
    def segments(self) -> int:
        """Parts that are paid for: 160 or 153 characters in GSM-7, 70 or 67 in UCS-2."""
        length = sum(2 if sign in GSM_7_EXTENDED else 1 for sign in self.body)
        if set(self.body) <= GSM_7 | GSM_7_EXTENDED:
            return 1 if length <= 160 else -(-length // 153)  # noqa: PLR2004 - lengths of the standard
        length = len(self.body.encode("utf-16-be")) // 2
        return 1 if length <= 70 else -(-length // 67)  # noqa: PLR2004 - lengths of the standard

    def params(self, account_sid: str) -> dict[str, str]:
        """Return what a status callback tells."""
        told = {
            "MessageSid": self.sid,
            "SmsSid": self.sid,
            "MessageStatus": self.status,
            "SmsStatus": self.status,
            "To": self.to,
            "From": self.from_,
            "AccountSid": account_sid,
            "ApiVersion": API_VERSION,
        }
        return told | ({"ErrorCode": str(self.error_code)} if self.error_code else {})

    def to_json(self) -> dict[str, str | float | int | None]:
        """Return the message as the control API shows it."""
        return {
            "sid": self.sid,
            "from": self.from_,
            "to": self.to,
            "body": self.body,
            "status": self.status,
            "at": round(self.created, 3),
            "segments": self.segments,
            "error_code": self.error_code,
        }


class Messages:
    """All messages, oldest first; `changed` wakes who watches a telephone."""

    def __init__(self) -> None:
        self.all: list[Message] = []
        self.changed = threading.Condition()

    def to(self, number: str | None) -> list[Message]:
        """Return the messages for a number, or all, newest first."""
        return [one for one in reversed(self.all) if number in {None, "", one.to}]
