"""Time tells nobody whether a document is known."""

from statistics import median
from time import perf_counter

from ivr.values import Customer
from tests.stores.codes.world import World

ROUNDS = 25


def test_a_known_and_an_unknown_customer_take_the_same_time(small_world: World) -> None:
    """Sending and proving, measured in turns: the medians are within ten milliseconds."""
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for each in range(ROUNDS):
        for kind, taken in times.items():
            customer = Customer(f"{kind}-{each}", "")
            if kind == "known":
                small_world.phones.mobiles[customer.reference] = f"+5730000000{each:02}"
            began = perf_counter()
            small_world.send(customer)
            small_world.prove("123456", customer)
            taken.append(perf_counter() - began)
    assert abs(median(times["known"]) - median(times["unknown"])) < 0.010
