"""What tests of call-backs share: somebody who waits, agrees on a call, and what is on record of it."""

from sqlalchemy import select

from ivr.stores.schema import CallBackRecord, HandoffRecord
from tests.phone.call import Call
from tests.phone.line import MENU, Phone
from tests.phone.plain import PlainService

OPENING = ("welcome", *MENU)
GREETED = ("call_back_greeting", "call_back_ready")


def waits(line: Phone, number: str | None = None) -> Call:
    """Wait in the queue of the menu's first key."""
    return line.dials(number).hears(*OPENING).presses("1").anyhow().is_queued()


def agreed(line: Phone, number: str | None = None) -> None:
    """Have agreed on a call-back to the own number, and have hung up."""
    call = waits(line, number).presses("1").hears("call_back_own").presses("1")
    call.hears("call_back_agreed", "goodbye").has_ended()


def records(service: PlainService) -> list[CallBackRecord]:
    """Give the facts of call-backs that ended."""
    service.work()
    with service.parts.records.read() as session:
        return list(session.scalars(select(CallBackRecord)))


def outcomes(service: PlainService) -> list[str]:
    """Give how the waits ended, in the order of their beginnings."""
    service.work()
    with service.parts.records.read() as session:
        return list(session.scalars(select(HandoffRecord.outcome).order_by(HandoffRecord.requested)))


def dialled(service: PlainService, number: str) -> int:
    """Count the calls that were made to a number."""
    return sum(command.name == "dial" and command.given[0] == number for command in service.switchboard.commands)
