"""Turns a second of the product against the yardstick, and of 10,000 live calls against 10, in alternation."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from bench.load import Load, load
from bench.place import Place, place_of_calls
from bench.questions import hold_same, write_questions
from bench.server import gunicorn
from bench.telephone import KEYS, PLACES, telephones

FEW, SOME, MANY = 10, 1000, 10_000
ROUNDS = 80
SECONDS = 0.2
"""How long each service works in each round: briefly, so that whatever else the machine does meets all three."""


@dataclass(frozen=True)
class Throughput:
    """Turns a second, medians of all rounds; the ratios are medians of the rounds' own ratios.

    `bytes_per_call` is what one more live call takes in Redis, `bytes_per_event` what a turn leaves in the stream.
    """

    bare: float
    few: float
    many: float
    against_bare: float
    many_against_few: float
    bytes_per_call: float
    bytes_per_event: float


def measure() -> Throughput:
    """Start three services and let them work in turns."""
    with ExitStack() as stack:
        bare, few, many = (stack.enter_context(place_of_calls()) for _ in range(3))
        for here, app, more in ((bare, "bench.bare:app", _script(few)), (few, "app:app", {}), (many, "app:app", {})):
            stack.enter_context(gunicorn(app, {**here.variables, **more}, here.folder / "log"))
        hold_same(few, bare)
        counts = ((bare, SOME), (few, FEW), (many, MANY))
        loads = [stack.enter_context(load(here.port, telephones(here.url, count))) for here, count in counts]
        used = _memory(many)
        for each in loads:
            each.open_all()
        bytes_with_events, bytes_per_call = _memory(many) - used, without_events(many) - used
        for each in loads:
            each.spread()
        rounds = [_round(loads, backwards=bool(number % 2)) for number in range(ROUNDS)]
        return _summed_up(rounds, bytes_per_call / MANY, (bytes_with_events - bytes_per_call) / MANY)


def _script(here: Place) -> Mapping[str, str]:
    file = write_questions(here)
    return {"BENCH_QUESTIONS": str(file), "BENCH_FIRST": str(PLACES - len(KEYS)), "BENCH_ROUND": str(len(KEYS))}


def _round(loads: list[Load], *, backwards: bool) -> list[float]:
    order = loads[::-1] if backwards else loads
    found = [each.turns_per_second(SECONDS) for each in order]
    return found[::-1] if backwards else found


def _memory(here: Place) -> int:
    return int(here.redis.info("memory")["used_memory"])


def without_events(here: Place) -> int:
    """Forget what the turns left for the worker, and give the memory that stays."""
    for stream in here.redis.scan_iter("ivr:*:turns", count=1000):
        here.redis.delete(stream)
    return _memory(here)


def _summed_up(rounds: list[list[float]], bytes_per_call: float, bytes_per_event: float) -> Throughput:
    bare, few, many = (median(column) for column in zip(*rounds, strict=True))
    against_bare = median(one[2] / one[0] for one in rounds)
    many_against_few = median(one[2] / one[1] for one in rounds)
    return Throughput(bare, few, many, against_bare, many_against_few, bytes_per_call, bytes_per_event)
