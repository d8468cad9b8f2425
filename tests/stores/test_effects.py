"""Effects are done once, whatever is repeated, raced or broken."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ivr.errors import KeyWrong, Unavailable
from ivr.stores.effects import forget, kept, perform
from ivr.stores.records import Records
from ivr.stores.schema import EffectRecord, LimitEventRecord
from ivr.values import Customer

AT = datetime(2026, 3, 4, 15, tzinfo=UTC)


def count(session: Session, result: object = None) -> object:
    """Write a fact, so that it shows how often an effect was done."""
    session.add(LimitEventRecord(institution="serfinansa", kind="test", subject="", at=AT))
    return result


def facts(records: Records) -> int:
    with records.read() as session:
        return session.scalars(select(func.count(LimitEventRecord.id))).one()


def test_a_repetition_is_given_the_first_result(records: Records) -> None:
    """The second time nothing is done, and the value comes back as it was."""
    customer = Customer("reference", "CC •••• 6789")
    assert perform(records, "call:1:0", AT, lambda session: count(session, customer)) == customer
    assert perform(records, "call:1:0", AT, count) == customer
    assert facts(records) == 1


def test_a_failure_is_a_result_too(records: Records) -> None:
    """A wrong key stays wrong when it is repeated, and what was counted before it stays counted."""

    def wrong(session: Session) -> None:
        count(session)
        raise KeyWrong("once")

    for _ in range(2):
        with pytest.raises(KeyWrong, match="once"):
            perform(records, "call:1:0", AT, wrong)
    assert facts(records) == 1


def test_unavailable_is_not_kept(records: Records) -> None:
    """What an outside part kept from being done may be done later, and left nothing behind."""

    def down(session: Session) -> None:
        count(session)
        session.flush()
        raise Unavailable

    with pytest.raises(Unavailable):
        perform(records, "call:1:0", AT, down)
    assert facts(records) == 0
    perform(records, "call:1:0", AT, count)
    assert facts(records) == 1


def test_of_many_that_race_one_is_done(records: Records) -> None:
    """Eight workers with the same webhook do it once, and all give the same result."""
    results: list[object] = []
    names = iter("abcdefgh")

    def work() -> None:
        results.append(perform(records, "call:1:0", AT, lambda session: count(session, next(names))))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["a"] * 8
    assert facts(records) == 1


def test_a_kept_result_can_be_looked_up(records: Records) -> None:
    """Slow work can be spared when the result is there already."""
    with records.read() as session:
        assert kept(session, "call:1:0") == []
    perform(records, "call:1:0", AT, lambda _: ("one", 2))
    with records.read() as session:
        assert kept(session, "call:1:0") == [("one", 2)]


def test_a_result_holds_no_secret(records: Records) -> None:
    """Only the value is kept, as JSON."""
    perform(records, "call:1:0", AT, lambda _: None)
    with records.read() as session:
        assert session.scalars(select(EffectRecord.result)).one() == '{"value": null}'


def test_old_results_are_forgotten(records: Records) -> None:
    """What nobody can repeat any more takes no room; what is newer stays."""
    perform(records, "old:1:0", AT, lambda _: None)
    perform(records, "new:1:0", AT + timedelta(days=1), lambda _: None)
    with records.begin() as session:
        assert forget(session, AT + timedelta(seconds=1)) == 1
        assert kept(session, "new:1:0") == [None]
