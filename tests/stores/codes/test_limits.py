"""Limits hold over calls, numbers and time, to the second."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from ivr.errors import LimitReached
from ivr.stores.limits.checklist import ChecklistLimits
from ivr.stores.limits.counters import Limits
from ivr.values import Customer, Document
from tests.stores.codes.world import ANA, EVA, MOBILE, UNKNOWN, World

OTHER = "+573009999999"


def documents(world: World, number: str, numbers: range, institution: str = "serfinansa") -> list[str]:
    """Ask for these documents from a caller number; give what each one heard."""
    return [document(world, number, str(each), institution) for each in numbers]


def document(world: World, number: str, typed: str, institution: str = "serfinansa") -> str:
    """Ask for one document from a caller number."""
    effect = world.effect(number=number, institution=institution)
    try:
        with world.parts.records.begin() as session:
            world.parts.limits.allow_document(session, effect, Document("CC", typed))
    except LimitReached as limit:
        return limit.detail
    return "allowed"


def fail(world: World, times: int, customer: Customer = ANA) -> None:
    """Count failures of a customer."""
    with world.parts.records.begin() as session:
        for _ in range(times):
            world.parts.limits.failed(session, "serfinansa", customer)


def may_try(world: World, customer: Customer = ANA, institution: str = "serfinansa") -> str:
    """Say whether a customer may try a secret: alone, with an agent, or which limit was reached."""
    try:
        with world.parts.records.begin() as session:
            allowed = world.parts.limits.allow_try(session, institution, customer)
    except LimitReached as limit:
        return limit.detail
    return "alone" if allowed else "with an agent"


def test_a_caller_number_asks_for_five_documents_a_day(world: World) -> None:
    """The sixth document is refused, one that was asked for before is not, and a day later all begins again."""
    assert documents(world, OTHER, range(7)) == ["allowed"] * 5 + ["documents_day"] * 2
    assert document(world, OTHER, "3") == "allowed"
    assert document(world, MOBILE, "5") == "allowed"
    assert document(world, OTHER, "5", "other") == "allowed"
    world.clock.advance(86_399.999)
    assert document(world, OTHER, "5") == "documents_day"
    world.clock.advance(0.001)
    assert document(world, OTHER, "5") == "allowed"


def test_withheld_and_shared_numbers_are_not_counted(small_world: World) -> None:
    """A switchboard of many people, or a withheld number, is nobody in particular."""
    tables = {"serfinansa": replace(small_world.parts.tables["serfinansa"], shared_numbers=(OTHER,))}
    small_world.use(limits=Limits(tables, small_world.clock, [MOBILE]))
    for number in ("", OTHER, MOBILE):
        assert set(documents(small_world, number, range(20))) == {"allowed"}


def test_documents_that_are_asked_for_at_the_same_time_are_counted(world: World) -> None:
    """Sixteen calls at once from one number get five documents."""
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(lambda at: document(world, OTHER, str(at)), range(16)))
    assert sorted(told) == ["allowed"] * 5 + ["documents_day"] * 11


def test_five_failures_in_a_quarter_of_an_hour(world: World) -> None:
    """The customer waits until the first of five failures is fifteen minutes old; others go on."""
    fail(world, 4)
    assert may_try(world) == "alone"
    fail(world, 1)
    assert may_try(world) == "failures_quarter_hour"
    assert may_try(world, EVA) == may_try(world, institution="other") == "alone"
    world.clock.advance(899.999)
    assert may_try(world) == "failures_quarter_hour"
    world.clock.advance(0.001)
    assert may_try(world) == "alone"


def test_ten_failures_a_day_lead_to_an_agent(world: World) -> None:
    """After ten failures a customer can only try with an agent, until the day has passed."""
    for _ in range(3):
        fail(world, 4)
        world.clock.advance(900)
    assert may_try(world) == "with an agent"
    world.clock.advance(86_400)
    assert may_try(world) == "alone"


def test_fifteen_failures_in_a_row_lead_to_an_agent_however_long_it_takes(world: World) -> None:
    """A slow guesser is stopped too; one success begins the row again."""
    for _ in range(15):
        fail(world, 1)
        world.clock.advance(3 * 86_400)
    assert may_try(world) == "with an agent"
    with world.parts.records.begin() as session:
        world.parts.limits.succeeded(session, "serfinansa", ANA)
    assert may_try(world) == "alone"


def test_a_success_does_not_forgive_the_failures_of_the_day(small_world: World) -> None:
    """Who has one right code cannot guess for another secret from the beginning."""
    fail(small_world, 5)
    with small_world.parts.records.begin() as session:
        small_world.parts.limits.succeeded(session, "serfinansa", ANA)
    assert may_try(small_world) == "failures_quarter_hour"


def test_codes_are_thirty_seconds_apart_then_twice_as_long(world: World) -> None:
    """Thirty seconds after the first, sixty after the second, and no fourth within ten minutes."""
    told = []
    for seconds in (0, 29.999, 0.001, 59.999, 0.001, 500, 9.999, 0.001):
        world.clock.advance(seconds)
        told.append(world.send())
    sent, soon, much = "•••• 4567", "LimitReached too_soon 1", "LimitReached codes_ten_minutes"
    assert told == [sent, soon, sent, soon, sent, much, much, sent]


def test_a_new_number_does_not_wait_for_the_old_ones_pause(world: World) -> None:
    """A mobile that was registered a moment ago gets its code at once; the customer's numbers of codes hold."""
    told = []
    for number in (MOBILE, MOBILE, OTHER, OTHER, "+573008888888", "+573007777777"):
        world.phones.mobiles["ana"] = number
        told.append(world.send())
    soon = "LimitReached too_soon 30"
    assert told == ["•••• 4567", soon, "•••• 9999", soon, "•••• 8888", "LimitReached codes_ten_minutes"]


