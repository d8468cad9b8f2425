"""Whether sessions go on is asked for many open pages together; no page hears what was true before it asked."""

from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event
from time import monotonic, sleep

import pytest
from redis import Redis

from ivr.errors import Unavailable
from ivr.web.live.events import Hub
from ivr.web.live.happening import Happening
from ivr.web.live.together import Together
from ivr.web.parts import EXTENSION
from ivr.web.sign_in.sessions import DeskSessions
from tests.web.live.test_events import happen
from tests.web.office import BERTA, LAURA, PABLO, Office

ENDS = datetime(2026, 3, 5, 20, tzinfo=UTC)
PAGES = 30


class Sessions:
    """Sessions that go on, in memory; each question waits until `go` is set."""

    def __init__(self, *going_on: str) -> None:
        self.going_on, self.go, self.asked = set(going_on), Event(), list[frozenset[str]]()
        self.away = False

    def ends_of(self, session_ids: Collection[str]) -> Mapping[str, datetime]:
        """Give the end of those that go on at the beginning of the question."""
        self.asked.append(frozenset(session_ids))
        found = {each: ENDS for each in session_ids if each in self.going_on}
        assert self.go.wait(5)
        if self.away:
            raise Unavailable("records")
        return found


@pytest.fixture
def pages() -> Iterator[ThreadPoolExecutor]:
    """Give a thread to each page."""
    with ThreadPoolExecutor(PAGES + 1) as pool:
        yield pool


def until(true: Callable[[], bool]) -> None:
    """Wait a moment for other threads."""
    end = monotonic() + 5
    while not true():
        assert monotonic() < end
        sleep(0.01)


def all_ask(pages: ThreadPoolExecutor, together: Together, kept: Sessions) -> list[Future[datetime | None]]:
    """Have one page ask, and all others while it is being answered."""
    asking = [pages.submit(together.ends, "0")]
    until(lambda: len(kept.asked) == 1)
    asking += [pages.submit(together.ends, str(number)) for number in range(1, PAGES)]
    until(lambda: len(together._next.sessions) == PAGES - 1)
    return asking


def test_pages_that_ask_at_once_cost_two_questions(pages: ThreadPoolExecutor) -> None:
    """The first is asked for alone, all that come meanwhile together, and each has the answer of its own session."""
    kept = Sessions(*(str(number) for number in range(0, PAGES, 2)))
    asking = all_ask(pages, Together(kept.ends_of), kept)
    kept.go.set()
    assert [each.result() for each in asking] == [None if number % 2 else ENDS for number in range(PAGES)]
    assert [len(each) for each in kept.asked] == [1, PAGES - 1]


def test_an_end_is_seen_by_whoever_asks_after_it(pages: ThreadPoolExecutor) -> None:
    """Who asks about a session that has just ended does not get the answer of a question that began before."""
    kept = Sessions("0")
    together = Together(kept.ends_of)
    before = pages.submit(together.ends, "0")
    until(lambda: len(kept.asked) == 1)
    kept.going_on.clear()
    after = pages.submit(together.ends, "0")
    kept.go.set()
    assert (before.result(), after.result()) == (ENDS, None)


def test_what_fails_fails_for_those_who_asked(pages: ThreadPoolExecutor) -> None:
    """When the records are away nobody waits for them one after the other; the next who asks is answered again."""
    kept = Sessions("0")
    kept.away, together = True, Together(kept.ends_of)
    asking = all_ask(pages, together, kept)
    kept.go.set()
    assert all(isinstance(each.exception(), Unavailable) for each in asking)
    assert len(kept.asked) == 2
    kept.away = False
    assert together.ends("0") == ENDS


def test_many_sessions_are_judged_as_each_one_is(office: Office) -> None:
    """Asked for together, sessions go on exactly as long as alone: idle, ended, revoked and unknown ones do not."""
    parts = office.pages.extensions[EXTENSION]
    kept = DeskSessions(parts.redis, parts.clock, parts.staff)
    idle, ended, revoked = (kept.start(parts.staff.member(f"serfinansa.{one.user}")) for one in (BERTA, BERTA, LAURA))
    office.clock.advance(10 * 60)
    good, other = (kept.start(parts.staff.member(f"serfinansa.{one.user}")) for one in (BERTA, PABLO))
    office.clock.advance(6 * 60)
    kept.end(ended)
    office.change(LAURA, active=False)
    office.change(PABLO, session_version=2)
    all_of_them = (idle, ended, revoked, good, other, "unknown")
    found = kept.ends_of(all_of_them)
    assert found == {good: kept.ends(good)}
    assert set(found) == {each for each in all_of_them if kept.member(each) is not None}
    assert kept.ends_of(()) == {}


def test_floors_are_told_at_the_same_instant(redis: "Redis", pages: ThreadPoolExecutor) -> None:
    """All floors of a process name the same instant of what they are told, so that one look serves them all."""
    hub = Hub(redis)
    lines = [hub.watch("serfinansa") for _ in range(PAGES)]
    for line in lines:
        next(line)
    for _ in range(3):
        event = happen(redis)
        heard = [each.result() for each in [pages.submit(next, line) for line in lines]]
        assert all(isinstance(each, Happening) and each.id == event for each in heard)
        assert len({each.heard for each in heard if isinstance(each, Happening)}) == 1
    hub.close()


def test_what_happens_after_a_look_is_told_again(redis: "Redis") -> None:
    """Of many events in a row a floor hears at most four times a second, and the last of them always."""
    line = Hub(redis).watch("serfinansa")
    next(line)
    began, last, heard = monotonic(), "", list[Happening]()
    while monotonic() - began < 1:
        last = happen(redis)
        sleep(0.002)
    while not heard or heard[-1].id != last:
        told = next(line)
        assert isinstance(told, Happening)
        heard.append(told)
    assert len(heard) <= 6
    assert heard[-1].heard >= began + 1
