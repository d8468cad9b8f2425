"""Somebody of a crowd with a telephone: listens, thinks, presses keys, waits as long as their patience lasts."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from ivr.local.crowd.answers import REPROMPT, Answers, NothingToSay
from ivr.local.crowd.errand import Errand, Kind
from ivr.local.crowd.network import CrowdNetwork
from ivr.local.crowd.pace import GoingHome, Pace
from ivr.local.ear import Ear
from ivr.local.scenarios import YES

GLANCE = 1.0  # crowd's seconds between looks at the telephone
THINKS = (1.0, 4.0)  # seconds before a key
CUT_OFF_AFTER = 8.0  # seconds of waiting
CALLS_AGAIN = 25.0  # seconds after being cut off
CALLED_BACK_WITHIN = 600.0  # seconds for which somebody stays near their telephone
PATIENT = 5  # how many times as long as an impatient caller the others wait
SLOWEST_GLANCE = 0.25  # real seconds: looking more often helps nobody
QUESTIONS = frozenset(
    {
        "welcome_back",
        "document_number",
        "document_type",
        "document_confirm",
        "security_code",
        "new_key",
        "new_key_again",
        "already_active",
        "call_back_own",
        "call_back_number",
        "call_back_confirm",
        "call_back_ready",
    }
)


@dataclass
class CrowdCaller:
    """One call, or two where somebody calls again or is called back; `end` says how it went."""

    errand: Errand
    line: str
    network: CrowdNetwork
    pace: Pace
    ear: Ear
    answers: Answers
    sid: str = ""
    room: str = ""
    end: str = ""
    is_waiting_for_call: bool = False
    waits_since: float = 0.0
    heard: set[str] = field(default_factory=set)
    pressed_after: int = -1
    asked_call_back: bool = False
    is_cut_off: bool = False
    is_called_back: bool = False

    def live(self) -> None:
        """Call, and hang up in the end, whatever happens."""
        try:
            self._call_in()
        except GoingHome:
            self.end = "hung up at the end"
        if "call_back_agreed" in self.heard:
            self._wait_for_call()

    def _call_in(self) -> None:
        self._call(self.network.dial(self.errand.number, self.line))
        if self.is_cut_off:
            self.pace.pause(CALLS_AGAIN)
            self.waits_since, self.answers.asked = 0.0, []
            self._call(self.network.dial(self.errand.number, self.line))

    def says(self, text: str) -> None:
        """Say something in the room, to whoever hears it."""
        self.network.act(self.sid, "speech", text=text)

    def _wait_for_call(self) -> None:
        """Answer the call that was promised: the telephone does so by itself, and somebody has to press a key."""
        self.end, self.is_waiting_for_call, since = "promised a call", True, monotonic()
        while self.pace.since(since) < CALLED_BACK_WITHIN and not self.pace.over.wait(GLANCE):
            if calls := self.network.calls_to(self.errand.number):
                self.is_waiting_for_call, self.is_called_back = False, True
                self.heard, self.waits_since = set(), 0.0
                with suppress(GoingHome):
                    self._call(calls[0])
                return

    def _call(self, sid: str) -> None:
        self.sid, self.pressed_after = sid, -1
        try:
            while (call := self.network.call(sid))["state"] != "ended":
                self._react(call)
                self._glance()
            self._listen(call)
            self.end = self._outcome()
        except NothingToSay:
            self.end = self._outcome()
        finally:
            self.room = ""
            self.network.act(sid, "hangup")

    def _glance(self) -> None:
        seconds = max(GLANCE, SLOWEST_GLANCE * self.pace.speed)
        self.pace.pause(seconds, to_the_last=self.is_called_back)

    def _react(self, call: Mapping[str, Any]) -> None:
        self._listen(call)
        self.room = call["conference"]["name"] if call["conference"] else ""
        if self.room:
            self.waits_since = 0.0  # who is transferred begins to wait anew
        if call["queue"]:
            self._wait()
        elif call["state"] == "gathering" and call["settled"] and call["last"] > self.pressed_after:
            self._answer(call)

    def _listen(self, call: Mapping[str, Any]) -> None:
        self.heard |= set(self._prompts(call))

    def _prompts(self, call: Mapping[str, Any]) -> list[str]:
        said = [line["text"] for line in call["transcript"] if line["kind"] in {"say", "play"}]
        return [self.ear.prompt(text) for text in said]

    def _answer(self, call: Mapping[str, Any]) -> None:
        menus = {menu.prompt for menu in self.answers.table.menus.values()}
        asked = [name for name in self._prompts(call) if REPROMPT.sub("", name) in QUESTIONS | menus]
        self.pace.pause(self.errand.random.uniform(*THINKS), to_the_last=self.is_called_back)
        if keys := self.answers.to(asked[-1] if asked else ""):
            self.pressed_after = self.network.act(self.sid, "keys", digits=keys)

    def _wait(self) -> None:
        """Wait in the queue as long as patience lasts; then do what this kind of caller does."""
        if self.answers.leaving():
            raise GoingHome
        self.waits_since = self.waits_since or monotonic()
        waited, kind = self.pace.since(self.waits_since), self.errand.kind
        if waited > self.errand.patience * (1 if kind is Kind.IMPATIENT else PATIENT):
            raise NothingToSay("patience")
        if kind is Kind.CUT_OFF and waited > CUT_OFF_AFTER and not self.is_cut_off:
            self.is_cut_off = True
            raise NothingToSay("cut off")
        if kind is Kind.CALL_BACK and not self.asked_call_back and "queue_call_back" in self.heard:
            self.asked_call_back = True
            self.network.act(self.sid, "keys", digits=YES)

    def _outcome(self) -> str:
        return next((words for prompt, words in OUTCOMES.items() if prompt in self.heard), "gave up")


OUTCOMES = {
    "key_changed": "has a new key",
    "key_activated": "has a new key",
    "not_confirmed": "was not confirmed",
    "agent_finished": "was answered",
    "call_back_agreed": "promised a call",
    "call_back_declined": "declined the call",
    "queue_closed_staff": "found nobody",
    "queue_closed_now": "found the queue closed",
    "queue_full": "found the queue full",
}
