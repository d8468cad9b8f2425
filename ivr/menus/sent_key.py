"""Ask for a temporary key: we make it, and send it to the registered mobile or e-mail, as the member chooses."""

from ivr.dialog import Caller, script
from ivr.errors import AgentWanted, CodeRefused, KeyExpired, LimitReached, TriesExhausted
from ivr.menus.agent import to_agent
from ivr.menus.code_on_page import TOO_SOON
from ivr.menus.continuing import finish_on_page
from ivr.menus.identify import by_keypad
from ivr.menus.private_zone import come_in, replace_key
from ivr.menus.questions import confirmation
from ivr.menus.sending import send_by
from ivr.menus.with_agent import finish_by_telephone
from ivr.menus.written_document import document_on_page
from ivr.ports import Handoffs
from ivr.procedures import Procedure
from ivr.proof_ports import SentKeys
from ivr.values import Customer


@script
async def sent_key(caller: Caller) -> None:
    """Send a temporary key to a member who forgot theirs, or has none; with it they come in on the page."""
    procedure = caller.procedures["sent_key"]
    customer = await (document_on_page(caller) if caller.on_page else by_keypad(caller, procedure))
    if customer is None:
        await helped(caller, procedure, None)
        return
    try:
        await send_to(caller, customer)
        if not caller.on_page and await caller.ask(confirmation("choose_now")):
            await choose_now(caller, customer)
    except (AgentWanted, TriesExhausted):
        await helped(caller, procedure, customer)
    except LimitReached as limit:
        await say_why_not(caller, limit)
        await helped(caller, procedure, customer)


async def send_to(caller: Caller, customer: Customer) -> None:
    """Send the key where the member chooses, and say the same to everybody; the present key works until then."""
    await caller.do(SentKeys.send, customer, await caller.ask(send_by()))
    await caller.say("sent_key_on_its_way")


async def choose_now(caller: Caller, customer: Customer) -> None:
    """Have the member come in on a page, with the key that was sent, while the telephone waits. Raises AgentWanted."""
    try:
        await finish_on_page(caller, customer, in_zone)
    except (LimitReached, CodeRefused, TriesExhausted):
        raise AgentWanted from None
    await caller.say("key_ready_on_page")


@script
async def in_zone(page: Caller, customer: Customer) -> None:
    """Let the member in, whose document the telephone knows. Raises LimitReached, CodeRefused, TriesExhausted."""
    try:
        await come_in(page, customer)
    except KeyExpired:
        raise TriesExhausted("current_key") from None


async def say_why_not(caller: Caller, limit: LimitReached) -> None:
    """Say that no key is sent now, and when one is if that is soon."""
    why, _, seconds = limit.detail.partition(" ")
    if why == TOO_SOON:
        await caller.say("sent_key_too_soon", seconds=int(seconds))
    else:
        await caller.say("no_more_sent_keys")


async def helped(caller: Caller, procedure: Procedure, customer: Customer | None) -> None:
    """Give the member an agent, who checks them and sends a code; with it they choose a key on a page."""
    agent = await to_agent(caller, procedure.queue, customer)
    if customer is None:
        customer = await caller.do(Handoffs.named, agent)
    await finish_by_telephone(caller, procedure, customer, agent, replace_key)
