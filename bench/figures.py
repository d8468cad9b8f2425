"""One figure of the report: what was measured, what is wanted, and from where on the run counts as failed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value. `wanted` and `failed` are limits of the same unit: lower ones where `more_is_better`.

    Between the two the report says "missed", and the run still succeeds: machines are shared and noisy.
    """

    name: str
    value: float
    unit: str = ""
    wanted: float | None = None
    failed: float | None = None
    more_is_better: bool = False

    @property
    def verdict(self) -> str:
        """Say in a word how the figure stands to its target; nothing where there is none."""
        if self.wanted is None or self.failed is None:
            return ""
        sign = 1 if self.more_is_better else -1
        if sign * (self.value - self.failed) < 0:
            return "FAILED"
        return "good" if sign * (self.value - self.wanted) >= 0 else "missed"

    @property
    def target(self) -> str:
        """Write the target."""
        if self.wanted is None:
            return ""
        return f"{'>=' if self.more_is_better else '<='} {self.wanted:.4g}"

    def row(self) -> str:
        """Give a line of the table."""
        digits = 2 if abs(self.value) < 100 else 0
        return f"{self.name:<52}{self.value:>10,.{digits}f} {self.unit:<9}{self.target:<10}{self.verdict}".rstrip()
