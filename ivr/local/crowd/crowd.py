"""A crowd from its first caller to its last: who calls when, who works, how it ends, and what came of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from threading import Lock, Thread
from time import monotonic

from ivr.errors import IvrError
from ivr.institutions import Institution
from ivr.local.crowd.agent import CrowdAgent
from ivr.local.crowd.answers import Answers
from ivr.local.crowd.caller import CrowdCaller
from ivr.local.crowd.doorway import FLOOR, Doorway
from ivr.local.crowd.errand import Callers, Errand, may_restore
from ivr.local.crowd.network import CrowdNetwork
from ivr.local.crowd.pace import Pace
from ivr.local.crowd.supervisor import CrowdSupervisor
from ivr.local.crowd.turns import Turn
from ivr.local.ear import Ear
from ivr.local.failure import CannotStart
from ivr.security.roles import Right, rights_of
from ivr.stores.demo.guide import DemoInstitution
from ivr.stores.demo.staff import DemoStaff

LAST_WORDS = 25.0  # real seconds for callers who are promised a call to be called and to say no
LINGER = 300.0  # crowd's seconds for the last callers to be served
HOUR = 3600.0
Write = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What was asked for: callers an hour, agents, minutes (0: until told to stop), the seed of all chance, and whether
    somebody leads the shift.
    """

    callers_per_hour: float
    agents: int
    minutes: float
    seed: int
    supervised: bool = True


