"""What customers are told in writing: a text message, and the same as an e-mail where the table has a sender."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from ivr.stores.outbox.email import Written

Sentences = Callable[[str, str, Mapping[str, str | int]], str]
"""Gives a text: institution, prompt id, values."""
LAYOUT = (
    '<html lang="es"><body style="margin:0;padding:24px;background:#f5f7f8;color:#1d2730;font:16px/1.5 sans-serif">'
    '<div style="max-width:34em;margin:0 auto;padding:24px;background:#fff;border:1px solid #d3dade">{0}</div>'
    "</body></html>"
)


@dataclass(frozen=True)
class Texts:
    """Writes text messages (`sms`) and e-mails, by the id of a prompt without the channel's name before it.

    `sentences` gives a text as it is printed; `senders` the address from which an institution's e-mails come.
    """

    sms: Sentences
    sentences: Sentences
    senders: Mapping[str, str] = field(default_factory=dict)

    def message(self, institution: str, prompt: str, values: Mapping[str, str | int]) -> str:
        """Give a text message: the prompt `sms_<prompt>`. Raises ScriptError."""
        return self.sms(institution, f"sms_{prompt}", values)

    def mails(self, institution: str) -> bool:
        """Say whether the institution sends e-mails."""
        return institution in self.senders

    def letter(
        self, institution: str, prompt: str, values: Mapping[str, str | int], subject: str = "notice"
    ) -> Written:
        """Give an e-mail: the prompts `email_<prompt>` and `email_subject_<subject>`. Raises ScriptError."""
        text = self.sentences(institution, f"email_{prompt}", values)
        about = self.sentences(institution, f"email_subject_{subject}", {})
        return Written(self.senders[institution], about, f"{text}\n", as_html(text, str(values.get("code", ""))))


def as_html(text: str, code: str = "") -> str:
    """Give a text as HTML, a paragraph for each of its own; a `code` in it stands out, and can be copied alone."""
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in text.split("\n\n"))
    shown = f'<strong style="font-size:1.5em;letter-spacing:.15em">{escape(code)}</strong>'
    return LAYOUT.format(paragraphs.replace(escape(code), shown) if code else paragraphs)
