"""On a page: a document, a link to the registered contact, and behind the link the same document again."""

from ivr.dialog import Caller
from ivr.errors import LimitReached, OnlyByTelephone, TriesExhausted
from ivr.menus.identify import READINGS
from ivr.menus.written_document import document_on_page
from ivr.proof_ports import Links
from ivr.values import Customer


async def by_link(caller: Caller) -> Customer:
    """Give the customer who went on by the link. Raises OnlyByTelephone, TriesExhausted, PageLeft."""
    customer = await document_on_page(caller)
    link = await send_link(caller, customer)
    async with caller.continue_on_page(life(caller), link):
        pass  # on a page there is nothing to come back to: what follows is asked behind the link
    for _ in range(READINGS):
        again = await document_on_page(caller)
        if again.reference == customer.reference:
            return customer
        await caller.say("document_differs")
    raise TriesExhausted("document_number")


async def send_link(caller: Caller, customer: Customer) -> str:
    """Send the link and give its name; say the same to everybody: where it goes shows who is known, and reached how.

    Raises OnlyByTelephone when no more are sent.
    """
    try:
        sent = await caller.do(Links.send, customer)
    except LimitReached:
        await caller.say("no_more_links")
        raise OnlyByTelephone from None
    await caller.say("link_on_its_way")
    return sent.name


def life(caller: Caller) -> int:
    """Give the seconds in which a link serves."""
    return caller.institution.link.life if caller.institution.link else 0
