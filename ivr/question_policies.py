"""What an institution's table says of questions on a customer's own products."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class QuestionPolicy:
    """How many questions are asked, among how many options each, and of which products (kind -> how it is called).

    After `tries` sets in a row that were not all right, or `tries_day` in a day, only a person helps.
    """

    count: int
    options: int
    tries: int
    tries_day: int
    products: Mapping[str, str] = field(default_factory=dict)
