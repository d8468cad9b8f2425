"""A page as it is kept between two requests: sentences, fields, and which turn its form takes."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from ivr.prompts.key_rules import KeyRuleText

ASK, WAIT, END = "ask", "wait", "end"
OF_CALL_BACK = frozenset({"call_back_number", "call_back_confirm"})
"""Questions at the end of a procedure, which is over: whoever wants something else begins it, or leaves."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several answers: what is sent, and what is read; `image` is the name of a drawing to choose by."""

    value: str
    label: str
    image: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `kind` is text, secret, date, choice or confirmation; `wrong` says what was wrong with it.

    `value` is what was written before, never of a secret; `rules` are what a new key must be; `work` is what a browser
    may do instead of writing (kind human); `link` leads to more to read. A keyboard's field (kind keyboard) stands
    under the visitor's `image`, which is described by `shown`, and `phrase`; one of drawings is of kind pictures.
    """

    name: str
    kind: str
    label: str
    help: str = ""
    longest: int = 0
    inputmode: str = ""
    autocomplete: str = ""
    choices: tuple[Choice, ...] = ()
    rules: tuple[KeyRuleText, ...] = ()
    value: str = ""
    wrong: str = ""
    work: str = ""
    link: str = ""
    image: str = ""
    shown: str = ""
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a visitor sees: `then` is ask, wait or end; `turn` and `token` are those of the form's own turn.

    `said` are the sentences before the fields, `wishes` what may be asked for instead of answering; `good` marks an
    end at which what was wanted was done, `following` the procedure that usually comes next. `wrong` are those of
    `said` that tell that what was sent does not serve.
    """

    purpose: str
    step: str
    then: str
    said: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    turn: int = 0
    token: str = ""
    back: bool = False
    good: bool = False
    wishes: tuple[str, ...] = ()
    following: str = ""
    wrong: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Say whether the procedure is over, so that another one may begin here."""
        return self.then == END or any(field.name in OF_CALL_BACK for field in self.fields)

    @property
    def works(self) -> bool:
        """Say whether a browser may do some work for the visitor here."""
        return any(field.work for field in self.fields)

    @property
    def has_keyboard(self) -> bool:
        """Say whether a key is typed here on a keyboard of our own."""
        return any(field.kind == "keyboard" for field in self.fields)

    @property
    def mistakes(self) -> tuple[Field, ...]:
        """Give the fields that have to be corrected."""
        return tuple(field for field in self.fields if field.wrong)

    def dump(self) -> str:
        """Give the page as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def load_page(shown: str) -> Page:
    """Give back a page that was dumped."""
    data: dict[str, Any] = json.loads(shown)
    fields = tuple(_field(each) for each in data.pop("fields"))
    lists = {name: tuple(data.get(name, ())) for name in ("said", "wishes", "wrong")}
    return Page(**data | lists | {"fields": fields})


def _field(data: dict[str, Any]) -> Field:
    choices = tuple(Choice(**each) for each in data["choices"])
    return Field(**data | {"choices": choices, "rules": tuple(KeyRuleText(**each) for each in data["rules"])})
