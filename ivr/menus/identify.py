"""Learn who is calling: the document number by keypad, its type where the number fits several, read back."""

from ivr.dialog import Caller, script
from ivr.errors import TriesExhausted
from ivr.menus.questions import confirmation, document_number, document_type
from ivr.ports import Customers
from ivr.values import Customer, Document

READINGS = 3


@script
async def identify(caller: Caller) -> Customer:
    """Give whom the caller's document names; raises TriesExhausted when three readings were all wrong."""
    for _ in range(READINGS):
        document = await typed_document(caller)
        if await caller.ask(confirmation("document_confirm", number=document.number, type=document.type)):
            return await caller.do(Customers.identify, document)
    raise TriesExhausted("document_confirm")


async def typed_document(caller: Caller) -> Document:
    """Ask for a document; its type only when the number fits several."""
    number = await caller.ask(document_number(caller.institution))
    question = document_type(caller.institution, number)
    if len(question.options) == 1:
        return Document(question.options[0].answer, number)
    return Document(await caller.ask(question), number)
