"""An agent of a crowd: sits down at the desk, takes callers, asks, sends codes, leads to the keypad, wraps up."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from ivr.errors import DeskError
from ivr.local.crowd.caller import CrowdCaller
from ivr.local.crowd.doorway import Doorway
from ivr.local.crowd.errand import Kind
from ivr.local.crowd.pace import Pace
from ivr.local.crowd.turns import Turn, Turns
from ivr.stores.demo.customers import DemoCustomer

GLANCE = 0.8  # real seconds between looks at the page, which also show that it lives
ACCEPTS, ASKS, WRITES, EXPLAINS = (1, 4), (3, 7), (5, 18), (20, 90)  # crowd's seconds, from and to
BREAK = (40, 90)
BREAK_CHANCE = 0.12  # after a call
DECLINE_CHANCE = 0.03
CODES_A_CALL = 2
WRONG = {"date": "1950-01-01", "digits": "0000", "text": "Zárate", "choice": "agosto"}
NOTES = ("Atención completa.", "Cliente conforme con la explicación.", "")
Find = Callable[[str], CrowdCaller | None]


@dataclass
class Work:
    """The call under way: what is due next, and when, in seconds of the crowd's time from `moment`."""

    handoff: str
    codes: int = 0
    has_turned: bool = False


@dataclass
class CrowdAgent:
    """One agent with a page; `find` gives the crowd's caller in a room, whom the agent hears."""

    name: str
    door: Doorway
    pace: Pace
    random: Random
    find: Find
    work: Work = field(default_factory=lambda: Work(""))
    turns: Counter[Turn] = field(default_factory=Counter)

    def live(self) -> None:
        """Work until the crowd goes home, then leave the desk as one should."""
        try:
            self.door.act("available")
            while not self.pace.over.wait(GLANCE):
                self._work()
        finally:
            self._leave()

    def _work(self) -> None:
        """Do the next thing; a desk that cannot answer for a moment is asked again."""
        try:
            self._step(self.door.look())
        except DeskError as refusal:
            if refusal.code != "unavailable":
                raise

    def _leave(self) -> None:
        """Finish what is open, take no more calls, sign out."""
        view = self.door.act("unavailable")
        if asked := view["consultation"]:
            self.door.presses(f"handoffs/{asked['handoff']}/leave-consultation")
        if call := view["call"]:
            self.door.presses(f"handoffs/{call['handoff']}/finish")
        if wrapping := self.door.look()["wrap_up"]:
            self._finish_wrap_up(wrapping)
        self.door.act("unavailable")
        self.door.sign_out()

    def _step(self, view: Mapping[str, Any]) -> None:
        if view["offer"]:
            self._answer(view["offer"]["handoff"])
        elif view["call"]:
            self._serve(view["call"])
        elif view["wrap_up"]:
            self._pause(WRITES)
            self._finish_wrap_up(view["wrap_up"])
            self._rest(view)
        elif view["state"] in {"offline", "not_ready"} and not self.pace.closing.is_set():
            self.door.presses("available")

    def _answer(self, handoff: str) -> None:
        self._pause(ACCEPTS)
        word = "decline" if self.random.random() < DECLINE_CHANCE else "accept"
        self.door.presses(f"offers/{handoff}/{word}")

    def _serve(self, call: Mapping[str, Any]) -> None:
        """Do the next thing of a call; while the caller is at the keypad there is none."""
        if self.work.handoff != call["handoff"]:
            self.work = Work(call["handoff"])
        caller = self.find(call["handoff"])
        if call["state"] != "talking" or caller is None:
            return
        if call["room"]["held_since"]:
            self.door.presses(f"handoffs/{self.work.handoff}/resume")
        elif not self.work.has_turned:
            self._turn(call)
        elif call["chosen"] and call["document"] and caller.errand.customer:
            self._verify(call, caller, caller.errand.customer)
        else:
            self._explain()

    def _turn(self, call: Mapping[str, Any]) -> None:
        """Begin; mostly nothing else happens, but some calls are held, asked about or given away."""
        self.work.has_turned = True
        self._pause(ASKS)
        self.turns[Turns(self.door, self.random, self._pause).take(call)] += 1

    def _explain(self) -> None:
        self._pause(EXPLAINS)
        self.door.presses(f"handoffs/{self.work.handoff}/finish")

    def _verify(self, call: Mapping[str, Any], caller: CrowdCaller, customer: DemoCustomer) -> None:
        open_questions = [check for check in call["checks"] if not check["result"]]
        failed = [check for check in call["checks"] if check["result"] == "no_match"]
        if failed and "not_confirmed" in call["actions"]:
            self.door.presses(f"handoffs/{self.work.handoff}/not-confirmed")
        elif call["matched"] < call["required"] and open_questions:
            self._ask(open_questions[0], caller, customer)
        elif (
            "to_keypad" in call["actions"] and self.work.codes > call["code_sent"] - 1 > -1 and not call["undelivered"]
        ):
            self._pause(ASKS)
            self.door.presses(f"handoffs/{self.work.handoff}/to-keypad")
        else:
            self._send_code()

    def _ask(self, check: Mapping[str, Any], caller: CrowdCaller, customer: DemoCustomer) -> None:
        self._pause(ASKS)
        is_stranger = caller.errand.kind is Kind.STRANGER
        said = WRONG[check["kind"]] if is_stranger else customer.answer_by_question[check["question"]]
        caller.says(said)
        self.door.presses(f"handoffs/{self.work.handoff}/check", question=check["question"], answer=said)

    def _send_code(self) -> None:
        """Send a code; where none can be sent (any more), end the call."""
        self._pause(ASKS)
        self.work.codes += 1
        sent = self.work.codes <= CODES_A_CALL and self.door.presses(f"handoffs/{self.work.handoff}/send-code")
        if not sent:
            self.door.presses(f"handoffs/{self.work.handoff}/finish")

    def _finish_wrap_up(self, wrapping: Mapping[str, Any]) -> None:
        ids = [code["id"] for code in wrapping["codes"]]
        fitting = "key_set" if wrapping["outcome"] == "key_set" else "not_confirmed"
        code = fitting if fitting in ids and wrapping["outcome"] == fitting else (ids or [""])[-1]
        written = {"wrap_up_code": code, "note": self.random.choice(NOTES)}
        self.door.presses(f"handoffs/{wrapping['handoff']}/wrap-up/finish", **written)

    def _rest(self, view: Mapping[str, Any]) -> None:
        """Now and then, take a break for a moment, with the first reason of the table."""
        reasons = view["pause"]["reasons"]
        if (
            reasons
            and self.random.random() < BREAK_CHANCE
            and self.door.presses("unavailable", reason=reasons[0]["id"])
        ):
            self._pause(BREAK)

    def _pause(self, seconds: tuple[float, float]) -> None:
        """Take some time, and show meanwhile that the page lives."""
        left = self.random.uniform(*seconds) / self.pace.speed
        while left > 0 and not self.pace.closing.is_set():
            self.pace.closing.wait(min(left, HEARTBEAT))
            left -= HEARTBEAT
            self.door.look()


HEARTBEAT = 5.0  # real seconds
