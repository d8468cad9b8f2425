"""Races for a security code: whoever is first wins, and only once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from ivr.stores.codes.security_codes import occasion_of
from tests.stores.codes.world import ANA, World

PARALLEL, TRIES = 64, 5


def at_once(work: Callable[[int], str], times: int = PARALLEL) -> list[str]:
    """Do the same many times, in as many threads."""
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(work, range(times)))


def test_sixty_four_uses_of_one_code_at_once_succeed_once(small_world: World) -> None:
    """The script lets one of them through; a read followed by a write would let several."""
    world = small_world
    code, occasion = world.sent(), occasion_of(world.effect(), ANA)
    now, book = world.clock.now(), world.parts.book
    told = at_once(lambda at: book.compare(occasion, code, f"try-{at}", now, failures=5, alone=True))
    assert sorted(told) == ["accepted"] + ["used"] * (PARALLEL - 1)


def test_sixty_four_calls_of_the_port_at_once_succeed_once(world: World) -> None:
    """The same through the whole port, on each database."""
    code = world.sent()
    told = at_once(lambda _: told_at_last(world, code))
    assert sorted(told) == ["CodeRefused used"] * (PARALLEL - 1) + ["accepted"]


def told_at_last(world: World, code: str) -> str:
    """Type a code; while a crowded database does not answer, ask again under the same key, as a turn does."""
    effect = world.effect()
    told = world.prove(code, effect=effect)
    for _ in range(TRIES):
        if told.startswith("Unavailable"):
            told = world.prove(code, effect=effect)
    return told


def test_sixty_four_guesses_at_once_are_three_tries(small_world: World) -> None:
    """Guessing in parallel gives no try more."""
    world = small_world
    world.sent()
    wrong, occasion = world.wrong(), occasion_of(world.effect(), ANA)
    now, book = world.clock.now(), world.parts.book
    told = at_once(lambda at: book.compare(occasion, wrong, f"try-{at}", now, failures=5, alone=True))
    assert sorted(told) == ["exhausted"] * (PARALLEL - 3) + ["last", "wrong 1", "wrong 2"]


def test_codes_that_are_asked_for_at_once_are_one(world: World) -> None:
    """Sixteen requests at the same time send one message."""
    told = at_once(lambda _: world.send(), 16)
    assert sorted(told) == ["LimitReached too_soon 30"] * 15 + ["•••• 4567"]
    assert world.prove(world.code()) == "accepted"


def test_one_effect_at_once_in_many_workers_sends_one_code(world: World) -> None:
    """A turn that is taken by several workers sends one message, and its code is the one that is good."""
    effect = world.effect()
    assert set(at_once(lambda _: world.send(effect=effect), 16)) == {"•••• 4567"}
    assert len(world.messages()) == 1
    assert world.prove(world.code()) == "accepted"
