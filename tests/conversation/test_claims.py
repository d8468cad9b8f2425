"""Two who answer one question at the same moment, made certain: the second one comes while the first is worked on."""

from collections.abc import Callable
from typing import Any

import pytest

from ivr.errors import ConflictError
from tests.phone.bank import audited
from tests.phone.line import MENU, Phone
from tests.phone.plain import PlainService
from tests.phone.posting import action, post, told


def meanwhile(monkeypatch: pytest.MonkeyPatch, port: object, method: str, do: Callable[[], object]) -> None:
    """Have something happen while a port is at work, once."""
    real = getattr(type(port), method)
    done: list[bool] = []

    def busy(self: Any, *given: Any) -> Any:
        if not done:
            done.append(True)
            do()
        return real(self, *given)

    monkeypatch.setattr(type(port), method, busy)


def test_an_agent_cannot_take_a_caller_back_while_their_code_is_compared(
    plain: PlainService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code is used up, and its result is heard; the agent may try again at the next question."""
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.at_keypad(customer, agent)
    refused: list[bool] = []

    def take_back() -> None:
        with pytest.raises(ConflictError):
            plain.parts.conversations.take_back(call.sid)
        refused.append(True)

    meanwhile(monkeypatch, plain.parts.codes, "prove", take_back)
    call.presses(line.reads_sms(customer.mobile)).hears("new_key")
    assert refused == [True]
    agent.takes_back()
    call.hears("taken_back", "agent_coming")


def test_an_answer_without_an_effect_does_not_overtake_one_that_has_effects(
    plain: PlainService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Yes leads into the queue; a no that arrives meanwhile gets where the call stands, and does not undo it."""
    line = Phone(plain)
    agent = line.agent().available()
    call = line.in_menu().presses("3").anyhow().presses("1024502450#").anyhow().presses("1").hears("document_confirm")
    path, rival = action(plain, call), told(plain, call, Digits="2")
    meanwhile(monkeypatch, plain.parts.conversations.ports["Handoffs"], "request", lambda: post(plain, path, rival))
    call.presses("1").hears("to_agent", "agent_needs", "agent_coming").is_queued()
    agent.takes(call)


def test_the_same_answer_twice_at_the_same_moment_is_one(plain: PlainService, monkeypatch: pytest.MonkeyPatch) -> None:
    """A delivery that is repeated while the first one is worked on has the same result, and no second effect."""
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.at_keypad(customer, agent)
    code = line.reads_sms(customer.mobile)
    path, again = action(plain, call), told(plain, call, Digits=code)
    meanwhile(monkeypatch, plain.parts.codes, "prove", lambda: post(plain, path, again))
    call.presses(code).hears("new_key")
    assert audited(plain.parts.records, customer).count("code_accepted") == 1


def test_a_claim_of_a_machine_that_died_ends_by_itself(plain: PlainService) -> None:
    """After fifteen seconds another answer may be taken: nobody is locked into a question."""
    line = Phone(plain)
    line.agent().available()
    call = line.in_menu().presses("3").anyhow().presses("1024502450#").anyhow().presses("1").hears("document_confirm")
    plain.parts.calls.claim(plain.parts.calls.load(call.sid), "an answer of a machine that died")  # type: ignore[arg-type]
    path = action(plain, call)
    stands = plain.parts.conversations.stands(call.sid)
    assert post(plain, path, told(plain, call, Digits="1")) == (200, stands)
    plain.clock.advance(16)
    call.presses("1").hears("to_agent", "agent_needs", "agent_coming").presses("*").hears("queue_left", *MENU)
