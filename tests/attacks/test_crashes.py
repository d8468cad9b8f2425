"""The machine dies at each point of a key change: the key is the old one or the new one, and nothing is half done."""

from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import event

from ivr.stores.demo.customers import DemoCustomer
from tests.phone.agent import Agent
from tests.phone.bank import audited, earlier_keys, owed
from tests.phone.call import Call
from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY
from tests.phone.plain import PlainService
from tests.phone.posting import post, told

Break = Callable[[PlainService, int], AbstractContextManager["Breaker"]]


class Crash(BaseException):
    """The process is gone: nothing of ours catches this."""


class Breaker:
    """Counts what happens, and crashes at one of these points; number 0 never comes."""

    def __init__(self, point: int) -> None:
        self.point, self.seen = point, 0

    def step(self) -> None:
        """One more thing is about to happen."""
        self.seen += 1
        if self.seen == self.point:
            raise Crash


@contextmanager
def statements(service: PlainService, point: int) -> Any:
    """Crash before a statement, a commit included."""
    breaker, engine = Breaker(point), service.parts.records.engine

    def before(*_: object) -> None:
        breaker.step()

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "commit", before)
    try:
        yield breaker
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "commit", before)


@contextmanager
def commands(service: PlainService, point: int) -> Any:
    """Crash before a command to Redis is sent, and after its answer came: every second point."""
    breaker = Breaker(point)
    redis: Any = service.parts.redis
    execute = redis.execute_command

    def crashing(*arguments: Any, **options: Any) -> Any:
        breaker.step()
        answer = execute(*arguments, **options)
        breaker.step()
        return answer

    redis.execute_command = crashing  # the network between us and Redis, as it were
    try:
        yield breaker
    finally:
        redis.execute_command = execute


def entered(line: Phone, customer: DemoCustomer, agent: Agent) -> Call:
    """Have typed the key twice: the next webhook sets it."""
    call = line.proven(customer, agent).hears("new_key").presses(NEW_KEY).hears("new_key_again")
    leg = line.service.network.legs[call.sid]  # type: ignore[attr-defined] # the plain way has a network
    path = leg.gather.get("action").removeprefix("https://ivr.example.co").partition("#")[0]
    post(line.service, path, leg.parameters(Digits=NEW_KEY))  # type: ignore[arg-type]
    return call


def redirect_of(service: PlainService, call: Call) -> str:
    """Give the path of the turn in which the key is set."""
    twiml = service.parts.conversations.stands(call.sid)
    address = twiml.partition("<Redirect")[2].partition(">")[2].partition("<")[0]
    return address.removeprefix("https://ivr.example.co").partition("#")[0]


def whole(service: PlainService, line: Phone, customer: DemoCustomer) -> bool:
    """Say whether the key was changed; fails when it was changed by halves."""
    records = service.parts.records
    notices = [message.to for message in owed(records) if message.purpose == "notice"].count(customer.mobile)
    facts = (line.key_works(customer, NEW_KEY), not line.key_works(customer, KEY))
    counts = (earlier_keys(records, customer), audited(records, customer).count("key_replaced"), notices)
    assert (facts, counts) in {((True, True), (1, 1, 1)), ((False, False), (0, 0, 0))}, (facts, counts)
    return facts[0]


@pytest.mark.parametrize("breaks", [statements, commands], ids=["database", "redis"])
def test_a_crash_at_any_point_leaves_the_old_key_or_the_new_one(plain: PlainService, breaks: Break) -> None:
    """After each crash the records are whole; the repeated webhook finishes, once.

    One call is crashed at one point after the other, for as long as that leaves it as it was.
    """
    scene, point, points = Scene(plain), 1, 100
    while point <= points:
        scene.crash(breaks, point)
        points = scene.finish() if scene.changed() or scene.completed else points
        point += 1
    assert 5 < points < 100


class Scene:
    """A call whose next webhook sets the key; a new one as soon as it is set."""

    def __init__(self, service: PlainService) -> None:
        self.service, self.agent = service, Phone(service).agent()
        self.begin()

    def begin(self) -> None:
        """Bring another customer there."""
        self.line, self.completed = Phone(self.service), False
        self.customer = self.line.customer()
        self.call = entered(self.line, self.customer, self.agent)
        self.path, self.parameters = redirect_of(self.service, self.call), told(self.service, self.call)

    def crash(self, breaks: Break, point: int) -> None:
        """Deliver the webhook, and crash at a point, if there are so many."""
        self.point = point
        with breaks(self.service, point) as breaker, suppress(Crash):
            post(self.service, self.path, self.parameters)
            self.completed = True
        self.seen = breaker.seen

    def changed(self) -> bool:
        """Say whether the key was changed, wholly."""
        return whole(self.service, self.line, self.customer)

    def finish(self) -> int:
        """Deliver the webhook again; give how many points there are, many when that is not known yet."""
        assert post(self.service, self.path, self.parameters)[0] == 200
        assert self.changed(), f"the repetition after point {self.point} did not finish"
        leg = self.service.network.legs[self.call.sid]
        self.service.network._execute(leg, self.service.parts.conversations.stands(self.call.sid))
        self.call.hears("key_changed", *MENU).hangs_up()
        self.agent.unavailable()
        self.service.clock.advance(1)
        points = self.seen if self.completed else 100
        if not self.completed:
            self.begin()
        return points
