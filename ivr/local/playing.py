"""A prepared call as it is played: what to press next after what was heard, by the same rules as scenario.js."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import choice
from threading import Event

from ivr.local.handset import GLANCE, Handset, Write
from ivr.local.scenarios import HEARD_ROUND, PAGE, Scenario
from ivr.prompts.spoken import DIGITS

MESSAGE, CODE = "  [SMS] ", re.compile(r"\b\d{4,8}\b")
TOKEN = re.compile(r"\{(sms|new|key)(?::([^}]*))?\}")


@dataclass
class PreparedCall:
    """How far a call is: `at` is its next round, `code` that of the latest message, `key` the new one."""

    scenario: Scenario
    at: int = 0
    code: str = ""
    detour: str = ""
    is_done: bool = False
    refused: set[str] = field(default_factory=set)
    key: str = ""

    def hear(self, text: str) -> None:
        """Take note of a sentence: it may ask for other keys, refuse the new key, or say that all is done."""
        match next((done for words, done in self.scenario.heard.items() if words in text), ""):
            case "kept" | "done":
                self.is_done = self.at == len(self.scenario.keys)
            case "again":
                self._again(self.scenario.keys[self.at - 1])
            case "spoken":
                said = re.findall(r"\w+", text.rpartition(":")[2])
                self.detour = "".join(str(DIGITS.index(word)) for word in said if word in DIGITS)
            case keys if keys:
                self.detour = keys

    def _again(self, refused: str) -> None:
        """Choose another new key; whoever does not know the present one hangs up."""
        self.is_done = "{new:" not in refused
        self.at, self.key = self.scenario.keys.index(refused), ""

    def take(self) -> str | None:
        """Give the keys to press now; None while a code or a sentence is waited for, or when all was pressed."""
        rounds = self.scenario.keys
        waits_for_sentence = self.at < len(rounds) and rounds[self.at] == HEARD_ROUND
        if self.detour:
            keys, self.detour = self.detour, ""
            self.at += waits_for_sentence
            return keys
        if waits_for_sentence or self.at == len(rounds) or ("{sms}" in rounds[self.at] and not self.code):
            return None
        self.at += 1
        return TOKEN.sub(self._filled, rounds[self.at - 1])

    def _filled(self, token: re.Match[str]) -> str:
        if token[1] == "new":
            self.key = self.key or choice([key for key in token[2].split("|") if key not in self.refused])
            self.refused.add(self.key)
            return self.key
        return self.code if token[1] == "sms" else token[2]


class PreparedKeys:
    """The lines of a pipe that plays a call: each comes when the line has asked for it."""

    def __init__(self, scenario: Scenario, write: Write) -> None:
        self._call, self._write = PreparedCall(scenario), write
        self._told = Event()
        self.handset: Handset | None = None

    def isatty(self) -> bool:
        """Say that nobody types here."""
        return False

    def tell(self, line: str) -> None:
        """Hear what the terminal shows."""
        if line.startswith(MESSAGE):
            self._call.code = next(iter(CODE.findall(line)), self._call.code)
        else:
            self._call.hear(line)
        self._told.set()
        self._write(line)

    def __iter__(self) -> Iterator[str]:
        """Give the next keys, until the call is over or all that it was for is done."""
        while self.handset is not None and not self._call.is_done:
            self.handset.asked.wait()
            if self.handset.ended.is_set():
                return
            keys = self._call.take()
            if keys is None:
                self._told.wait(GLANCE)
                self._told.clear()
            elif keys.startswith(PAGE):
                self._write("> (la página del enlace)")
                self.handset.visit(self._call.scenario.email, keys.removeprefix(PAGE))
            else:
                yield keys