@dataclass
class Crowd:
    """Callers and agents of one institution; every line of `write` is for the terminal."""

    table: Institution
    people: DemoInstitution
    network: CrowdNetwork
    desk: str
    ear: Ear
    pace: Pace
    write: Write
    callers: dict[Thread, CrowdCaller] = field(default_factory=dict)
    agents: list[Thread] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    deeds: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def play(self, plan: Plan) -> None:
        """Play until the time is over or somebody says stop. Raises CannotStart when nothing runs there."""
        usual = self.network.speed()
        random = Random(plan.seed)
        seated = self._seat(plan.agents, random)
        try:
            if not self.pace.closing.is_set():
                self.network.set_speed(usual * self.pace.speed)
                if plan.supervised:
                    self._have_led(Random(plan.seed))
                self._arrive(plan, random)
                self._linger()
        finally:
            self._go_home(seated)
            self.network.set_speed(usual)

    def find(self, room: str) -> CrowdCaller | None:
        """Give the crowd's caller who is in a room now."""
        with self._lock:
            return next((one for one in self.callers.values() if one.room == room), None)

    def _seat(self, number: int, random: Random) -> list[CrowdAgent]:
        """Sign agents in, those last who are first in the list: a person who tries the desk sits down as the first."""
        may_serve = [one for one in reversed(self.people.staff) if Right.SERVE in rights_of(one.role)]
        seated: list[CrowdAgent] = []
        for member in may_serve:
            if len(seated) < number and not self.pace.closing.is_set():
                seated += self._sit_down(member, Random(random.random()))
        if not seated and not self.pace.closing.is_set():
            raise CannotStart("Everybody of the demo's staff is at work already: sign one of them out first.")
        if len(seated) < number:
            self.write(f"  {len(seated)} of {number} agents: the demo has no more who are free.")
        for agent in seated:
            self._start(agent.live, self.agents)
        return seated

    def _sit_down(self, member: DemoStaff, random: Random) -> list[CrowdAgent]:
        door = Doorway(self.desk)
        door.sign_in(self.table.id, member, self.pace)
        if self.pace.closing.is_set():
            return []
        if door.look()["state"] != "offline":
            self.write(f"  {member.name} is at work already, and stays with whoever sits there.")
            return []
        self.write(f"  {member.name} sits down")
        return [CrowdAgent(member.name, door, self.pace, random, self.find)]

    def _have_led(self, random: Random) -> None:
        """Have the last of the demo's supervisors lead the shift; nobody waits for them to sign in."""
        leaders = [one for one in self.people.staff if {Right.DIRECT, Right.LISTEN} <= rights_of(one.role)]
        if leaders:
            self._start(lambda: self._lead(leaders[-1], random), self.agents)

    def _lead(self, member: DemoStaff, random: Random) -> None:
        door, identity = Doorway(self.desk, FLOOR), member.voice or member.user
        door.sign_in(self.table.id, member, self.pace)
        if not self.pace.closing.is_set():
            self.write(f"  {member.name} looks at the floor")
            leader = CrowdSupervisor(door, self.pace, random, lambda: self.network.has_page(identity))
            leader.live()
            self.deeds.update(leader.done)

    def _arrive(self, plan: Plan, random: Random) -> None:
        """Let callers come by chance, independent of each other (a Poisson process)."""
        customers = tuple(one for one in self.people.customers if may_restore(one))
        queue, began = Callers(customers, Random(random.random())), monotonic()
        rate = plan.callers_per_hour / HOUR * self.pace.speed
        while not self.pace.closing.wait(random.expovariate(rate)):
            if plan.minutes and monotonic() - began > plan.minutes * 60:
                return
            self._call(queue, queue.next())

    def _linger(self) -> None:
        """Let those who are on the line come to their end, for a while."""
        began = monotonic()
        while any(map(Thread.is_alive, self.callers)) and self.pace.since(began) < LINGER:
            if self.pace.closing.wait(0.5):
                return

    def _call(self, queue: Callers, errand: Errand) -> None:
        number = errand.customer.mobile if errand.customer else errand.number
        answers = Answers(self.table, errand, lambda: self.network.messages(number), leaving=self.pace.closing.is_set)
        line = errand.random.choice(self.table.lines).number
        caller = CrowdCaller(errand, line, self.network, self.pace, self.ear, answers)

        def live() -> None:
            try:
                caller.live()
            finally:
                queue.back(errand)
                self._ended(caller)

        with self._lock:
            thread = Thread(target=self._watched(live), daemon=True)
            self.callers[thread] = caller
        thread.start()
        self.write(f"  {errand.number} calls: {errand.kind}")

    def _ended(self, caller: CrowdCaller) -> None:
        self.ends[caller.end or "broke off"] += 1
        self.write(f"  {caller.errand.number} {caller.end or 'broke off'} ({caller.errand.kind})")

    def _go_home(self, seated: list[CrowdAgent]) -> None:
        """Have every caller hang up, then every agent finish: nobody is left in a queue."""
        self.pace.closing.set()
        self.write("  Everybody goes home...")
        deadline = monotonic() + LAST_WORDS
        for thread in tuple(self.callers):
            thread.join(max(0.1, deadline - monotonic()))
        self.pace.over.set()
        for thread in (*self.callers, *self.agents):
            thread.join(LAST_WORDS)
        promised = sum(one.is_waiting_for_call for one in self.callers.values())
        if promised:
            self.write(f"  {promised} who asked to be called back were not called in time; the line still will.")
        self.write(f"  {len(seated)} agents, {len(self.callers)} callers: {summary(self.ends)}")
        for agent in seated:
            self.deeds.update({turn.value: count for turn, count in agent.turns.items() if turn is not Turn.NONE})
        if self.deeds:
            self.write(f"  Besides: {summary(self.deeds)}")

    def _start(self, work: Callable[[], None], threads: list[Thread]) -> None:
        thread = Thread(target=self._watched(work), daemon=True)
        threads.append(thread)
        thread.start()

    def _watched(self, work: Callable[[], None]) -> Callable[[], None]:
        """Have whoever cannot go on (the service was stopped) end the whole crowd, with one sentence."""

        def run() -> None:
            try:
                work()
            except IvrError as problem:
                if not self.pace.closing.is_set():
                    self.write(f"  {problem}")
                self.pace.closing.set()

        return run


def summary(ends: Counter[str]) -> str:
    """Say how the calls ended, the most frequent end first."""
    return ", ".join(f"{count} {end}" for end, count in ends.most_common()) or "nobody called"
