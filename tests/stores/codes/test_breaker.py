"""The breaker trips on failed codes that were sent to somebody: no stranger closes an institution, no agent waits."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from ivr.agents.handoff import Handoff
from ivr.errors import Journaled
from ivr.stores.branch.codes import BranchCodes
from ivr.stores.limits.counters import Limits
from ivr.stores.schema import LimitEventRecord
from ivr.values import Customer
from tests.stores.codes.world import ANA, CALL, EVA, MOBILE, OTHER_CALL, UNKNOWN, World

HUNDRED = [Customer(f"person-{each}", "") for each in range(100)]
SIX = HUNDRED[:6]


@pytest.fixture
def six_world(small_world: World) -> World:
    """Give a world whose breaker trips after six failed codes instead of a hundred."""
    table = small_world.parts.tables["serfinansa"]
    tables = {"serfinansa": replace(table, limits=replace(table.limits, breaker_ten_minutes=6))}
    return small_world.use(tables=tables, limits=Limits(tables, small_world.clock))


def fails(world: World, customers: list[Customer], *, known: bool) -> World:
    """Have a code sent to each of them, and type a wrong one."""
    if known:
        world.phones.mobiles |= {one.reference: f"+57310{each:07}" for each, one in enumerate(customers)}
    for customer in customers:
        world.send(customer)
        assert world.prove("wrong", customer) == "CodeRefused wrong 2"
    return world


def agents(world: World, customer: Customer = ANA) -> str:
    """Have an agent send a code, and read it."""
    now = world.clock.now()
    handoff = Handoff("serfinansa.1", "serfinansa", CALL, "claves", "change_key", now, now, customer=customer)
    world.codes.send_for(handoff, "agent-7", "agents-code")
    return world.code()


def office(world: World, customer: Customer, typed: str) -> str:
    """Type a branch's code; give accepted, or the error's name and detail."""
    effect = world.effect()
    try:
        sealed = world.parts.sealer.seal(effect.sealing_key, "office_code", typed)
        BranchCodes(world.parts).prove(effect, customer, sealed)
    except Journaled as error:
        return f"{type(error).__name__} {error.detail}"
    return "accepted"


def counted(world: World, customer: Customer) -> Counter[bool]:
    """Give how many rows there are: about this customer, and about nobody in particular."""
    with world.parts.records.begin() as session:
        rows = session.scalars(
            select(LimitEventRecord.subject).where(LimitEventRecord.subject.in_(("", customer.reference)))
        )
        return Counter(subject == "" for subject in rows)


def test_a_hundred_invented_documents_close_nothing(small_world: World) -> None:
    """Codes that went nowhere may be missed as often as somebody likes: the next customer gets theirs, and uses it."""
    fails(small_world, HUNDRED, known=False)
    assert small_world.prove(small_world.sent()) == "accepted"


def test_a_hundred_codes_of_customers_that_fail_close_the_institution(small_world: World) -> None:
    """Who sprays over real customers is stopped for all: nothing is sent to who is alone, and nothing accepted."""
    mine = small_world.sent()
    fails(small_world, HUNDRED[:99], known=True)
    small_world.clock.advance(60)
    fails(small_world, [EVA], known=True)
    assert small_world.prove(mine) == "LimitReached breaker_ten_minutes"
    assert small_world.send(UNKNOWN) == "LimitReached breaker_ten_minutes"
    small_world.clock.advance(600)
    assert small_world.send().startswith("••••")


def test_an_agents_code_goes_out_and_is_used_while_the_breaker_is_open(six_world: World) -> None:
    """Who was checked by a person is helped, in that call; the code is of no use in another one."""
    code = agents(fails(six_world, SIX, known=True))
    assert six_world.prove(code, effect=six_world.effect(OTHER_CALL)) == "LimitReached breaker_ten_minutes"
    assert six_world.prove(code, EVA) == "LimitReached breaker_ten_minutes"
    assert six_world.prove(six_world.wrong()) == "CodeRefused wrong 2"
    assert six_world.prove(code) == "accepted"


def test_the_breaker_stops_codes_and_nothing_else(six_world: World) -> None:
    """Keys, mobiles and questions are tried, and links sent, while codes wait."""
    fails(six_world, SIX, known=True)
    limits = six_world.parts.limits
    with six_world.parts.records.begin() as session:
        assert limits.allow_try(session, "serfinansa", ANA)
        limits.allow_link(session, "serfinansa", ANA, "ana@example.co")


def test_six_branch_codes_that_nobody_was_sent_close_nothing(six_world: World) -> None:
    """Whoever types office codes for customers who were at no branch keeps nobody from using theirs."""
    six_world.phones.mobiles |= {one.reference: MOBILE for one in SIX}
    for customer in SIX:
        assert office(six_world, customer, "000000") == "CodeRefused office"
    BranchCodes(six_world.parts).send("serfinansa", ANA, "ines", "branch-code")
    assert office(six_world, ANA, six_world.code()) == "accepted"


def test_while_the_breaker_is_open_nobody_learns_who_was_at_a_branch(six_world: World) -> None:
    """Who has a branch's code and who has none are refused alike; and alike again when their day is used up."""
    BranchCodes(six_world.parts).send("serfinansa", ANA, "ines", "branch-code")
    fails(six_world, SIX, known=True)
    told = {office(six_world, customer, "000000") for customer in (ANA, EVA, UNKNOWN)}
    assert told == {"LimitReached breaker_ten_minutes"}
    with six_world.parts.records.begin() as session:
        for customer in (ANA, EVA, UNKNOWN) * 10:
            six_world.parts.limits.failed(session, "serfinansa", customer)
    six_world.clock.advance(900)
    assert {office(six_world, customer, "000000") for customer in (ANA, EVA, UNKNOWN)} == {"CodeRefused office"}


@pytest.mark.parametrize("by", ["line", "branch"])
def test_a_failure_is_written_alike_for_everybody(small_world: World, by: str) -> None:
    """As many rows for a customer with a code, one without, and a document that nobody has."""
    found = []
    for customer in (ANA, EVA, UNKNOWN):
        before = counted(small_world, customer)
        if by == "line":
            small_world.send(customer)
            small_world.prove("wrong", customer)
        else:
            office(small_world, customer, "wrong")
        found.append(counted(small_world, customer) - before)
    assert found[0] == found[1] == found[2]
    assert found[0][True] == 1
