"""The real time."""

from datetime import UTC, datetime


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the instant, in UTC."""
        return datetime.now(UTC)
