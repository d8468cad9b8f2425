"""A code that nobody received: the agent who had it sent is told, and can ask for the right mobile or send another."""

import re

import structlog

from ivr.agents.centre import CallCentre
from ivr.agents.floor import Move
from ivr.agents.handoff import LIVE, Handoff
from ivr.errors import ConflictError

CODE_KEY = re.compile(r"(?P<handoff>[^:]+):code:(?P<number>[0-9]+)(:[0-9]+)?")
log = structlog.get_logger()


def code_key(handoff: Handoff, number: int) -> str:
    """Give the idempotency key of a handoff's first, second ... code, under which its message is owed too.

    After a change of the mobile it is another one: the code to the old number was not the one to the new.
    """
    return f"{handoff.id}:code:{number}" + (f":{handoff.mobiles}" if handoff.mobiles else "")


def tell_undelivered(centre: CallCentre, key: str) -> None:
    """Note on the handoff which of its codes got lost; other messages, and calls that are over, change nothing.

    `key` is the message's idempotency key. Raises Unavailable.
    """
    log.warning("message_lost", purpose="code" if CODE_KEY.fullmatch(key) else "notice")
    if code := CODE_KEY.fullmatch(key):
        fields = {"undelivered": code["number"]}
        try:
            centre.move(Move(code["handoff"], LIVE, "code_undelivered", fields=fields))
        except ConflictError:
            log.info("undelivered_late", handoff=code["handoff"])
