"""E-mails that are owed: in the outbox beside the text messages, in the same transaction as what they tell."""

import json
import re
from dataclasses import asdict, dataclass
from html import escape
from typing import Unpack

from sqlalchemy.orm import Session

from ivr.stores.outbox.owing import EMAIL, Terms, owe_by

LETTER = "margin:0;padding:24px;max-width:34em;color:#1d2730;font:16px/1.5 sans-serif"
BUTTON = "display:inline-block;padding:12px 24px;border-radius:8px;background:#1d2730;font-weight:bold"
"""How a letter looks, and what is pressed in it: white on dark, large enough for a thumb."""
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
"""What HTML's own field for an e-mail takes: no spaces, no line ends, nothing that begins another header."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an e-mail says: from which address, its subject, its text, and the same as HTML."""

    sender: str
    subject: str
    text: str
    html: str

    def as_body(self) -> str:
        """Give it as it waits in the outbox."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of(cls, body: str) -> "Written":
        """Give back what `as_body` gave."""
        return cls(**json.loads(body))


def owe_email(session: Session, institution: str, to: str, body: str, **terms: Unpack[Terms]) -> None:
    """Owe an e-mail (`Written.as_body`), in the session's transaction; like `owe` for a text message.

    `purpose` is code, link or notice; the first two come `sealed`. An empty `to` is the decoy of an unknown customer.
    Raises ValueError for a code or a link in clear, and for what is no e-mail address.
    """
    if to and not ADDRESS.fullmatch(to):
        raise ValueError("e-mails go to e-mail addresses only")
    if terms["purpose"] != "notice" and not terms.get("sealed"):
        raise ValueError("a code or a link waits in the outbox sealed, never in clear")
    owe_by(EMAIL, session, institution, to, body, **terms)


def with_button(text: str, label: str, url: str) -> str:
    """Give an e-mail as HTML: its paragraphs, a button, and the address for who would rather see where it leads."""
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))
    address = escape(url)
    button = f'<p style="{BUTTON}"><a href="{address}" style="color:#fff;text-decoration:none">{escape(label)}</a></p>'
    return f'<html lang="es"><body style="{LETTER}">{paragraphs}{button}<p>{address}</p></body></html>'
