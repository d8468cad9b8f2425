"""What became of the call-backs that callers asked for; their time until we called is counted apart from all waits."""

from dataclasses import dataclass
from typing import Self

from ivr.reports.fates import SECOND
from ivr.reports.figures import share


@dataclass(frozen=True, slots=True)
class CallBackFigures:
    """Call-backs that are over, by their end; `dialled` were called at least once, `waited` milliseconds until then.

    Of all that were asked for, `on_page` were on a page.
    """

    asked: int = 0
    on_page: int = 0
    reached: int = 0
    declined: int = 0
    unanswered: int = 0
    expired: int = 0
    dialled: int = 0
    waited: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def until_dialled(self) -> float | None:
        """Mean seconds from the wish to the first try."""
        return share(self.waited / SECOND, self.dialled)

    @property
    def reached_share(self) -> float | None:
        """Reached / asked."""
        return share(self.reached, self.asked)
