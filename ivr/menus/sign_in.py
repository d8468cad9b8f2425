"""Come in on a page, with document and access key."""

from typing import Any

from ivr.dialog import Caller, Question, script
from ivr.errors import KeyWrong, TriesExhausted
from ivr.menus.identify import READINGS, identified
from ivr.menus.questions import fits, key_question
from ivr.menus.written import plain, written_number, written_type
from ivr.ports import Keys
from ivr.values import Customer, Document


@script
async def sign_in(caller: Caller) -> Customer:
    """Give who showed that they know document and access key, asked together, as a door does.

    An unknown document is like a wrong key. Raises LimitReached (the key is blocked), KeyExpired, OnlyByTelephone,
    TriesExhausted.
    """
    table = caller.institution
    for _ in range(READINGS):
        own_key = key_question("current_key", table.key, "sign_in_key")
        asked: tuple[Question[Any], ...] = written_type(table), written_number(table), own_key
        kind, number, key = await caller.ask_together(*asked)
        if not fits(table.document(kind), plain(number)):
            await caller.say("document_does_not_fit")
            continue
        customer = await identified(caller, Document(kind, plain(number)))
        try:
            await caller.do(Keys.confirm, customer, key)
        except KeyWrong:
            await caller.say("sign_in_differs")
        else:
            return customer
    raise TriesExhausted("current_key")
