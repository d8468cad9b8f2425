"""E-mails that are owed: in the outbox beside the text messages, in the same transaction as what they tell."""

import json
import re
from dataclasses import asdict, dataclass
from html import escape
from typing import Unpack

from sqlalchemy.orm import Session

from ivr.stores.outbox.owing import EMAIL, Terms, owe_by

LAYOUT = (
    '<!doctype html><html lang="es"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    '<body style="margin:0;padding:24px 12px;background:#f5f7f8;color:#1d2730;font:16px/1.5 sans-serif">'
    '<div style="max-width:34em;margin:0 auto;padding:24px;background:#fff;border:1px solid #d3dade;border-radius:8px">'
    '<p style="margin-top:0;font-size:1.25em;font-weight:bold">{name}</p>{said}</div></body></html>'
)
"""How every letter looks: who writes, and then what is said."""
BUTTON = (
    "display:inline-block;padding:12px 24px;border-radius:8px;background:#1d2730;"
    "color:#fff;font-weight:bold;text-decoration:none"
)
"""What is pressed in a letter: white on dark, large enough for a thumb."""
QUIET = "margin-bottom:0;color:#50606b;font-size:.9em;overflow-wrap:anywhere"
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


def laid_out(sender: str, text: str, more: str = "") -> str:
    """Give a letter as HTML: the name of its sender, a paragraph for each of the text's own, and `more` HTML."""
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))
    return LAYOUT.format(name=escape(sender.partition("<")[0].strip()), said=paragraphs + more)


def with_button(sender: str, text: str, url: str, label: str, otherwise: str) -> str:
    """Give an e-mail as HTML with a button, and after the words `otherwise` the address to which that leads."""
    address = escape(url)
    pressed = f'<a href="{address}" style="{BUTTON}">{escape(label)}</a>'
    below = f'<p style="{QUIET}">{escape(otherwise)}<br>{address}</p>'
    return laid_out(sender, text, f"<p>{pressed}</p>{below}")
