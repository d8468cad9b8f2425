"""Turns a reply into a page: prompts become printed sentences, questions fields with what was wrong beside them."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ivr.dialog import Kind, Question, Say
from ivr.key_policies import ACCESS
from ivr.prompts.formats import Value
from ivr.prompts.key_rules import KeyRuleText
from ivr.prompts.pages import PageTexts
from ivr.reply import Away, End, Listen, Reply
from ivr.web.customer.page import ASK, END, WAIT, Choice, Field, Page

DONE = frozenset({"key_activated", "key_changed", "temporary_key_set", "keys_ready", "sent_key_on_its_way", "in_zone"})
DONE |= {"call_back_on_its_way"}
"""Ends at which what the customer came for was done."""
WRONG = frozenset({"code_wrong", "key_wrong", "keys_differ", "mobile_differs", "human_check_failed", "sign_in_differs"})
WRONG |= {"document_differs", "document_does_not_fit", "contacts_differ", "zone_key_differs", "check_digit_left_out"}
WRONG |= {"company_number_unfit"}
"""Sentences that tell that what was sent does not serve; those of a refused key begin with key_refused."""
FOLLOWING = {
    "sent_key_on_its_way": "private_zone",
    "sent_key_expired": "sent_key",
    "zone_key_blocked": "sent_key",
    "temporary_key_set": "enter",
}
"""What customers usually do after an end."""
OF_KEYS = "temporary"
"""The rule that a temporary key itself is not held against in words: it is no other than the temporary one."""
KINDS = {
    Kind.SECRET: "secret",
    Kind.CHOICE: "choice",
    Kind.CONFIRMATION: "confirmation",
    Kind.DATE: "date",
    Kind.HUMAN: "human",
}
AS_SHOWN = {"zone_key": "keyboard", "security_image": "pictures"}
"""Fields that look otherwise than their kind does, by the question's prompt."""
AUTOCOMPLETE = {
    "security_code": "one-time-code",
    "office_code": "one-time-code",
    "current_key": "current-password",
    "new_key": "new-password",
    "new_key_again": "new-password",
    "registered_mobile": "tel-national",
    "call_back_number": "tel-national",
    "user_name": "username",
}
"""What a browser, or a telephone with the message, may fill in (WCAG 2.2, 1.3.5)."""
FIGURES_APART = "product_last_four"
"""The question whose options are read aloud figure by figure; in print they stand together."""
OF_DIGITS = frozenset({"security_code", "office_code", "registered_mobile"})
KEYS = frozenset({"current_key", "new_key", "new_key_again"})


def is_wrong(prompt: str) -> bool:
    """Say whether a sentence tells that what was sent does not serve."""
    return prompt in WRONG or prompt.startswith("key_refused")


