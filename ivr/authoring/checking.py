"""Checks all that an engineer writes without programming: tables, prompts, how they speak, and recordings."""

from pathlib import Path

from ivr import tables
from ivr.authoring.recordings import recordings
from ivr.authoring.wording import wording
from ivr.prompts import Prompts
from ivr.prompts.pages import PageTexts


def check(institutions: Path, prompts: Path) -> list[str]:
    """Give all mistakes of a folder of tables and a folder of prompts, one sentence each; none when all is well."""
    known, mistakes = tables.read(institutions)
    unread = frozenset(path.stem for path in institutions.glob("*.toml")) - known.keys()
    spoken, unsayable = Prompts.read(prompts, known, unread)
    _, unprinted = PageTexts.read(prompts, known)
    badly = [mistake for each in known.values() for mistake in wording(each, spoken.book(each.id))]
    # Whether a recording is ever played is known only when every table could be read.
    sounds = [] if unread else recordings(prompts, known.values(), spoken)
    return list(dict.fromkeys([*mistakes, *unsayable, *unprinted, *badly, *sounds]))