def test_five_codes_a_day(world: World) -> None:
    """The sixth code of a day is refused, for the customer and for the mobile."""
    for _ in range(5):
        assert world.send() == "•••• 4567"
        world.clock.advance(600)
    assert world.send() == "LimitReached codes_day"
    world.phones.mobiles["eva"] = MOBILE
    assert world.send(EVA) == "LimitReached codes_day"
    world.phones.mobiles["ana"] = OTHER
    assert world.send() == "LimitReached codes_day"
    world.clock.advance(86_400)
    assert world.send() == "•••• 9999"


def test_one_mobile_cannot_be_flooded_through_many_customers(small_world: World) -> None:
    """A mobile of a whole family gets as many codes as any other one."""
    family = [Customer(f"child-{each}", "TI •••• 1111") for each in range(5)]
    small_world.phones.mobiles |= {child.reference: MOBILE for child in family}
    told = [small_world.send(child) for child in family]
    assert told == ["•••• 4567"] + ["LimitReached too_soon 30"] * 4


def test_an_unknown_customer_meets_the_same_limits(small_world: World) -> None:
    """The limits of codes are no way to learn whether a document is known."""
    told: dict[str, list[str]] = {"known": [], "unknown": []}
    for seconds in (0, 10, 20, 60, 60, 460, 600, 600, 600):
        small_world.clock.advance(seconds)
        told["known"].append(small_world.send(ANA).removesuffix(" 4567"))
        told["unknown"].append(small_world.send(UNKNOWN).removesuffix(" 9999"))
    assert told["known"] == told["unknown"]
    assert "LimitReached codes_day" in told["known"]


def test_wrong_answers_to_an_agent_are_counted_over_all_calls(world: World) -> None:
    """Three wrong answers a day, in whatever call; the next day they begin again."""
    limits = ChecklistLimits(world.parts.records, world.parts.tables, world.clock)
    for left in (3, 2, 1):
        assert limits.left("serfinansa", "ana") == left
        limits.count_first("serfinansa", "ana")
    with pytest.raises(LimitReached, match="checklist_day"):
        limits.count_first("serfinansa", "ana")
    assert limits.left("serfinansa", "ana") == 0
    assert limits.left("serfinansa", "eva") == limits.left("other", "ana") == 3
    world.clock.advance(86_400)
    assert limits.left("serfinansa", "ana") == 3


def test_a_right_answer_to_an_agent_costs_nothing(world: World) -> None:
    """What was counted before the answer was compared is taken back."""
    limits = ChecklistLimits(world.parts.records, world.parts.tables, world.clock)
    for _ in range(5):
        limits.take_back(limits.count_first("serfinansa", "ana"))
    assert limits.left("serfinansa", "ana") == 3


def test_of_many_answers_at_once_no_more_are_tried_than_are_left(world: World) -> None:
    """Twenty requests at the same moment: three may be compared."""
    limits = ChecklistLimits(world.parts.records, world.parts.tables, world.clock)

    def tried(_: int) -> bool:
        try:
            return bool(limits.count_first("serfinansa", "ana"))
        except LimitReached:
            return False

    with ThreadPoolExecutor(20) as agents:
        assert sum(agents.map(tried, range(20))) == 3


def test_what_no_limit_looks_at_is_forgotten(world: World) -> None:
    """After ninety days a failure is deleted, not before."""
    fail(world, 2)
    world.clock.advance(90 * 86_400)
    fail(world, 1)
    with world.parts.records.begin() as session:
        assert world.parts.limits.forget(session) == 0
    world.clock.advance(0.001)
    with world.parts.records.begin() as session:
        assert world.parts.limits.forget(session) == 2


def test_a_document_is_not_written_where_it_was_asked_for(small_world: World) -> None:
    """What is counted names no document: only whether it is the same one."""
    document(small_world, OTHER, "1032456789")
    with small_world.parts.records.begin() as session:
        assert "1032456789" not in repr(session.execute(text("SELECT * FROM limit_events")).all())