@dataclass(frozen=True)
class PageRenderer:
    """Makes pages of an institution.

    `spoken` gives the text of a prompt that has none of its own in print, `rules` those of a new key of a kind, and
    `keyed_in_digits` says whether keys are made of digits.
    """

    texts: PageTexts
    spoken: Callable[[str, str, Mapping[str, Value]], str]
    rules: Callable[[str, str], Iterable[KeyRuleText]]
    keyed_in_digits: Callable[[str], bool]

    def render(self, reply: Reply) -> str:
        """Give the page of a reply, as it is kept. Raises ScriptError for a sentence without a text."""
        said = tuple(dict.fromkeys(self._sentence(reply.institution, say) for say in reply.say))
        good = any(say.prompt in DONE for say in reply.say)
        following = next((FOLLOWING[say.prompt] for say in reply.say if say.prompt in FOLLOWING), "")
        match reply.then:
            case Listen() as listen:
                fields, step = self._fields(reply.institution, listen), self._step(reply.institution, listen.question)
                form = reply.turn, reply.token, reply.back
                wishes, wrong = listen.question.wishes, self._wrong(reply)
                return Page(reply.purpose, step, ASK, said, fields, *form, wishes=wishes, wrong=wrong).dump()
            case End():
                step = self._end(reply)
                taken = reply.turn, reply.token
                return Page(reply.purpose, step, END, said, (), *taken, good=good, following=following).dump()
            case Away():
                step = self.texts.text(reply.institution, "step_away")
                return Page(reply.purpose, step, END, said, turn=reply.turn, token=reply.token).dump()
        step = self.texts.text(reply.institution, "step_waiting")
        return Page(reply.purpose, step, WAIT, said, turn=reply.turn, token=reply.token).dump()

    def _wrong(self, reply: Reply) -> tuple[str, ...]:
        return tuple(self._sentence(reply.institution, say) for say in reply.say if is_wrong(say.prompt))

    def _step(self, institution: str, question: Question[Any]) -> str:
        names = (f"step_{question.prompt}", f"step_{question.name}", question.prompt)
        return self.texts.text(institution, next(name for name in names if self.texts.has(institution, name)))

    def _end(self, reply: Reply) -> str:
        """Give the heading of an end: that of the last thing said, if it has one."""
        names = (f"step_{say.prompt}" for say in reversed(reply.say))
        name = next((name for name in names if self.texts.has(reply.institution, name)), "step_ended")
        return self.texts.text(reply.institution, name)

    def _sentence(self, institution: str, say: Say) -> str:
        values = dict(say.variables)
        if "last" in values:
            values["last"] = str(values["last"])[-4:]
        if self.texts.has(institution, say.prompt):
            return self.texts.text(institution, say.prompt, values)
        return self.spoken(institution, say.prompt, values)

    def _fields(self, institution: str, listen: Listen) -> tuple[Field, ...]:
        again: dict[str, tuple[str, int, str]] = json.loads(listen.again or "{}")
        asked = (listen.question, *listen.question.beside)
        return tuple(self._field(institution, each, *again.get(each.name, ("", 0, ""))) for each in asked)

    def _field(self, institution: str, question: Question[Any], reason: str, heard: int, value: str) -> Field:
        values: dict[str, Value] = {**dict(question.variables), "heard": heard}
        help_text = f"{question.prompt}_help"
        return Field(
            name=question.name,
            kind=AS_SHOWN.get(question.prompt, KINDS.get(question.kind, "text")),
            label=self.texts.text(institution, question.prompt, values),
            help=self.texts.text(institution, help_text, values) if self.texts.has(institution, help_text) else "",
            longest=0 if question.kind in (Kind.CHOICE, Kind.CONFIRMATION, Kind.DATE) else 3 * question.form.longest,
            inputmode="numeric" if self._in_digits(institution, question) else "",
            autocomplete=AUTOCOMPLETE.get(question.name, "off"),
            choices=tuple(self._choices(institution, question)),
            rules=self._rules(institution, question),
            value=value,
            wrong=self.texts.text(institution, f"{question.prompt}_{reason}", values) if reason else "",
            work=str(values.get("work", "")),
            link=f"/{institution}/terms" if question.name == "terms" else "",
            image=(image := str(values.get("image", ""))),
            shown=self.texts.text(institution, f"image_{image}") if image else "",
            phrase=str(values.get("phrase", "")),
        )

    def _rules(self, institution: str, question: Question[Any]) -> tuple[KeyRuleText, ...]:
        """Give what a new key must be, of its own kind."""
        if question.name != "new_key":
            return ()
        rules = self.rules(institution, str(dict(question.variables).get("kind", ACCESS)))
        return tuple(rule for rule in rules if rule.id != OF_KEYS or not question.prompt.startswith(OF_KEYS))

    def _in_digits(self, institution: str, question: Question[Any]) -> bool:
        if question.name in KEYS:
            return self.keyed_in_digits(institution)
        return question.name in OF_DIGITS or question.kind in (Kind.DIGITS, Kind.AMOUNT, Kind.HUMAN)

    def _choices(self, institution: str, question: Question[Any]) -> Iterable[Choice]:
        for option in question.options:
            name = option.prompt or f"{question.prompt}_{option.answer}"
            image = option.answer if AS_SHOWN.get(question.prompt) == "pictures" else ""
            label = self.texts.text(institution, name, dict(question.variables))
            if question.prompt == FIGURES_APART:
                label = label.replace(" ", "")
            yield Choice(option.answer, f"{label[:1].upper()}{label[1:]}", image)
