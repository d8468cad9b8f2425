"""What the floors of an institution are answered: put together once for all that ask at the same moment."""

import threading
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from flask import Response
from flask.json import dumps

from ivr.agents.supervision.board import Board, FloorView
from ivr.web.live.events import BURST

FRESH = BURST
"""Seconds for which an answer is good to who asks by themselves."""


class FloorViews:
    """The board, or what `show` makes of it, as JSON. Fifty who look at one cost a process no more than one."""

    def __init__(self, board: Board, fresh: float = FRESH, show: Callable[[FloorView], object] | None = None) -> None:
        self._board, self._fresh, self._show = board, fresh, show or _whole
        self._kept: dict[str, tuple[float, str]] = {}
        self._locks: dict[str, threading.Lock] = {}

    def answer(self, institution: str, session_ends: datetime, *, anew: bool = False) -> Response:
        """Answer with the board; `anew` after an action. Raises Unavailable."""
        since = monotonic() - (0.0 if anew else self._fresh)
        return Response(self.text(institution, session_ends, since), mimetype="application/json")

    def text(self, institution: str, session_ends: datetime, since: float) -> str:
        """Give the board as one line of JSON with `now`, the instant of which it speaks, and `session_ends`.

        It was looked at after `since` (`time.monotonic`): whoever names the same instant shares one look. Instants in
        the answer are in ISO 8601, in UTC. Raises Unavailable.
        """
        return f'{self._text(institution, since)}, "session_ends": "{session_ends.isoformat()}"}}'

    def _text(self, institution: str, since: float) -> str:
        with self._locks.setdefault(institution, threading.Lock()):
            begun, text = self._kept.get(institution, (0.0, ""))
            if text and begun >= since:
                return text
            begun, now = monotonic(), self._board.clock.now()
            shown = plain(self._show(self._board.view(institution)))
            text = dumps({"now": now.isoformat(), **shown}, default=plain)[:-1]
            self._kept[institution] = begun, text
            return text


def plain(value: Any) -> Any:
    """Give what JSON does not know in words that it knows: a value's fields, an instant's text."""
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(type(value).__name__)


def _whole(view: FloorView) -> FloorView:
    return view
