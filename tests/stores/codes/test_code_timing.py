"""Time tells nobody whether a document is known."""

from statistics import median
from time import perf_counter

from ivr.values import Customer
from tests.stores.codes.world import World

SAMPLES, CLOSE = 50, 0.010


def test_a_known_and_an_unknown_customer_take_the_same_time(small_world: World) -> None:
    """Sending and proving, measured in pairs that a busy machine slows alike: the median gap is within 10 ms."""
    gaps = [
        taken(small_world, f"known-{each}", f"+5730000000{each:02}") - taken(small_world, f"unknown-{each}")
        for each in range(SAMPLES)
    ]
    assert abs(median(gaps)) < CLOSE


def taken(world: World, reference: str, mobile: str = "") -> float:
    """Give the seconds that a code and a wrong answer take, for somebody with a mobile or for nobody we know."""
    if mobile:
        world.phones.mobiles[reference] = mobile
    customer, began = Customer(reference, ""), perf_counter()
    world.send(customer)
    world.prove("123456", customer)
    return perf_counter() - began
