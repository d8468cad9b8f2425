"""The live line: what happens to an agent reaches their desk once, resumes where it broke, and nobody else hears it."""

import json
import threading
from collections.abc import Callable, Iterator
from itertools import islice
from time import monotonic, sleep

import pytest
from redis import Redis

from ivr.web.live.events import Hub
from ivr.web.live.happening import Happening
from ivr.web.live.listener import BACKLOG
from tests.web.office import LAURA, Browser, Office

QUIET = 60  # heartbeats of the hub below: three seconds
LAURAS = "serfinansa.laura"


@pytest.fixture
def hub(redis: "Redis") -> Hub:
    """Give a hub whose quiet seconds are short."""
    return Hub(redis, heartbeat=0.05)


def happen(redis: "Redis", agent: str = LAURAS, institution: str = "serfinansa") -> str:
    """Write an event as the floor's scripts do."""
    entry = ("type", "offered", "handoff", "serfinansa.h", "agent", agent, "state", "offered", "at", "1")
    return str(redis.execute_command("XADD", f"ivr:{{{institution}}}:events", "*", *entry))  # type: ignore[no-untyped-call]


def heard(line: Iterator[Happening | str], count: int) -> list[str]:
    """Give the identifiers of the next happenings."""
    found: list[str] = []
    for event in islice(line, count + QUIET):
        found += [event.id] if isinstance(event, Happening) else []
        if len(found) == count:
            break
    return found


def until(true: Callable[[], bool]) -> None:
    """Wait a moment for another thread."""
    end = monotonic() + 5
    while not true():
        assert monotonic() < end
        sleep(0.01)


def readers() -> int:
    """Count the readers of this process."""
    return sum(thread.name.startswith("events of") for thread in threading.enumerate())


def test_what_happens_is_heard_in_order(hub: Hub, redis: "Redis") -> None:
    """Everything that happens to an agent after the line opened is heard, once and in order."""
    happen(redis)
    line = hub.follow("serfinansa", LAURAS, "")
    next(line)
    expected = [happen(redis) for _ in range(20)]
    assert heard(line, 20) == expected
    assert next(line) == ""


def test_others_are_not_heard(hub: Hub, redis: "Redis") -> None:
    """Neither a colleague's events nor another institution's reach an agent."""
    line, resumed = hub.follow("serfinansa", LAURAS, ""), hub.follow("serfinansa", LAURAS, "0-1")
    next(line)
    happen(redis, agent="serfinansa.pablo")
    happen(redis, institution="other")
    mine = happen(redis)
    assert heard(line, 1) == heard(resumed, 1) == [mine]


def test_a_broken_line_resumes(hub: Hub, redis: "Redis") -> None:
    """With the position that the browser came to, all that it missed comes first, then what is new."""
    seen = happen(redis)
    missed = [happen(redis) for _ in range(1200)]
    line = hub.follow("serfinansa", LAURAS, seen)
    assert next(line) == seen
    assert heard(line, 1200) == missed
    new = happen(redis)
    assert heard(line, 1) == [new]


def test_many_desks_have_one_reader(hub: Hub, redis: "Redis") -> None:
    """Two hundred open desks cost one connection that waits; the reader ends with the last of them."""
    until(lambda: readers() == 0)
    lines = [hub.follow("serfinansa", LAURAS, "") for _ in range(200)]
    for line in lines:
        next(line)
    assert readers() == 1
    event = happen(redis)
    assert {heard(line, 1)[0] for line in lines} == {event}
    for line in lines:
        line.close()  # type: ignore[attr-defined]  # a generator, closed as the server does when a browser leaves
    until(lambda: readers() == 0)
    again = hub.follow("serfinansa", LAURAS, "")
    next(again)
    assert readers() == 1


