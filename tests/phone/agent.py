"""An agent in words: takes a caller, asks, sends codes, leads to the keypad and back."""

from dataclasses import dataclass
from typing import Any, Protocol, Self

import pytest

from ivr.errors import DeskError
from ivr.stores.demo.customers import DemoCustomer
from tests.phone.call import Call, until


class Door(Protocol):
    """The desk as one agent reaches it: by its use cases, or by its pages."""

    @property
    def patience(self) -> float:
        """Give how many seconds it may take until the page shows something."""

    def look(self) -> dict[str, Any]:
        """Give what the page shows: offer, call, last, state."""

    def act(self, action: str, handoff: str = "", **fields: str) -> None:
        """Press a button of the page. Raises DeskError."""

    def leave_room(self) -> None:
        """Have the agent's telephone break down."""

    def wrap_up(self) -> None:
        """Say what the last call was about, where that is asked."""


@dataclass
class Agent:
    """An agent who is signed in."""

    door: Door
    handoff: str = ""

    def available(self) -> Self:
        """Take calls from now on; what followed from the last one is done."""
        self.door.wrap_up()
        self.door.act("available")
        return self

    def unavailable(self) -> Self:
        """Take no more calls."""
        self.door.act("unavailable")
        return self

    def is_offered(self) -> Self:
        """See a caller who is offered."""
        assert until(lambda: self.door.look()["offer"], self.door.patience), "nobody is offered"
        self.handoff = self.door.look()["offer"]["handoff"]
        return self

    def takes(self, call: Call) -> Self:
        """Take the caller who is offered, and meet in the room."""
        self.is_offered().door.act("accept", self.handoff)
        call.is_in_room()
        return self.is_("talking")

    def declines(self) -> Self:
        """Give the caller back."""
        self.is_offered().door.act("decline", self.handoff)
        return self

    def checks(self, customer: DemoCustomer, answers: int = 3) -> Self:
        """Type what the customer answers to the first questions, all right."""
        for question in customer.questions[:answers]:
            assert self.answers(question, customer.answer_by_question[question]), question
        return self

    def answers(self, question: str, said: str) -> bool:
        """Type an answer; say whether it matched."""
        self.door.act("check", self.handoff, question=question, answer=said)
        results = {check["question"]: check["result"] for check in self.door.look()["call"]["checks"]}
        return bool(results[question] == "match")

    def sends_code(self) -> Self:
        """Send a code to the registered mobile."""
        self.door.act("send_code", self.handoff)
        return self

    def changes_mobile(self, number: str) -> Self:
        """Register a new mobile, to which the code goes at once."""
        self.door.act("change_mobile", self.handoff, number=number)
        return self

    def names(self, customer: DemoCustomer) -> Self:
        """Write down whom the caller says they are."""
        self.door.act("identify", self.handoff, kind=customer.document_type, number=customer.document_number)
        return self

    def reads_mobile(self, number: str) -> Self:
        """Read the mask of this mobile on the page."""
        until(lambda: number[-4:] in self.door.look()["call"]["mobile"], self.door.patience)
        shown = self.door.look()["call"]["mobile"]
        assert number[-4:] in shown, f"the page shows {shown}, not {number}"
        return self

    def to_keypad(self) -> Self:
        """Send the caller to the keypad."""
        self.door.act("to_keypad", self.handoff)
        return self

    def takes_back(self) -> Self:
        """Fetch the caller back."""
        self.door.act("take_back", self.handoff)
        return self

    def finishes(self) -> Self:
        """End it: the caller was helped."""
        self.door.act("finish", self.handoff)
        return self

    def does_not_confirm(self) -> Self:
        """End it: who is calling could not be confirmed."""
        self.door.act("not_confirmed", self.handoff)
        return self

    def consults(self, user: str) -> Self:
        """Ask a colleague, who comes into the room while the caller is on hold."""
        self.door.act("consult", self.handoff, agent=f"serfinansa.{user}")
        assert until(lambda: "hand_over" in self.door.look()["call"]["room"]["actions"], self.door.patience)
        return self

    def is_lost(self) -> Self:
        """Have the agent's telephone break down."""
        self.door.leave_room()
        return self

    def cannot(self, action: str, code: str, **fields: str) -> Self:
        """Be refused something, with this word."""
        with pytest.raises(DeskError) as refusal:
            self.door.act(action, self.handoff, **fields)
        assert refusal.value.code == code, f"{action} was refused with {refusal.value.code}, not {code}"
        return self

    def is_(self, state: str) -> Self:
        """See the call in this state."""
        found = until(lambda: (self.door.look()["call"] or {}).get("state") == state, self.door.patience)
        assert found, f"the call is {(self.door.look()['call'] or {}).get('state')}, not {state}"
        return self

    def sees(self, *progress: str) -> Self:
        """Read how far the caller is, in exactly these words."""
        until(lambda: self._progress() == progress, self.door.patience)
        assert self._progress() == progress, f"the page says {self._progress()}, not {progress}"
        return self

    def saw(self, outcome: str) -> Self:
        """Read how the last call ended."""
        until(lambda: self._outcome() == outcome, self.door.patience)
        assert self._outcome() == outcome, f"it ended as {self._outcome()}, not {outcome}"
        return self

    def _progress(self) -> tuple[str, ...]:
        return tuple((self.door.look()["call"] or {}).get("progress", ()))

    def _outcome(self) -> str:
        return str((self.door.look()["last"] or {}).get("outcome", ""))
