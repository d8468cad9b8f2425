"""Many floors look at one institution: the board is put together once for all, and anew for who has done something."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from ivr.agents.supervision.board import Board
from ivr.agents.supervision.board_facts import Snapshot
from ivr.errors import Unavailable
from ivr.institutions import Institution
from ivr.stores.floor.board import RedisBoard
from ivr.web.floor.view import FloorViews
from tests.web.office import Office

ENDS = datetime(2026, 3, 5, 20, tzinfo=UTC)


class CountedFloor(RedisBoard):
    """The real floor, which counts how often it is read, and may be away."""

    looks = 0
    away = False

    def snapshot(self, institution: Institution, agents: Sequence[str], now: datetime) -> Snapshot:
        """Give the floor as it stands."""
        self.looks += 1
        if self.away:
            raise Unavailable("redis")
        return super().snapshot(institution, agents, now)


@pytest.fixture
def floor(office: Office) -> CountedFloor:
    """Give a floor that counts."""
    return CountedFloor(office.redis)


def views(office: Office, floor: CountedFloor, fresh: float) -> FloorViews:
    """Give the answers of a board over that floor."""
    book = office.board.book
    return FloorViews(Board(office.tables, floor, book, office.notices, {}, office.clock), fresh)


def test_who_asks_at_once_is_answered_once(office: Office, floor: CountedFloor) -> None:
    """Fifty who look at the same moment cost one look, and all see the same."""
    answers = views(office, floor, 30)

    def look(_: int) -> Any:
        with office.pages.app_context():
            return json.loads(answers.answer("serfinansa", ENDS).get_data())

    with ThreadPoolExecutor(20) as pool:
        seen = list(pool.map(look, range(50)))
    assert floor.looks == 1
    assert all(each == seen[0] for each in seen)
    assert (seen[0]["session_ends"], seen[0]["institution"]) == (ENDS.isoformat(), "Serfinansa")


def test_who_did_something_sees_it(office: Office, floor: CountedFloor) -> None:
    """After an action nobody is shown what was there before it; institutions are kept apart."""
    answers = views(office, floor, 30)
    with office.pages.app_context():
        answers.answer("serfinansa", ENDS)
        answers.answer("serfinansa", ENDS, anew=True)
        assert floor.looks == 2
        answers.answer("other", ENDS)
        answers.answer("serfinansa", ENDS)
        assert floor.looks == 3


def test_an_answer_that_failed_is_not_kept(office: Office, floor: CountedFloor) -> None:
    """When the live state is back, so is the floor."""
    answers = views(office, floor, 30)
    floor.away = True
    with office.pages.app_context():
        with pytest.raises(Unavailable):
            answers.answer("serfinansa", ENDS)
        floor.away = False
        assert json.loads(answers.answer("serfinansa", ENDS).get_data())["agents"]
