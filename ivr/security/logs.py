"""Logs say what happened to whom without a digit that anybody could use."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from ivr.security.masking import DOTS

HIDDEN = "(hidden)"

# Fields that hold identifiers, instants and counts of ours, so that their digits stay.
PLAIN = """
    account agent attempts call conversation count error_code handoff idempotency_key institution message milliseconds
    pid port room seconds sequence sid size status subject timestamp turn version worker
"""

# Fields that may be said, but where no four digits in a row stay.
WORDS = """
    address caller channel customer detail error event exception job jobs kind level logger method mistakes name outcome
    path procedure progress prompt purpose queue reason role route state step type unfinished user what
"""

SAFE = re.compile(
    rf"""(?P<kept>
      \b[A-Z]{{2}}[0-9a-f]{{32}}\b                                      # Twilio's identifiers
    | \b\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)(?!\d)   # instants
    | {DOTS}\ \d{{1,4}}(?![ .-]?\d)                                     # what is masked already
    ) | \+?\d(?:[ .-]?\d){{3,}}""",
    re.VERBOSE,
)
"""Four digits or more, also when spaces, dots or dashes stand between them; what comes first is recognised first."""


def without_digits(text: str) -> str:
    """Give the text with every run of four digits or more hidden; identifiers, instants and masks stay."""
    return SAFE.sub(lambda found: found["kept"] or DOTS, text)


class LogMask:
    """A structlog processor: the last one before the renderer, after exceptions were formatted.

    A field whose name nobody allowed keeps its name and loses its value: its author misses it, no thief finds it.
    """

    def __init__(self, plain: str = PLAIN, words: str = WORDS) -> None:
        self._plain, self._words = frozenset(plain.split()), frozenset(words.split())

    def __call__(self, _logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
        """Give the log entry as it may be written."""
        return {name: self._safe(name, value) for name, value in event.items()}

    def _safe(self, name: str, value: Any) -> Any:
        if value is None or isinstance(value, bool) or (name in self._plain and isinstance(value, (int, float))):
            return value
        if name in self._plain:
            return identifier(str(value))
        return without_digits(str(value)) if name in self._words else HIDDEN


def identifier(text: str) -> str:
    """Give an identifier of ours as it is. Digits alone were somebody's number, and a sentence is no identifier."""
    found = SAFE.fullmatch(text)
    return without_digits(text) if " " in text or (found and not found["kept"]) else text
