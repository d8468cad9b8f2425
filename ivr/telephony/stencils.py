"""Keeps the documents that are the same for every caller, with a gap for the address of the next turn."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ivr.dialog import Question, Say
from ivr.reply import Listen, Reply

MOST = 1024
"""How many documents are kept: an institution's menus and questions, in all their wordings, are about a hundred."""
GAP = "gap"


class Stencils:
    """Gives a reply's document as `render` makes it, which is asked once for replies that differ only in their turn.

    A document that may name somebody is never kept: only questions, and only where every value is a count.
    """

    def __init__(self, render: Callable[[Reply], str]) -> None:
        self._render = render
        self._kept = lru_cache(MOST)(render)

    def fill(self, reply: Reply) -> str:
        """Give the document. Raises what `render` raises."""
        if not _is_for_everybody(reply):
            return self._render(reply)
        document = self._kept(replace(reply, turn=0, token=GAP, purpose="", back=False))
        return document.replace(f"/0?token={GAP}", f"/{reply.turn}?token={reply.token}")


def _is_for_everybody(reply: Reply) -> bool:
    if not isinstance(reply.then, Listen):
        return False
    return _counts(reply.then.question) and all(map(_counts, reply.say))


def _counts(said: Question[Any] | Say) -> bool:
    return all(isinstance(value, int) for _, value in said.variables)
