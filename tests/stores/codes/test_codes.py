"""A security code reaches the registered mobile, and opens one thing once."""

from dataclasses import replace

import pytest
from sqlalchemy import event, select

from ivr.agents.handoff import Handoff
from ivr.errors import NoMobile
from ivr.stores.codes.book import CodeBook
from ivr.stores.codes.security_codes import occasion_of
from ivr.stores.schema import AuditRecord, LimitEventRecord
from ivr.values import Customer
from tests.stores.codes.world import ANA, CALL, EVA, MOBILE, NEW, OLD, OTHER_CALL, UNKNOWN, World


def audited(world: World) -> list[str]:
    """Give the kinds of the audit's records, oldest first."""
    with world.parts.records.begin() as session:
        return list(session.scalars(select(AuditRecord.kind).order_by(AuditRecord.sequence)))


def failures(world: World) -> int:
    """Give how many failures were counted."""
    with world.parts.records.begin() as session:
        return len(session.scalars(select(LimitEventRecord.id).filter_by(kind="failure")).all())


def test_a_code_goes_to_the_registered_mobile(world: World) -> None:
    """The caller hears the mask; one message is owed, sealed, of the length of the table, and it is audited."""
    assert world.send() == "•••• 4567"
    (message,) = world.messages()
    assert (message.to, message.state, message.sealed, message.purpose) == (MOBILE, "owed", True, "code")
    assert world.code() not in message.body
    assert audited(world) == ["code_sent"]


def test_a_repetition_sends_no_second_code(world: World) -> None:
    """After a crash the same effect gives the same mask, and the first code stays good."""
    effect = world.effect()
    first = world.sent(effect=effect)
    assert world.send(effect=effect) == "•••• 4567"
    assert len(world.messages()) == 1
    assert world.prove(first) == "accepted"


def test_a_code_is_good_once(world: World) -> None:
    """The right code is accepted, and never again."""
    code = world.sent()
    assert world.prove(code) == "accepted"
    assert world.prove(code) == "CodeRefused used"
    assert audited(world) == ["code_sent", "code_accepted", "code_refused"]


@pytest.mark.parametrize(
    ("after", "outcome"), [(299.999, "accepted"), (300, "accepted"), (300.001, "CodeRefused expired")]
)
def test_a_code_lives_to_the_end_of_its_life_and_not_a_millisecond_longer(
    small_world: World, after: float, outcome: str
) -> None:
    """Five minutes after it was sent a code is accepted, a millisecond later it is not."""
    code = small_world.sent()
    small_world.clock.advance(after)
    assert small_world.prove(code) == outcome


@pytest.mark.parametrize(("after", "proven"), [(0, True), (900, True), (900.001, False)])
def test_a_proof_lives_fifteen_minutes(small_world: World, after: float, proven: bool) -> None:  # noqa: FBT001 - expected
    """What was proven counts for a quarter of an hour."""
    small_world.prove(small_world.sent())
    small_world.clock.advance(after)
    assert small_world.codes.proven(small_world.effect(), ANA) is proven


def test_a_proof_counts_on_its_own_occasion_only(small_world: World) -> None:
    """A proof is worth nothing in another call, procedure or institution, or for another customer."""
    world = small_world
    world.prove(world.sent())
    assert world.codes.proven(world.effect(), ANA)
    for effect in (world.effect(OTHER_CALL), world.effect(procedure="restore"), world.effect(institution="other")):
        assert not world.codes.proven(effect, ANA)
    assert not world.codes.proven(world.effect(), EVA)


def test_a_code_is_good_on_its_own_occasion_only(small_world: World) -> None:
    """In another call, procedure or institution, or for another customer, there is no such code; here it stays good."""
    world = small_world
    code = world.sent()
    for effect in (world.effect(OTHER_CALL), world.effect(procedure="restore"), world.effect(institution="other")):
        assert world.prove(code, effect=effect) == "CodeRefused none"
        assert not world.codes.proven(effect, ANA)
    assert world.prove(code, EVA) == "CodeRefused none"
    assert world.prove(code) == "accepted"


def test_a_hash_moved_to_another_occasion_opens_nothing(small_world: World) -> None:
    """Whoever could write into Redis cannot make a code of one customer good for another: it is part of the hash."""
    code = small_world.sent()
    tag = "ivr:{serfinansa}:code:"
    small_world.redis.copy(f"{tag}ana:change_key", f"{tag}eva:change_key")
    assert small_world.prove(code, EVA) == "CodeRefused wrong 2"


def test_three_tries_a_code(world: World) -> None:
    """After three wrong tries the right code is refused too."""
    code = world.sent()
    tries = [world.prove(world.wrong()) for _ in range(3)]
    assert tries == ["CodeRefused wrong 2", "CodeRefused wrong 1", "CodeRefused exhausted"]
    assert world.prove(code) == "CodeRefused exhausted"
    assert failures(world) == 3


