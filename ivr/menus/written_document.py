"""Learn on a page whose document it is, by document alone: what follows shows nothing that an unknown one would not."""

from ivr.dialog import Caller, script
from ivr.errors import TriesExhausted
from ivr.menus.admission import asked_of_a_person
from ivr.menus.identify import READINGS, identified
from ivr.menus.questions import fits
from ivr.menus.written import plain, written_number, written_type
from ivr.values import Customer, Document


@script
async def document_on_page(caller: Caller) -> Customer:
    """Give whom a document names that a person typed. Raises OnlyByTelephone, TriesExhausted."""
    table = caller.institution
    for _ in range(READINGS):
        kind, number = await asked_of_a_person(caller, written_type(table), written_number(table))
        if fits(table.document(kind), plain(number)):
            return await identified(caller, Document(kind, plain(number)))
        await caller.say("document_does_not_fit")
    raise TriesExhausted("document_number")
