"""Learn who is calling: the document number by keypad, its type where the number fits several, read back."""

from ivr.dialog import Caller, script
from ivr.errors import AgentWanted, LimitReached, TriesExhausted
from ivr.menus.questions import confirmation, document_number, document_type
from ivr.ports import Customers
from ivr.values import Customer, Document

READINGS = 3


async def by_keypad(caller: Caller) -> Customer | None:
    """Give whom the caller's document names; None where only an agent can ask for it.

    A keypad has no letters for a passport; and after three readings, or too many documents, a person asks.
    """
    try:
        return await identify(caller)
    except LimitReached:
        await caller.say("limit_reached")
    except (AgentWanted, TriesExhausted):
        pass
    return None


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
