"""The keys of a telephone in a terminal: typed by a person, or read from a pipe when the line waits for them."""

from collections.abc import Iterator
from threading import Thread
from typing import Protocol, Self

from ivr.local.handset import Handset


class Source(Protocol):
    """Where keys come from: a terminal, a pipe, or a prepared call."""

    def isatty(self) -> bool:
        """Say whether a person types."""

    def __iter__(self) -> Iterator[str]:
        """Give the lines, one for each question."""


class Keyboard:
    """A context in which what is typed is pressed; the end of the input hangs up."""

    def __init__(self, handset: Handset, source: Source) -> None:
        self._handset, self._source = handset, source
        self._thread = Thread(target=self._type, daemon=True)  # a person may never press Enter again

    def _type(self) -> None:
        for line in self._lines():
            if self._handset.ended.is_set():
                return
            keys = line.strip()
            if keys:
                self._handset.press(keys)
            else:
                self._handset.keep_silent()
        if not self._handset.ended.is_set():
            self._handset.hang_up()

    def _lines(self) -> Iterator[str]:
        """Give a person's lines as they come; a pipe's lines, and its end, each when the line has asked."""
        piped = not self._source.isatty()
        for line in self._source:
            if piped:
                self._handset.asked.wait()
                self._handset.write(f"> {line.strip() or 'silence'}")
            yield line
        if piped:
            self._handset.asked.wait()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up what is still open, after Ctrl-C too: a call without a caller would keep an agent busy."""
        if not self._handset.ended.is_set():
            self._handset.hang_up()
