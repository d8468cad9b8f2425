"""Faults on demand: what a real network does on a bad day, as often as asked and where asked."""

from collections.abc import Mapping
from dataclasses import dataclass

KINDS: Mapping[str, str] = {
    "message-500": "sending a text message answers 500",
    "message-timeout": "sending a text message answers only after `seconds` (30)",
    "message-429": "sending a text message answers 429, code 20429",
    "message-undelivered": "the message is accepted, then reported undelivered (30003)",
    "message-failed": "the message is accepted, then reported failed (30008)",
    "message-silent": "the message is accepted and delivered, and nothing is ever reported",
    "mail-451": "the mail server refuses an e-mail for now (451)",
    "mail-550": "the mail server does not know the recipient (550)",
    "mail-timeout": "the mail server answers only after `seconds` (30)",
    "mail-lost-connection": "the mail server hangs up, and has not taken the e-mail",
    "mail-silent": "the mail server takes an e-mail and hangs up without saying so",
    "webhook-lost": "a webhook never arrives; instructions are then asked at the fallback URL",
    "webhook-unreachable": "one attempt to connect fails; the network tries again as it is configured to",
    "webhook-double": "a webhook arrives twice, and the answer to the first one is lost",
    "webhook-late": "a webhook is delayed by `seconds` (1 real), so later ones overtake it",
    "rest-500": "a REST request answers 500",
    "rest-429": "a REST request answers 429, code 20429",
    "rest-timeout": "a REST request answers only after `seconds` (30)",
    "signalling-lost": "an identity's pages lose their connection; for `seconds` (3) no page gets one",
    "token-expired": "pages of an identity are told that their access token is over",
    "audio-slow": "audio to an identity's pages arrives `seconds` (0.6) late, until cleared",
    "audio-lossy": "a fifth of the audio to an identity's pages never arrives, until cleared",
    "enqueue-action-first": "a caller taken out by REST: Enqueue's action is asked, and answered, before the new URL",
}


@dataclass
class Fault:
    """A fault that is switched on: `times` left (0 or less: until cleared), for what contains `match`."""

    kind: str
    times: int = 1
    match: str = ""
    seconds: float | None = None
    used: int = 0

    def applies(self, kind: str, subject: str) -> bool:
        """Say whether this fault is of that kind and meant for that URL, path or number."""
        return self.kind == kind and self.match in subject and (self.times <= 0 or self.used < self.times)


class Faults:
    """All faults switched on."""

    def __init__(self) -> None:
        self.active: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Switch a fault on; ValueError when its kind is unknown."""
        if fault.kind not in KINDS:
            raise ValueError(f"No such fault: {fault.kind}. There are: {', '.join(KINDS)}.")
        self.active.append(fault)

    def clear(self) -> None:
        """Switch all faults off."""
        self.active.clear()

    def strikes(self, kind: str, subject: str) -> Fault | None:
        """Return the fault that happens now to `subject`, counted as used; None when all goes well."""
        for fault in self.active:
            if fault.applies(kind, subject):
                fault.used += 1
                return fault
        return None
