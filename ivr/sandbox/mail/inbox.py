"""What the mail server took: e-mails with their text, their HTML, and the links in it."""

import re
import threading
from dataclasses import asdict, dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail as it was taken: `n` counts them, `at` is the network's time in seconds, `links` those of its text."""

    n: int
    sender: str
    to: str
    subject: str
    text: str
    html: str
    message_id: str
    at: float

    @property
    def links(self) -> list[str]:
        """Give the addresses in the text, in their order."""
        return LINK.findall(self.text)

    def to_json(self) -> dict[str, object]:
        """Return the e-mail as the control API shows it."""
        return asdict(self) | {"links": self.links}


class Inbox:
    """All e-mails, oldest first; a second copy under the same Message-ID is not kept, as mailboxes do."""

    def __init__(self) -> None:
        self.all: list[Email] = []
        self._pen = threading.Lock()

    def take(self, content: bytes, to: str, at: float) -> None:
        """Keep an e-mail for one recipient."""
        message = message_from_bytes(content, policy=policy.default)
        name, text, html = str(message["Message-ID"] or ""), _part(message, "plain"), _part(message, "html")
        with self._pen:
            if name and any((one.message_id, one.to) == (name, to) for one in self.all):
                return
            told = str(message["From"] or ""), to, str(message["Subject"] or ""), text, html, name, round(at, 3)
            self.all.append(Email(len(self.all) + 1, *told))

    def to(self, address: str | None) -> list[Email]:
        """Return the e-mails to an address, or all, newest first."""
        return [one for one in reversed(self.all) if address in {None, "", one.to}]


def _part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    return str(found.get_content()).replace("\r\n", "\n") if found is not None else ""
