"""What customers are told in writing: a text message, and the same as an e-mail where the table has a sender."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from ivr.stores.outbox.email import Written, laid_out

Sentences = Callable[[str, str, Mapping[str, str | int]], str]
"""Gives a text: institution, prompt id, values."""


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
        sender = self.senders[institution]
        return Written(sender, about, f"{text}\n", as_html(sender, text, str(values.get("code", ""))))


def as_html(sender: str, text: str, code: str = "") -> str:
    """Give a letter as HTML; a `code` in it stands out, and can be copied alone."""
    shown = f'<strong style="font-size:1.5em;letter-spacing:.15em">{escape(code)}</strong>'
    before, paragraphs, after = laid_out(sender, text).partition("</p>")
    return before + paragraphs + (after.replace(escape(code), shown) if code else after)
