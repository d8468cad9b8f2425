"""A caller's place: kept when they are cut off, given back at the front when the agent is gone, and told either way."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from sqlalchemy import select

from ivr.agents.handoff import Outcome
from ivr.institutions import Hours, Institution
from ivr.queues import Condition, Distribution, OverflowRule, Relief
from ivr.stores.floor.board import RedisBoard
from ivr.stores.schema import HandoffRecord
from tests.menus.calling_back import OPENING, waits
from tests.phone.call import Call
from tests.phone.fixtures import Build
from tests.phone.line import MENU, Phone
from tests.phone.people import mobile
from tests.phone.plain import PlainService

KEYS = ("queue_keys", "queue_call_back")


def with_queues(institution: Institution, **changes: object) -> MappingProxyType[str, Institution]:
    """Give the tables with another way of bringing the callers of the general queue to agents."""
    queues, rule = dict(institution.queues), institution.queues["general"]
    distribution: Distribution = replace(rule.distribution, **changes)  # type: ignore[arg-type] # by field
    queues["general"] = replace(rule, distribution=distribution)
    return MappingProxyType({institution.id: replace(institution, queues=MappingProxyType(queues))})


def again(service: PlainService, call: Call) -> Call:
    """Let the waiting document end, and be asked for again."""
    service.network.hear_again(service.network.legs[call.sid])
    return call


def test_who_is_cut_off_and_calls_again_has_the_place_back_and_is_told(phone: Phone) -> None:
    """The second call stands where the first one stood: before those who came meanwhile."""
    phone.agent().unavailable()
    waits(phone).hangs_up()
    phone.waits(1)
    waits(phone, mobile())
    call = phone.dials().hears(*OPENING).presses("1")
    call.hears("to_agent", "place_regained", "queue_nobody", *KEYS).is_queued()


def test_the_longest_wait_counts_from_when_somebody_came(plain: PlainService) -> None:
    """Who stands before others because their place was kept has not waited since their first call."""
    phone = Phone(plain)
    phone.agent().unavailable()
    waits(phone).hangs_up()
    phone.waits(60)
    waits(phone, mobile())
    phone.waits(5)
    phone.dials().hears(*OPENING).presses("1").hears("to_agent", "place_regained", "queue_nobody", *KEYS).is_queued()
    now, table = plain.clock.now(), plain.parts.institutions["serfinansa"]
    line = RedisBoard(plain.parts.redis).snapshot(table, (), now).lines["general"]
    assert (line.waiting, line.oldest) == (2, now - timedelta(seconds=5))


def test_a_place_is_kept_once_for_ten_minutes_and_for_that_queue(phone: Phone) -> None:
    """Later, for another queue, or from another number there is none; what was given back is not given again."""
    phone.agent().unavailable()
    waits(phone).hangs_up()
    phone.dials(mobile()).hears(*OPENING).presses("1").hears("to_agent", "queue_nobody", *KEYS).hangs_up()
    call = phone.identified(phone.customer()).hears("to_agent", "agent_needs", "queue_nobody", *KEYS)
    call.hangs_up()
    phone.waits(601)
    phone.dials().anyhow().presses("2").anyhow().presses("1").hears("to_agent", "queue_nobody", *KEYS)


def test_who_leaves_with_the_star_gave_the_place_up(local: Phone) -> None:
    """Only a call that broke off keeps a place."""
    local.agent().unavailable()
    waits(local).presses("*").hears("queue_left", *MENU).presses("1").hears("to_agent", "queue_nobody", *KEYS)


def test_a_withheld_number_has_no_place_to_come_back_to(plain: PlainService) -> None:
    """Nobody could say whose it is."""
    line = Phone(plain)
    line.agent().unavailable()
    waits(line, "").hangs_up()
    line.dials("").hears(*OPENING).presses("1").hears("to_agent", "queue_nobody", *KEYS)


def test_who_returns_to_the_front_because_the_agent_vanished_is_told(plain: PlainService) -> None:
    """The caller was promised an agent whose page is gone: they hear so, and are first."""
    line = Phone(plain)
    line.agent().available()
    call = line.dials("").hears(*OPENING).presses("1").hears("to_agent", "agent_coming")
    second = line.agent("andres")
    second.unavailable()
    plain.clock.advance(21)
    plain.door("andres")
    plain.work()
    again(plain, call).hears("returned_to_front", "queue_nobody", "queue_keys")
    second.available().takes(call)


def test_after_too_long_a_call_back_is_offered(build: Build, institution: Institution) -> None:
    """A caller who has waited for as long as the table says hears that it takes long, and of the key."""
    rule = OverflowRule(Condition.WAITED, 120, Relief.CALL_BACK)
    service = build(tables=with_queues(institution, overflow=(rule,)))
    line = Phone(service)
    line.agent().unavailable()
    call = waits(line)
    line.waits(119)
    again(service, call).hears("queue_nobody", *KEYS)
    line.waits(1)
    again(service, call).hears("queue_long", "queue_call_back", "queue_nobody", "queue_keys")
    call.presses("1").hears("call_back_own")


def test_after_too_long_another_queue_takes_the_caller_at_their_place(build: Build, institution: Institution) -> None:
    """Whoever waited long is before those who came to the other queue later."""
    rule = OverflowRule(Condition.WAITED, 60, Relief.QUEUE, "claves")
    service = build(tables=with_queues(institution, overflow=(rule,)))
    line = Phone(service)
    line.agent().unavailable()
    first = waits(line)
    line.waits(59)
    second = line.identified(line.customer(), number=mobile()).anyhow().is_queued()
    line.waits(1)
    handoff = service.parts.floor.of_call("serfinansa", first.sid)
    assert handoff is not None
    assert (handoff.queue, handoff.entered) == ("claves", "general")
    again(service, second).hears("queue_nobody", "queue_position_only", *KEYS)


def test_too_many_callers_for_each_agent_are_told_before_they_wait(build: Build, institution: Institution) -> None:
    """The third caller for one agent hears at once that it takes long."""
    rule = OverflowRule(Condition.CALLERS_PER_AGENT, 2, Relief.SAY)
    line = Phone(build(tables=with_queues(institution, overflow=(rule,))))
    line.agent().unavailable()
    for _ in range(2):
        waits(line, mobile())
        line.waits(1)
    call = line.dials("").hears(*OPENING).presses("1")
    call.hears("to_agent", "queue_long", "queue_nobody", "queue_position_only", *KEYS)


def test_with_nobody_signed_in_a_call_back_is_offered(build: Build, institution: Institution) -> None:
    """Instead of a farewell the caller may have their place kept until somebody is there."""
    rule = OverflowRule(Condition.NOBODY, 0, Relief.CALL_BACK)
    line = Phone(build(tables=with_queues(institution, overflow=(rule,))))
    call = line.dials().hears(*OPENING).presses("1")
    call.hears("to_agent", "queue_long", "queue_call_back", "queue_nobody", "queue_keys").presses("1")
    call.hears("call_back_own").presses("1").hears("call_back_agreed", "goodbye").has_ended()
    line.agent().available()
    line.is_called().hears("call_back_greeting", "call_back_ready")


def closing_at(institution: Institution, hour: int) -> Hours:
    """Give hours that end at this hour each day."""
    midnight = institution.hours.week[0][0][0]
    return replace(institution.hours, week=(((midnight, midnight.replace(hour=hour)),),) * 7)


def test_who_waits_at_closing_time_is_served_for_a_while(build: Build, institution: Institution) -> None:
    """Nobody new gets in; whoever waited gets the agent, until the grace is over: then they hear when it opens."""
    table = with_queues(institution, closing_grace=600)[institution.id]
    service = build(tables=MappingProxyType({table.id: replace(table, hours=closing_at(institution, 11))}))
    line = Phone(service)
    agent = line.agent()
    agent.unavailable()
    line.waits(3590)
    first = waits(line)
    line.waits(1)
    second = waits(line, mobile())
    line.waits(10)
    line.dials("").hears(*OPENING).presses("1").hears("queue_closed_hours", "goodbye").has_ended()
    agent.available()
    agent.takes(first)
    line.waits(590)
    assert second.telephone.state() == "queue"
    line.waits(15)
    assert second.ear.prompt(second.telephone.heard()[-2]) == "queue_closed_hours"
    second.anyhow().has_ended()


def test_what_was_promised_is_kept_to_be_held_against_what_happened(plain: PlainService) -> None:
    """The first range that is spoken stands in the records, beside the wait itself."""
    line = Phone(plain)
    agent = line.agent()
    for _ in range(5):
        call = line.dials("").anyhow().presses("1").anyhow()
        agent.available().takes(call)
        line.waits(60)
        agent.finishes()
        call.hangs_up()
        line.waits(61)
    agent.available().takes(line.dials("").anyhow().presses("1").anyhow())
    waits(line, mobile())
    line.waits(1)
    second = waits(line)
    (sentence,) = [text for text in second.telephone.heard() if "minutos" in text]
    assert "segundo" in sentence, second.telephone.heard()
    line.waits(180)
    second.hangs_up()
    with plain.parts.records.read() as session:
        kept = session.scalars(select(HandoffRecord).where(HandoffRecord.call == second.sid)).one()
    assert kept.outcome == Outcome.HUNG_UP
    assert kept.ended is not None
    assert kept.promised_at == kept.ended - timedelta(seconds=180)
    assert 1 <= kept.promised_from < kept.promised_to
