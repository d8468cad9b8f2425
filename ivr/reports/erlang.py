"""How long callers wait and how many agents are needed: Erlang's formulas without and with callers who give up.

Arrivals are calls per second, all times seconds. Sources: A. K. Erlang (1917) for B and C; C. Palm (1957) for A, with
the waiting times of Zeltyn and Mandelbaum, "Call centers with impatient customers" (2005). Callers arrive by chance
(Poisson), handling times and patience are exponential; every caller may be helped by every agent of the queue.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from math import exp, expm1, inf, log

from ivr.reports.integral import integral

NEGLIGIBLE = -46.0  # log of 1e-20: states that are this much rarer than the most likely one are left out


def erlang_b(erlangs: float, agents: int) -> float:
    """Give the share of calls that find all agents busy when nobody may wait, by the stable recursion.

    `erlangs` is arrivals * handling time. Raises ValueError for negative load or agents.
    """
    if erlangs < 0 or agents < 0:
        raise ValueError("load and agents are not negative")
    blocked = 1.0
    for agent in range(1, agents + 1):
        blocked = erlangs * blocked / (agent + erlangs * blocked)
    return blocked


def erlang_c(erlangs: float, agents: int) -> float:
    """Give the share of callers who must wait when nobody gives up; 1 when the agents cannot keep up."""
    if erlangs >= agents:
        return 1.0 if erlangs else 0.0
    blocked = erlang_b(erlangs, agents)
    return blocked * agents / (agents - erlangs * (1 - blocked))


@dataclass(frozen=True)
class ErlangC:
    """A queue whose callers never give up: `arrivals` a second, `handling` seconds a call, `agents` at work.

    Its queue grows without end, and every figure says so, when the agents cannot keep up.
    """

    arrivals: float
    handling: float
    agents: int

    @property
    def erlangs(self) -> float:
        """The load: agents that would be busy all the time."""
        return self.arrivals * self.handling

    @cached_property
    def waiting(self) -> float:
        """The share of callers who wait at all."""
        return erlang_c(self.erlangs, self.agents)

    @property
    def mean_wait(self) -> float:
        """Seconds that a caller waits on average, those who do not wait included (ASA)."""
        spare = self.agents - self.erlangs
        return self.waiting * self.handling / spare if spare > 0 else (inf if self.erlangs else 0.0)

    @property
    def occupancy(self) -> float:
        """The share of their time in which agents handle calls."""
        return min(1.0, self.erlangs / self.agents) if self.agents else 0.0

    def service_level(self, within: float) -> float:
        """Give the share of callers answered within so many seconds."""
        spare = self.agents - self.erlangs
        return 1 - self.waiting * exp(-spare * within / self.handling) if spare > 0 else float(not self.erlangs)


@dataclass(frozen=True)
class ErlangA:
    """A queue whose callers give up after `patience` seconds on average; the other names as in ErlangC.

    `handling` and `patience` are more than 0. With such callers every queue finds a balance, whatever the load.
    """

    arrivals: float
    handling: float
    patience: float
    agents: int

    @property
    def erlangs(self) -> float:
        """The load that is offered: agents that would be busy all the time if nobody gave up."""
        return self.arrivals * self.handling

    @cached_property
    def waiting(self) -> float:
        """The share of callers who find every agent busy."""
        return sum(self._busy)

    @cached_property
    def abandonment(self) -> float:
        """The share of callers who give up."""
        waits = range(1, len(self._busy) + 1)
        rate = self.agents / self.handling
        lost = (place / self.patience / (rate + place / self.patience) for place in waits)
        return sum(share * given_up for share, given_up in zip(self._busy, lost, strict=True))

    @property
    def mean_wait(self) -> float:
        """Seconds that a caller waits on average, until answered or gone; those who do not wait included."""
        return self.abandonment * self.patience

    @cached_property
    def mean_wait_of_answered(self) -> float:
        """Seconds until the answer of those who are answered, on average (ASA); 0 when nobody is."""
        waited, total, rate = 0.0, 0.0, self.agents / self.handling
        for place, share in enumerate(self._busy, 1):
            waited += 1 / (rate + place / self.patience)
            total += share * rate / (rate + place / self.patience) * waited
        return total / (1 - self.abandonment) if self.agents else 0.0

    @property
    def occupancy(self) -> float:
        """The share of their time in which agents handle calls."""
        return self.erlangs * (1 - self.abandonment) / self.agents if self.agents else 0.0

    def service_level(self, within: float) -> float:
        """Give answered within so many seconds / (offered - gone within them): the default formula of METRICS."""
        stayed = 1 - self._gone(within)
        return self._answered(within) / stayed if stayed > 0 else 1.0

    def strict_service_level(self, within: float) -> float:
        """Give answered within so many seconds / offered."""
        return self._answered(within)

    @cached_property
    def _busy(self) -> tuple[float, ...]:
        """How likely a caller finds all agents busy and 0, 1, 2 ... callers ahead."""
        return tuple(map(exp, self._logs[self.agents :])) if self.arrivals else ()

    @cached_property
    def _logs(self) -> tuple[float, ...]:
        """The log of how likely 0, 1, 2 ... callers are in the queue or with an agent."""
        weights = tuple(self._weights()) if self.arrivals else (0.0,)
        most = max(weights)
        total = most + log(sum(exp(weight - most) for weight in weights))
        return tuple(weight - total for weight in weights)

    def _weights(self) -> Iterator[float]:
        """Give the log of each state's weight, until states get rarer than anybody could notice."""
        weight = most = 0.0
        yield weight
        for callers in count(1):
            helped = min(callers, self.agents) / self.handling
            weight += log(self.arrivals) - log(helped + max(0, callers - self.agents) / self.patience)
            most = max(most, weight)
            yield weight
            if callers > self.agents and weight < most + NEGLIGIBLE:
                return

    def _answered(self, within: float) -> float:
        return 1 - self.waiting + self._of_waits(within, lambda seconds: exp(-seconds / self.patience))

    def _gone(self, within: float) -> float:
        """Give the share that gives up within so many seconds: those whose wait would outlast their patience."""
        longer = self.waiting - self._of_waits(within, lambda _: 1.0)
        early = self._of_waits(within, lambda seconds: -expm1(-seconds / self.patience))
        return early + longer * -expm1(-within / self.patience)

    def _of_waits(self, within: float, share: Callable[[float], float]) -> float:
        """Give the integral of `share(seconds)` over the waits of callers who never give up, as far as `within`."""
        rate = self.agents / self.handling
        if not rate or len(self._logs) <= self.agents:
            return 0.0
        first = log(rate) + self._logs[self.agents]

        def density(seconds: float) -> float:
            ahead = self.arrivals * self.patience * -expm1(-seconds / self.patience)
            return exp(first + ahead - rate * seconds) * share(seconds)

        return integral(density, within, scale=1 / (rate + self.arrivals))


def agents_needed(
    arrivals: float, handling: float, *, target: float, within: float, patience: float | None = None
) -> int:
    """Give the fewest agents whose service level reaches the target (0 to 1, less than 1), by Erlang C.

    With `patience` it is Erlang A. Without calls it is none. Raises ValueError for a target that nobody can reach.
    """
    if not 0 <= target < 1:
        raise ValueError("a service level is at least 0 and less than 1")

    def enough(agents: int) -> bool:
        if patience is None:
            return ErlangC(arrivals, handling, agents).service_level(within) >= target
        return ErlangA(arrivals, handling, patience, agents).service_level(within) >= target

    most = 1
    while not enough(most):
        most *= 2
    return bisect_left(range(most), True, key=enough)  # noqa: FBT003  # what is searched is the first "enough"