def test_a_browser_that_is_too_slow_is_let_go_and_resumes(hub: Hub, redis: "Redis") -> None:
    """A line that cannot keep up ends instead of filling the memory; the next one brings the rest."""
    line = hub.follow("serfinansa", LAURAS, "")
    next(line)
    first_heard = happen(redis)
    assert heard(line, 1) == [first_heard]
    assert next(line) == ""
    events = [happen(redis) for _ in range(BACKLOG + 50)]
    sleep(0.3)
    first = [event.id for event in line if isinstance(event, Happening)]
    assert len(first) < len(events)
    rest = hub.follow("serfinansa", LAURAS, first[-1] if first else first_heard)
    assert first + heard(rest, len(events) - len(first)) == events


def test_redis_away_for_a_while_loses_nothing(hub: Hub, redis: "Redis") -> None:
    """A reader whose connection is cut goes on where it was."""
    line = hub.follow("serfinansa", LAURAS, "")
    next(line)
    redis.client_kill_filter(_type="normal", skipme=True)
    event = happen(redis)
    assert heard(line, 1) == [event]


def stream(browser: Browser, **headers: str) -> Iterator[str]:
    """Open the live line over HTTP."""
    answer = browser.client.get("/desk/events", base_url="https://desk.example", headers=headers, buffered=False)
    assert answer.mimetype == "text/event-stream"
    assert "no-store" in answer.headers["Cache-Control"]
    return (chunk.decode() if isinstance(chunk, bytes) else chunk for chunk in answer.response)


def test_a_desk_hears_of_its_offer(office: Office) -> None:
    """A real offer reaches the page as a word and a handoff, and nothing of the caller."""
    laura = office.at_desk(LAURA)
    line = stream(laura)
    assert next(line).startswith("retry: ")
    assert next(line) == "id: 0-0\n\n"
    laura.post("/desk/available")
    office.scene.caller()
    offer = laura.view()["offer"]["handoff"]
    events = [json.loads(next(line).partition("data: ")[2]) for _ in range(2)]
    assert (offer, "offered") in {(event["handoff"], event["state"]) for event in events}
    assert {key for event in events for key in event} == {"type", "handoff", "state"}


def test_the_browsers_position_is_honoured(office: Office, redis: "Redis") -> None:
    """`Last-Event-ID` resumes; what never was a position is not looked for."""
    laura = office.at_desk(LAURA)
    seen, missed = happen(redis), happen(redis)
    line = stream(laura, **{"Last-Event-ID": seen})
    assert next(line).startswith("retry: ")
    assert next(line) == f"id: {seen}\n\n"
    assert next(line).startswith(f"id: {missed}\ndata: ")
    forged = stream(laura, **{"Last-Event-ID": "- + COUNT 1"})
    assert next(forged).startswith("retry: ")
    assert next(forged) == f"id: {missed}\n\n"


def test_lines_that_broke_together_come_back_one_by_one(office: Office) -> None:
    """Each line tells its browser another moment to come back, so that a restart is not followed by all at once."""
    laura = office.at_desk(LAURA)
    moments = [int(next(stream(laura)).removeprefix("retry: ")) for _ in range(20)]
    assert min(moments) >= 1000
    assert max(moments) <= 4000
    assert len(set(moments)) > 10


@pytest.mark.parametrize("end", ["revoked", "idle"])
def test_the_line_ends_with_the_session(office: Office, redis: "Redis", end: str) -> None:
    """A line that is open when rights end tells nothing more than that."""
    line = stream(office.at_desk(LAURA))
    assert next(line).startswith("retry: ")
    assert next(line).startswith("id: ")
    if end == "revoked":
        office.change(LAURA, active=False)
    else:
        office.clock.advance(15 * 60)
    happen(redis)
    assert list(line) == ["event: signed_out\ndata: {}\n\n"]


def test_a_process_that_stops_lets_its_desks_go(redis: "Redis") -> None:
    """When the hub closes, a line that waits ends at once instead of holding the process up."""
    hub = Hub(redis, heartbeat=30)
    line = hub.follow("serfinansa", LAURAS, "")
    next(line)
    closing = threading.Timer(0.1, hub.close)
    began = monotonic()
    closing.start()
    assert list(line) == [""]
    assert monotonic() - began < 5
