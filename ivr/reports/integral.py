"""The area under a smooth curve, by Simpson's rule."""

from collections.abc import Callable
from math import ceil

FINE = 20  # steps in the length over which the curve changes
FEWEST, MOST = 200, 20_000


def integral(curve: Callable[[float], float], until: float, *, scale: float) -> float:
    """Give the area from 0 to `until`; `scale` is the length over which the curve changes noticeably."""
    halves = min(MOST, max(FEWEST, ceil(FINE * until / scale)))
    step = until / halves / 2
    inner = sum((4 if place % 2 else 2) * curve(place * step) for place in range(1, 2 * halves))
    return (curve(0.0) + inner + curve(until)) * step / 3
