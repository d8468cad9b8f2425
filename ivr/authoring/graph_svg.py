"""Turns a tree of boxes into an SVG picture: first box on the left, every branch to its right, keys on the branches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from textwrap import wrap

WIDTH, GAP, ROW, MARGIN = 300, 90, 16, 20
LETTERS_A_ROW = 44
FILLS = {"line": "#e8eef7", "menu": "#ffffff", "procedure": "#e6f4ea", "queue": "#fff4de"}
TEXT = '<text x="{x}" y="{y}" font-weight="{weight}">{text}</text>'
BOX = '<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="{fill}" stroke="#5b6b7f"/>'
BRANCH = '<path d="M{x0} {y0} C{bend} {y0} {bend} {y1} {x1} {y1}" fill="none" stroke="#5b6b7f"/>'
PAGE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
    'font-family="sans-serif" font-size="12"><title>{title}</title>\n{inside}\n</svg>\n'
)


@dataclass(frozen=True)
class Box:
    """A box of the picture: the key that leads here, a title, lines of text, its kind and what follows it."""

    key: str
    title: str
    lines: tuple[str, ...]
    kind: str
    inside: tuple[Box, ...] = ()

    @property
    def rows(self) -> list[str]:
        """Give the lines, cut to the width of the box."""
        return [row for line in self.lines for row in wrap(line, LETTERS_A_ROW)]

    @property
    def height(self) -> int:
        """Give the height of the box alone."""
        return ROW * (len(self.rows) + 2)

    @property
    def room(self) -> int:
        """Give the height of the box with all that follows it."""
        return max(self.height + MARGIN, sum(box.room for box in self.inside))

    @property
    def columns(self) -> int:
        """Give how many boxes stand side by side on the longest way."""
        return 1 + max((box.columns for box in self.inside), default=0)


@dataclass
class _Canvas:
    drawn: list[str] = field(default_factory=list)

    def draw(self, box: Box, x: int, top: int) -> int:
        """Draw a box and its branches into the room from `top` on; give the height of its middle."""
        middle = top + box.room // 2
        self.drawn += _box(box, x, middle - box.height // 2)
        below = middle - sum(inner.room for inner in box.inside) // 2
        for inner in box.inside:
            end = self.draw(inner, x + WIDTH + GAP, below)
            self.drawn += _branch(inner.key, x + WIDTH, middle, end)
            below += inner.room
        return middle


def picture(first: Box, title: str) -> str:
    """Give the picture as one SVG document."""
    canvas = _Canvas()
    canvas.draw(first, MARGIN, MARGIN)
    width = first.columns * (WIDTH + GAP) - GAP + 2 * MARGIN
    return PAGE.format(width=width, height=first.room + 2 * MARGIN, title=escape(title), inside="\n".join(canvas.drawn))


def _box(box: Box, x: int, y: int) -> Iterator[str]:
    yield BOX.format(x=x, y=y, width=WIDTH, height=box.height, fill=FILLS[box.kind])
    yield TEXT.format(x=x + 10, y=y + ROW + 4, weight="bold", text=escape(box.title))
    for place, row in enumerate(box.rows, 2):
        yield TEXT.format(x=x + 10, y=y + place * ROW + 6, weight="normal", text=escape(row))


def _branch(key: str, x: int, start: int, end: int) -> Iterator[str]:
    yield BRANCH.format(x0=x, y0=start, x1=x + GAP, y1=end, bend=x + GAP // 2)
    if key:
        yield TEXT.format(x=x + GAP - 16, y=end - 6, weight="bold", text=escape(key))
