"""Writes what a voice reads in the recording studio: each sentence, where callers hear it, and its file's name."""

import csv
from io import StringIO
from math import ceil

from ivr.authoring.wording import seconds
from ivr.institutions import Institution
from ivr.prompts import Prompt, Prompts

HEADINGS = ("id", "archivo", "segundos", "dónde se oye", "texto")


def recording_script(institution: Institution, prompts: Prompts) -> str:
    """Give CSV with one row a sentence: id, file inside the prompts folder, seconds (an estimate), where, text.

    Sentences into which a value is spoken are left out: they are never glued from two voices.
    """
    page = StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(HEADINGS)
    for prompt in prompts.book(institution.id).values():
        if not (prompt.rule.message or prompt.rule.printed or prompt.template.variables):
            writer.writerow(_row(prompt, institution))
    return page.getvalue()


def _row(prompt: Prompt, institution: Institution) -> tuple[str, str, int, str, str]:
    text = prompt.template.render({})
    file = f"{institution.language}/{institution.id}/{prompt.id}.wav"
    return prompt.id, file, ceil(seconds(text)), prompt.rule.heard, text
