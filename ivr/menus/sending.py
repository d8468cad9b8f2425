"""By which means something goes to the customer, as they choose; and what they hear once a code is on its way."""

from ivr.dialog import Caller, Form, Kind, Option, Question
from ivr.key_policies import CHOICE
from ivr.ports import Codes
from ivr.values import Customer

SMS, EMAIL = "sms", "email"


async def send_code(caller: Caller, customer: Customer) -> None:
    """Send a code as the table says, or as the customer chooses; say where it went. Raises LimitReached, NoMobile."""
    by = await caller.ask(send_by()) if caller.institution.code.by == CHOICE else ""
    mask = await caller.do(Codes.send, customer, by)
    await (caller.say("code_sent_email", email=mask) if "@" in mask else caller.say("code_sent", last=mask[-4:]))


def send_by() -> Question[str]:
    """Ask by which means it goes; the answer is sms or email.

    Everybody is asked, and no contact is named: nothing is proven yet. Who has one of them gets it there all the same.
    """
    options = tuple(Option(str(key), way, f"option_by_{way}") for key, way in enumerate((SMS, EMAIL), 1))
    return Question("send_by", "send_by", Kind.CHOICE, Form(1, 1), options)
