"""What a keypad cannot type is asked on the page that a link opens; the caller waits, and hears when that is done."""

from collections.abc import Awaitable, Callable

from ivr.dialog import Caller
from ivr.errors import AgentWanted, CodeRefused, LimitReached, PageLeft, TriesExhausted, Unavailable
from ivr.menus.questions import confirmation
from ivr.proof_ports import Links
from ivr.values import Customer

LINKS = 3
"""How many links one call may have sent; the limits of the table may allow fewer."""
Finish = Callable[[Caller, Customer], Awaitable[None]]


async def finish_on_page(caller: Caller, customer: Customer, finish: Finish, words: tuple[str, ...] = ()) -> None:
    """Send a link to the registered contact, and finish on the page that it opens, on whatever device.

    On a page `words` follow the news that it was sent. Raises AgentWanted, TriesExhausted, LimitReached, CodeRefused,
    Unavailable: what went wrong is told on the page, and the telephone goes on with it.
    """
    link = caller.institution.link
    for _ in range(LINKS):
        sent = await caller.do(Links.send, customer)
        await say_link(caller, sent.mask, words)
        try:
            async with caller.continue_on_page(link.life if link else 0, sent.name) as page:
                return await finished(page, customer, finish)
        except PageLeft as left:
            await go_on_without(caller, left)
    raise TriesExhausted("page")


async def finished(page: Caller, customer: Customer, finish: Finish) -> None:
    """Do what is left on the page; where that is not possible, say that the telephone goes on."""
    try:
        await finish(page, customer)
    except (LimitReached, CodeRefused, TriesExhausted, Unavailable):
        await page.say("page_gives_up")
        raise


async def say_link(caller: Caller, mask: str, words: tuple[str, ...]) -> None:
    """Say that the link is on its way, to everybody in the same words: nothing is proven yet.

    A page says from whom it comes, and shows how the address begins, never its domain. By telephone nothing is said of
    the address: a user is typed there in keys, so no decoy could begin as it does on the page.
    """
    if not caller.on_page:
        await caller.say("page_link_sent")
        return await caller.say("page_keys")
    link = caller.institution.link
    sender, subject = (link.sender, link.subject) if link else ("", "")
    await caller.say("mailbox_link_sent", email=f"{mask.partition('@')[0]}@...", sender=sender, subject=subject)
    for prompt in words:
        await caller.say(prompt)
    return None


async def go_on_without(caller: Caller, left: PageLeft) -> None:
    """Say why the page is over, and offer another link. Raises AgentWanted, TriesExhausted."""
    if left.detail == "agent":
        raise AgentWanted
    if caller.on_page:  # nobody is on a line to be asked: the visit ends
        raise TriesExhausted("page")
    await caller.say(f"page_{left.detail}")
    if not await caller.ask(confirmation("page_again")):
        raise AgentWanted
