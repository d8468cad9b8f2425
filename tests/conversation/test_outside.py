"""Answers from outside: the agent's word against the caller's keys, and what a queue tells."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from ivr.errors import AgentFinished, ConflictError, DeskError, NotConfirmed, Unavailable
from tests.phone.agent import Agent
from tests.phone.bank import audited
from tests.phone.line import MENU, Phone
from tests.phone.plain import PlainService, UseCaseDoor
from tests.phone.posting import action, post, told
from tests.phone.webhooks import path_of

OPENING = ("welcome", *MENU)


def test_an_agents_answer_and_the_callers_keys_leave_the_call_in_one_place(plain: PlainService) -> None:
    """Taken back while a code is typed: whoever was first, the other one lost or came next, and nothing is torn."""
    for _ in range(4):
        line = Phone(plain)
        customer, agent = line.customer(), line.agent()
        call = line.at_keypad(customer, agent)
        path, parameters = action(plain, call), told(plain, call, Digits="000000")
        with ThreadPoolExecutor(2) as pool:
            typed = pool.submit(post, plain, path, parameters)
            back = pool.submit(_takes_back, plain, agent)
        assert typed.result()[0] == 200
        assert back.result() or audited(plain.parts.records, customer).count("code_refused") == 1
        plain.network.settle()
        if back.result():
            call.hears("taken_back", "agent_coming").is_in_room()
        call.anyhow().hangs_up()
        agent.unavailable()


def _takes_back(service: PlainService, agent: Agent) -> bool:
    assert isinstance(agent.door, UseCaseDoor)
    try:
        service.parts.desk.take_back(agent.door.identity, agent.handoff)
    except DeskError:
        return False
    return True


def test_an_answer_for_another_wait_is_refused(plain: PlainService) -> None:
    """A handoff answers its own wait, once."""
    line = Phone(plain)
    agent = line.agent().available()
    call = line.dials().hears(*OPENING).presses("1").anyhow()
    agent.takes(call)
    with pytest.raises(ConflictError):
        plain.parts.conversations.answer(call.sid, "serfinansa.other", AgentFinished())
    plain.parts.conversations.answer(call.sid, agent.handoff, AgentFinished())
    with pytest.raises(ConflictError):
        plain.parts.conversations.answer(call.sid, agent.handoff, NotConfirmed())


def test_nobody_takes_a_caller_back_outside_the_capsule(plain: PlainService) -> None:
    """A question that is not private is never interrupted."""
    call = Phone(plain).in_menu()
    with pytest.raises(ConflictError):
        plain.parts.conversations.take_back(call.sid)


@pytest.mark.parametrize("result", ["redirected", "redirected-from-bridged", "bridged", "hangup"])
def test_the_end_of_a_wait_that_somebody_else_answers_is_answered_empty(plain: PlainService, result: str) -> None:
    """The queue's action after a redirect of ours is no turn."""
    line = Phone(plain)
    agent = line.agent().available()
    call = line.dials().hears(*OPENING).presses("1").anyhow()
    queue = plain.network.legs[call.sid].queue
    assert queue is not None
    stands = plain.parts.conversations.stands(call.sid)
    path = path_of(queue.get("action", ""))
    status, twiml = post(plain, path, told(plain, call, QueueResult=result, QueueTime="3"))
    assert (status, "<Response />" in twiml or "<Response/>" in twiml) == (200, True)
    assert plain.parts.conversations.stands(call.sid) == stands
    agent.takes(call)


@pytest.mark.parametrize("result", ["error", "system-error", "queue-full"])
def test_a_queue_of_the_network_that_fails_leads_back_to_the_menu(plain: PlainService, result: str) -> None:
    """When the network's own queue refuses, the caller hears so and gives up no place that others want."""
    line = Phone(plain)
    agent = line.agent().available()
    call = line.dials().hears(*OPENING).presses("1").anyhow()
    leg = plain.network.legs[call.sid]
    queue, leg.queue = leg.queue, None
    assert queue is not None
    plain.network._fetch(leg, queue.get("action", ""), QueueResult=result, QueueTime="0")
    call.hears("queue_full" if result == "queue-full" else "queue_failed", *MENU)
    assert agent.door.look()["offer"] is None


def test_a_waiting_document_is_always_fresh(plain: PlainService) -> None:
    """The same waiting address again says how things stand now, and nothing of it is journaled."""
    line = Phone(plain)
    agent = line.agent()
    agent.available().takes(line.dials("").anyhow().presses("1"))
    call = line.dials("").hears(*OPENING).presses("1").hears("to_agent", "queue_next", "queue_keys", "queue_call_back")
    before = plain.parts.calls.load(call.sid)
    leg = plain.network.legs[call.sid]
    for _ in range(3):
        plain.network.hear_again(leg)
        call.hears("queue_next", "queue_keys", "queue_call_back")
    agent.finishes().available()
    plain.network.hear_again(leg)
    call.hears("agent_coming")
    assert plain.parts.calls.load(call.sid) == before


def test_a_redirect_that_was_lost_is_repeated(plain: PlainService) -> None:
    """The network does not take the command that leads the caller on: the worker repeats it."""
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.with_agent(customer, agent)
    plain.switchboard.fail_next("redirect", Unavailable("network"))
    agent.does_not_confirm()
    call.is_in_room()
    line.waits(4)
    call.hears("not_confirmed", *MENU)
