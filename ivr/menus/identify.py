"""Learn who is calling: by keypad the document, read back; on a page the document and the registered mobile."""

from ivr.dialog import Caller, script
from ivr.errors import AgentWanted, LimitReached, MobileDiffers, OnlyByTelephone, TriesExhausted
from ivr.menus.questions import confirmation, document_name, document_number, document_type, fits
from ivr.menus.written import plain, registered_mobile, written_number, written_type
from ivr.ports import Customers, Handoffs
from ivr.procedures import Procedure
from ivr.values import Customer, Document

READINGS = 3


async def who(caller: Caller, procedure: Procedure) -> Customer | None:
    """Give whom the caller says they are; None where only an agent can ask. On a page raises OnlyByTelephone."""
    if not caller.on_page:
        return await by_keypad(caller, procedure)
    try:
        return await identify_in_writing(caller)
    except LimitReached:
        await caller.say("limit_reached")
    except MobileDiffers:
        await caller.say("mobile_differs")
    raise OnlyByTelephone


async def by_keypad(caller: Caller, procedure: Procedure) -> Customer | None:
    """Give whom the caller's document names; None where only an agent can ask for it.

    A keypad has no letters for a passport; and after three readings, or too many documents, a person asks. Where the
    procedure needs an agent and none can be reached, nobody types in vain: raises QueueClosed.
    """
    if procedure.agent:
        await caller.do(Handoffs.reachable, procedure.queue)
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
        name = document_name(caller.institution, document.type)
        if await caller.ask(confirmation("document_confirm", number=document.number, type=name)):
            return await caller.do(Customers.identify, document)
    raise TriesExhausted("document_confirm")


async def identified(caller: Caller, document: Document) -> Customer:
    """Give whom a document names that was typed on a page. Raises OnlyByTelephone when too many were tried."""
    try:
        return await caller.do(Customers.identify, document)
    except LimitReached:
        await caller.say("limit_reached")
        raise OnlyByTelephone from None


async def typed_document(caller: Caller) -> Document:
    """Ask for a document; its type only when the number fits several."""
    number = await caller.ask(document_number(caller.institution))
    question = document_type(caller.institution, number)
    if len(question.options) == 1:
        return Document(question.options[0].answer, number)
    return Document(await caller.ask(question), number)


@script
async def identify_in_writing(caller: Caller) -> Customer:
    """Give whom a document names together with the registered mobile.

    Raises MobileDiffers (also for an unknown document), LimitReached, TriesExhausted.
    """
    table = caller.institution
    for _ in range(READINGS):
        asked = written_type(table), written_number(table), registered_mobile()
        kind, number, mobile = await caller.ask_together(*asked)
        if not fits(table.document(kind), plain(number)):
            await caller.say("document_does_not_fit")
            continue
        customer = await caller.do(Customers.identify, Document(kind, plain(number)))
        await caller.do(Customers.confirm_mobile, customer, mobile)
        return customer
    raise TriesExhausted("document_number")