def test_a_new_code_kills_the_old_one(small_world: World) -> None:
    """Only the newest code is good."""
    first = small_world.sent()
    small_world.clock.advance(30)
    second = small_world.sent()
    assert small_world.prove(first) == "CodeRefused wrong 2"
    assert small_world.prove(second) == "accepted"


def test_no_code_was_sent(small_world: World) -> None:
    """Without a code nothing is accepted, and nobody is locked out by it."""
    assert small_world.prove("000000") == small_world.prove("") == "CodeRefused none"
    assert failures(small_world) == 0


def test_a_repetition_of_a_try_is_no_second_try(world: World) -> None:
    """A turn that is delivered twice gets the same answer, and counts once."""
    code, effect, other = world.sent(), world.effect(), world.effect()
    assert {world.prove(world.wrong(), effect=effect) for _ in range(5)} == {"CodeRefused wrong 2"}
    assert failures(world) == 1
    assert {world.prove(code, effect=other) for _ in range(3)} == {"accepted"}


def test_a_crash_after_the_script_and_before_the_records_loses_nothing(world: World) -> None:
    """A worker that dies between Redis and the database: the repetition accepts the code, and a failure is counted."""
    code = world.sent()
    for typed, told in ((world.wrong(), "CodeRefused wrong 2"), (code, "accepted")):
        effect = world.effect()
        occasion = occasion_of(effect, ANA)
        key, now = effect.idempotency_key, world.clock.now()
        world.parts.book.compare(occasion, typed, key, now, failures=5, alone=True)
        assert world.prove(typed, effect=effect) == told
    assert failures(world) == 1
    assert audited(world) == ["code_sent", "code_refused", "code_accepted"]


def test_who_has_no_mobile_gets_no_code(small_world: World) -> None:
    """No mobile, or none of Colombia: the caller is told so, and nothing is owed."""
    nobody, abroad, landline = (Customer(name, "CC •••• 1111") for name in ("none", "abroad", "landline"))
    small_world.phones.mobiles |= {"abroad": "+34600123456", "landline": "+576012345678"}
    assert {small_world.send(customer) for customer in (nobody, abroad, landline)} == {"NoMobile"}
    assert small_world.messages() == []


def test_an_unknown_customer_is_sent_nothing_and_hears_the_same(small_world: World) -> None:
    """The mask stays the same, the message goes nowhere, every code is wrong, three times."""
    masks = set()
    for _ in range(3):
        masks.add(small_world.send(UNKNOWN))
        small_world.clock.advance(600)
    assert masks == {"•••• 9999"}
    assert {(message.to, message.state, message.body) for message in small_world.messages()} == {("", "nowhere", "")}
    small_world.send(UNKNOWN)
    tries = [small_world.prove(typed, UNKNOWN) for typed in ("123456", "", "-", "000000")]
    assert tries == ["CodeRefused wrong 2", "CodeRefused wrong 1"] + ["CodeRefused exhausted"] * 2


def test_an_unknown_customer_causes_the_same_work(world: World) -> None:
    """As many statements of the database, and as many commands of Redis, as for a known one."""
    statements: list[str] = []
    event.listen(world.parts.records.engine, "after_cursor_execute", lambda *said: statements.append(said[2]))
    work = []
    for customer in (ANA, UNKNOWN):
        statements.clear()
        before = world.redis.info("stats")["total_commands_processed"]
        world.send(customer)
        world.prove("123456", customer)
        work.append((len(statements), world.redis.info("stats")["total_commands_processed"] - before))
    assert work[0] == work[1]


def test_an_agent_has_a_code_sent(world: World) -> None:
    """The code is typed in the caller's call and procedure; the audit names the agent."""
    now = world.clock.now()
    handoff = Handoff("serfinansa.1", "serfinansa", CALL, "claves", "restore", now, now, customer=ANA)
    assert world.codes.send_for(handoff, "agent-7", "serfinansa.1:code:1") == "•••• 4567"
    assert world.codes.send_for(handoff, "agent-7", "serfinansa.1:code:1") == "•••• 4567"
    assert len(world.messages()) == 1
    assert world.prove(world.code(), effect=world.effect(procedure="restore")) == "accepted"
    with world.parts.records.begin() as session:
        sent = session.scalars(select(AuditRecord).filter_by(kind="code_sent")).one()
        assert (sent.actor, sent.agent, sent.subject) == ("agent", "agent-7", "ana")
    with pytest.raises(NoMobile):
        world.codes.send_for(replace(handoff, customer=None), "agent-7", "serfinansa.1:code:2")


def test_a_code_survives_the_rotation_of_the_secret(small_world: World) -> None:
    """A code that was sent under the old SECRET_KEY is accepted while that one is listed, and then no more."""
    code = small_world.sent()
    small_world.use(book=CodeBook(small_world.redis, (NEW,)))
    assert small_world.prove(code) == "CodeRefused wrong 2"
    small_world.use(book=CodeBook(small_world.redis, (NEW, OLD)))
    assert small_world.prove(code) == "accepted"
