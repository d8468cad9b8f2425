"""Come in with the access key: what is temporary is replaced, one kind of key after the other."""

from ivr.dialog import Caller, Form, Kind, Option, Question, script
from ivr.errors import AgentFinished, CodeRefused, KeyExpired, LimitReached, NoMobile
from ivr.menus.admission import accepts_terms
from ivr.menus.agent import to_agent
from ivr.menus.definitive_key import set_definitive_key
from ivr.menus.secure import words_for
from ivr.menus.sign_in import sign_in
from ivr.ports import Keys
from ivr.procedures import Procedure
from ivr.values import Customer

LEAVE = "none"
RECOVER = "key_blocked"
"""The limit that a customer lifts without an agent, by recovering the key."""


@script
async def enter(caller: Caller) -> None:
    """Let a customer in, and have every temporary key replaced; who has none may choose which one to change."""
    procedure = caller.procedures["enter"]
    customer = None
    try:
        if not await accepts_terms(caller):
            return
        customer = await sign_in(caller, procedure)
        for kind in await to_be_set(caller, customer):
            await set_definitive_key(caller, customer, kind)
            await caller.say("one_key_set", label=label(caller, kind))
        await caller.say("keys_ready")
    except (LimitReached, KeyExpired, CodeRefused, NoMobile) as trouble:
        await helped_with(caller, procedure, customer, trouble)


async def to_be_set(caller: Caller, customer: Customer) -> tuple[str, ...]:
    """Give the kinds of keys that wait for a definitive one, in the table's order; else the one the customer wants."""
    kinds = caller.institution.keys
    if waiting := [kind for kind in kinds if await caller.do(Keys.state, customer, kind) != "active"]:
        await caller.say("keys_to_set")
        return tuple(waiting)
    kind = await caller.ask(which_key(caller))
    return () if kind == LEAVE else (kind,)


def which_key(caller: Caller) -> Question[str]:
    """Ask which key is to be changed, if any."""
    kinds = enumerate([*caller.institution.keys, LEAVE], 1)
    options = tuple(Option(str(key), kind, f"option_key_{kind}") for key, kind in kinds)
    return Question("which_key", "which_key", Kind.CHOICE, Form(1, 1), options)


def label(caller: Caller, kind: str) -> str:
    """Give how people call a kind of key."""
    return caller.institution.keys[kind].label


async def helped_with(
    caller: Caller,
    procedure: Procedure,
    customer: Customer | None,
    trouble: LimitReached | KeyExpired | CodeRefused | NoMobile,
) -> None:
    """Say what happened; a key that is blocked or too old is recovered, with anything else an agent helps."""
    await caller.say(words_for(trouble))
    if not isinstance(trouble, KeyExpired) and trouble.detail != RECOVER:
        await to_agent(caller, procedure.queue, customer)
        raise AgentFinished
