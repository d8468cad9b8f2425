"""What somebody of a crowd presses at each question of the line, by the prompt that asks it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ivr.errors import IvrError
from ivr.institutions import Institution
from ivr.local.crowd.errand import Errand, Kind
from ivr.local.scenarios import YES, identified, key_end, way

NO = "2"
REPROMPT = re.compile("_(silence|wrong|third)$")
NOT_THE_CODE = "0"
"""As many of them as a code has digits."""


class NothingToSay(IvrError):
    """The caller hangs up: they have what they wanted, they lost heart, or they do not understand the question."""


@dataclass
class Answers:
    """The keys of one call; `messages` gives the texts on the caller's telephone, the newest first.

    `leaving` says that the crowd goes home: whoever is called back now wants nothing any more.
    """

    table: Institution
    errand: Errand
    messages: Callable[[], tuple[str, ...]]
    leaving: Callable[[], bool] = lambda: False
    asked: list[str] = field(default_factory=list)
    key: str = ""

    def to(self, prompt: str) -> str:
        """Give the keys; nothing when the caller cannot answer yet (the code is still on its way).

        Raises NothingToSay.
        """
        question = REPROMPT.sub("", prompt)
        menus = {menu.prompt: menu.id for menu in self.table.menus.values()}
        if question in menus:
            keys = self._choice(menus[question])
        else:
            answers = self._answers()
            if question not in answers:
                raise NothingToSay(question)
            keys = answers[question]()
        if keys:
            self.asked.append(question)
        return keys

    def _answers(self) -> Mapping[str, Callable[[], str]]:
        own = f"{self.errand.number[3:]}#"
        return {
            "welcome_back": lambda: NO,
            "document_number": lambda: self._identified(0),
            "document_type": lambda: self._identified(1),
            "document_confirm": lambda: YES,
            "security_code": self._code,
            "new_key": self._new_key,
            "new_key_again": lambda: f"{self.key}{key_end(self.table)}",
            "already_active": lambda: YES,
            "call_back_own": lambda: YES,
            "call_back_number": lambda: own,
            "call_back_confirm": lambda: YES,
            "call_back_ready": lambda: NO if self.leaving() else YES,
        }

    def _choice(self, menu: str) -> str:
        """Go towards what the errand is about; who comes to a menu a second time has been served, or lost heart."""
        prompt = self.table.menus[menu].prompt
        if prompt in self.asked or (self.errand.kind is Kind.LOST and self.asked):
            raise NothingToSay(prompt)
        if self.errand.customer is not None:
            if not (path := way(self.table, menu, "restore")):
                raise NothingToSay(prompt)  # this line gives back a key in another way, which no crowd knows
            return path[0]
        options = self.table.menus[menu].options
        onward = [one.key for one in options if (one.menu if self.errand.kind is Kind.LOST else one.queue)]
        return (onward or [options[0].key])[0]

    def _identified(self, at: int) -> str:
        if self.errand.customer is None:
            raise NothingToSay("document_number")
        return list(identified(self.table, self.errand.customer))[at]

    def _code(self) -> str:
        if self.errand.kind is Kind.CLUMSY and "security_code" not in self.asked:
            return NOT_THE_CODE * self.table.code.length
        code = re.compile(rf"\b\d{{{self.table.code.length}}}\b")
        found = (code.search(text) for text in self.messages())
        return next((match.group() for match in found if match), "")

    def _new_key(self) -> str:
        length = self.table.key.shortest
        self.key = "".join(str(digit) for digit in self.errand.random.sample(range(10), length))
        return f"{self.key}{key_end(self.table)}"
