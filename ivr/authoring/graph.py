"""Draws the menus of a line as a picture that opens in any browser: each key, what is said, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.authoring.graph_svg import Box, picture
from ivr.institutions import Institution, MenuOption
from ivr.prompts import Prompts
from ivr.prompts.book import Book


def graph(institution: Institution, prompts: Prompts) -> str:
    """Give an SVG picture of the way from the line through the menus to procedures and queues."""
    drawing = _Drawing(institution, prompts.book(institution.id))
    labels = tuple(line.label for line in institution.lines)
    line = Box("", institution.name, labels, "line", (drawing.menu("", institution.first_menu),))
    return picture(line, f"Menús de {institution.name}, versión {institution.version}")


@dataclass(frozen=True)
class _Drawing:
    institution: Institution
    book: Book

    def menu(self, key: str, name: str) -> Box:
        menu = self.institution.menus[name]
        inside = tuple(self._option(option) for option in menu.options)
        return Box(key, f"Menú {name}", (self._said(menu.prompt),), "menu", inside)

    def _option(self, option: MenuOption) -> Box:
        if option.menu:
            return self.menu(option.key, option.menu)
        said = self._said(option.prompt)
        if option.queue:
            queue = self.institution.queues[option.queue]
            return Box(option.key, f"Fila {queue.name}", (said, f"hasta {queue.size} en espera"), "queue")
        return Box(option.key, *self._procedure(option.procedure, said), "procedure")

    def _procedure(self, name: str, said: str) -> tuple[str, tuple[str, ...]]:
        procedure = self.institution.procedures[name]
        return procedure.label, (said, *self._proofs(name))

    def _proofs(self, name: str) -> Iterator[str]:
        procedure = self.institution.procedures[name]
        if not procedure.agent:
            yield procedure.single_proof_reason or "sin asesor: clave actual y código"
            return
        checklist = self.institution.checklists[procedure.checklist]
        queue = self.institution.queues[procedure.queue].name
        yield f"asesor de {queue}: {checklist.required} respuestas de {len(checklist.questions)}, y código"

    def _said(self, prompt: str) -> str:
        return f"«{self.book[prompt].example()}»"
