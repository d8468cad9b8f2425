"""Whom a call-back keeps: an agent with the right skills, from the turn until the customer stands in the queue."""

from dataclasses import replace

import pytest

from ivr.queues import SkillStep
from tests.menus.calling_back import GREETED, agreed, dialled, waits
from tests.phone.agent import Agent
from tests.phone.call import Call
from tests.phone.fixtures import Build
from tests.phone.line import Phone
from tests.phone.people import mobile
from tests.phone.plain import PlainService, UseCaseDoor


def skilled(agent: Agent, *skills: str) -> Agent:
    """Give an agent skills."""
    door = agent.door
    assert isinstance(door, UseCaseDoor)
    door.identity = replace(door.identity, skills=skills)
    door.beat()
    return agent


@pytest.fixture
def choosy(build: Build, plain: PlainService) -> PlainService:
    """Give a service whose general queue wants a skill for the first hour."""
    tables = dict(plain.parts.institutions)
    table = tables["serfinansa"]
    general = table.queues["general"]
    steps = (SkillStep(0, ("english",)), SkillStep(3600, ()))
    general = replace(general, distribution=replace(general.distribution, steps=steps))
    tables["serfinansa"] = replace(table, queues={**table.queues, "general": general})
    return build(tables=tables)


def test_only_an_agent_with_the_skill_is_kept_and_makes_the_telephone_ring(choosy: PlainService) -> None:
    """Who lacks the skill takes whoever waits behind; who has it is kept, and gets the customer."""
    line = Phone(choosy)
    plainly, english = skilled(line.agent()), skilled(line.agent("andres"), "english")
    plainly.unavailable()
    english.unavailable()
    agreed(line)
    plainly.available()
    line.waits(1)
    assert dialled(choosy, line.number) == 0
    behind = line.identified(line.customer(), number=mobile()).anyhow()
    plainly.takes(behind)
    english.available()
    line.waits(1)
    assert dialled(choosy, line.number) == 1
    called = line.is_called().hears(*GREETED).presses("1").anyhow()
    english.takes(called)


def identifying(line: Phone) -> tuple[Agent, Call, Call]:
    """Have a customer who was called back say who they are, and somebody wait behind them; one agent is free."""
    agent, customer = line.agent(), line.customer()
    agent.unavailable()
    call = line.identified(customer).anyhow().is_queued().presses("1").hears("call_back_own").presses("1")
    call.hears("call_back_agreed", "goodbye").has_ended()
    agent.available()
    line.waits(1)
    called = line.is_called().hears(*GREETED).presses("1").hears("document_number")
    behind = waits(line, mobile())
    line.waits(5)
    assert agent.door.look()["offer"] is None
    called.presses(f"{customer.document_number}#").hears("document_type", "option_type_CC", "option_type_TI")
    return agent, called, behind


def test_the_agent_is_kept_while_the_customer_says_who_they_are(phone: Phone) -> None:
    """Whoever waits behind does not get the agent meanwhile; the customer does, as soon as they are in the queue."""
    agent, called, behind = identifying(phone)
    called.presses("1").hears("document_confirm").presses("1").hears("to_agent", "agent_needs", "agent_coming")
    agent.takes(called)
    agent.finishes().available().takes(behind)


def test_a_customer_who_hangs_up_gives_the_agent_back(local: Phone) -> None:
    """At once whoever waits gets them."""
    agent, called, behind = identifying(local)
    called.hangs_up()
    agent.takes(behind)


@pytest.mark.parametrize("seconds", [121, -3600])
def test_a_customer_who_does_not_come_gives_the_agent_back(plain: PlainService, seconds: int) -> None:
    """After two minutes, and when the clock is set back: nobody is kept for ever."""
    line = Phone(plain)
    agent, _, behind = identifying(line)
    line.waits(seconds)
    agent.available().takes(behind)
