"""Connection overrides: what follows `#` in a webhook's URL says how long to wait for it and when to try again.

Source: Twilio, *Webhook connection overrides*: `ct` connect, `rt` read and `tt` total time-out in milliseconds,
`rc` retries (0-5, default 1), `rp` what is tried again (`ct`, `rt`, `4xx`, `5xx`, `all`; default `ct`). All ends
after 15 seconds.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urldefrag

LIMIT_SECONDS = 15.0


@dataclass(frozen=True)
class Overrides:
    """How one webhook is delivered; times in seconds."""

    connect: float = 5.0
    read: float = LIMIT_SECONDS
    total: float = LIMIT_SECONDS
    retries: int = 1
    retry_on: frozenset[str] = frozenset({"ct"})

    def retries_on(self, cause: str) -> bool:
        """Say whether a failure of this cause (ct, rt, 4xx, 5xx) is tried again."""
        return cause in self.retry_on or "all" in self.retry_on


def split_overrides(url: str) -> tuple[str, Overrides]:
    """Return the URL without its fragment (the fragment is not signed) and what the fragment asks."""
    bare, fragment = urldefrag(url)
    asked = {name: values[0] for name, values in parse_qs(fragment).items()}
    return bare, Overrides(
        connect=_seconds(asked.get("ct"), 0.1, 10.0, 5.0),
        read=_seconds(asked.get("rt"), 0.1, LIMIT_SECONDS, LIMIT_SECONDS),
        total=_seconds(asked.get("tt"), 0.1, LIMIT_SECONDS, LIMIT_SECONDS),
        retries=min(max(int(asked.get("rc", "1")), 0), 5),
        retry_on=frozenset(asked.get("rp", "ct").split(",")),
    )


def _seconds(milliseconds: str | None, low: float, high: float, default: float) -> float:
    return default if milliseconds is None else min(max(int(milliseconds) / 1000, low), high)
