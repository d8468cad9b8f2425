"""Reset the password of a company's user: a link proves the registered mailbox, and the password is typed on a page."""

from typing import Any

from ivr.dialog import Caller, Question, script
from ivr.errors import CodeRefused, KeyRefused, LimitReached, OnlyByTelephone, TriesExhausted
from ivr.key_policies import ACCESS
from ivr.menus.agent import to_agent
from ivr.menus.company_users import user_by_keypad, user_on_page
from ivr.menus.continuing import finish_on_page
from ivr.menus.questions import confirmation, keys_of_kind
from ivr.menus.refused import say_refused
from ivr.menus.secure import NEW_KEYS
from ivr.menus.with_agent import finish_by_telephone
from ivr.ports import Handoffs, Keys
from ivr.proof_ports import Terms
from ivr.values import Customer

WRONG_EMAIL = ("wrong_email_administrator", "wrong_email_agent")
"""Whom those ask whose registered address is not theirs any more."""


@script
async def reset(caller: Caller) -> None:
    """Give a new password to a user who forgot theirs, or whose password is blocked."""
    procedure = caller.procedures["reset"]
    if caller.on_page:
        return await by_mailbox(caller, *await user_on_page(caller))
    customer, agent = await user_by_keypad(caller), None
    if customer is None:
        agent = await to_agent(caller, procedure.queue)
        customer = await caller.do(Handoffs.named, agent)
    return await finish_by_telephone(caller, procedure, customer, agent, set_password)


async def by_mailbox(caller: Caller, customer: Customer, words: tuple[str, ...]) -> None:
    """Do it on pages alone. Raises OnlyByTelephone."""
    try:
        await finish_on_page(caller, customer, set_password, (*words, *WRONG_EMAIL))
    except LimitReached:
        await caller.say("no_more_links")
        raise OnlyByTelephone from None
    except (CodeRefused, TriesExhausted):
        raise OnlyByTelephone from None


@script
async def set_password(page: Caller, customer: Customer) -> None:
    """Ask for the password twice and for the terms, in one form. Raises TriesExhausted, LimitReached, CodeRefused."""
    _, first, again = keys_of_kind(page.institution, ACCESS)
    asked: tuple[Question[Any], ...] = first, again, confirmation("terms")
    for attempt in range(NEW_KEYS):
        key, repeated, *accepts = await page.ask_together(*asked)
        if False in accepts:
            await page.say("terms_needed")
            continue
        if accepts:
            await page.do(Terms.accept, customer, page.institution.admission.terms)
            asked = first, again  # once is enough
        if not key.matches(repeated):
            await page.say("keys_differ")
            continue
        try:
            await page.do(Keys.replace, customer, key)
        except KeyRefused as refused:
            await say_refused(page, refused, whole=attempt > 0)
        else:
            return await page.say("key_changed")
    raise TriesExhausted("new_key")
