"""Time tells nobody whether a document is known."""

from statistics import median
from time import perf_counter

from ivr.values import Customer
from tests.stores.codes.world import World

SAMPLES, ROUNDS, CLOSE = 25, 3, 0.010


def test_a_known_and_an_unknown_customer_take_the_same_time(small_world: World) -> None:
    """Sending and proving, measured in turns: the medians are within ten milliseconds.

    A machine that is busy with something else may blur one round; a difference that is there shows in all three.
    """
    assert any(gap(small_world, each) < CLOSE for each in range(ROUNDS))


def gap(world: World, round_: int) -> float:
    """Give the distance of the medians in seconds, each customer a new one."""
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for each in range(round_ * SAMPLES, (round_ + 1) * SAMPLES):
        for kind, taken in times.items():
            customer = Customer(f"{kind}-{each}", "")
            if kind == "known":
                world.phones.mobiles[customer.reference] = f"+5730000000{each:02}"
            began = perf_counter()
            world.send(customer)
            world.prove("123456", customer)
            taken.append(perf_counter() - began)
    return abs(median(times["known"]) - median(times["unknown"]))
