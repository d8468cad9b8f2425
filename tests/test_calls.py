"""A live call is kept as JSON, and read again by every release that serves while machines are replaced."""

import json

from ivr.calls import Call, CallStatus, load_call
from ivr.journal import Entry, EntryKind

CALL = Call(
    "CA1",
    "serfinansa",
    "v1",
    "+571",
    "+573",
    "key",
    "2026-03-04",
    status=CallStatus.WAITING,
    awaited="h1",
    journal=[Entry(EntryKind.ANSWER, "menu_main", "4")],
    spent={"1:menu_main": 2},
)


def test_a_call_comes_back_as_it_was() -> None:
    """What was dumped is loaded again, beside its revision and its document."""
    assert load_call(CALL.dump(), 0, "") == CALL


def test_a_field_of_a_newer_release_is_left_alone() -> None:
    """A machine that was not replaced yet takes the next turn of a call that a newer one has saved."""
    newer = json.dumps(json.loads(CALL.dump()) | {"mood": "patient"})
    assert load_call(newer, 0, "") == CALL


def test_a_field_that_an_older_release_did_not_keep_has_its_default() -> None:
    """A newer machine takes the next turn of a call that an older one has saved."""
    older = {name: value for name, value in json.loads(CALL.dump()).items() if name != "slow"}
    assert load_call(json.dumps(older), 0, "") == CALL
