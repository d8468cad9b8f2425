"""By which means something goes to the customer, as they choose; and what they hear once a code is on its way."""

from ivr.dialog import Caller, Form, Kind, Option, Question
from ivr.errors import NoMobile
from ivr.key_policies import CHOICE
from ivr.ports import Codes
from ivr.proof_ports import Contacts, Masks
from ivr.values import Customer

SMS, EMAIL = "sms", "email"


async def send_code(caller: Caller, customer: Customer) -> None:
    """Send a code as the table says, or as the customer chooses; say where it went. Raises LimitReached, NoMobile."""
    by = await chosen_way(caller, customer) if caller.institution.code.by == CHOICE else ""
    mask = await caller.do(Codes.send, customer, by)
    await (caller.say("code_sent_email", email=mask) if "@" in mask else caller.say("code_sent", last=mask[-4:]))


async def chosen_way(caller: Caller, customer: Customer) -> str:
    """Ask whether it goes to the mobile or to the e-mail; who has one of them is not asked. Raises NoMobile."""
    masks = await caller.do(Contacts.masks, customer)
    question = send_by(masks)
    if not question.options:
        raise NoMobile
    return question.options[0].answer if len(question.options) == 1 else await caller.ask(question)


def send_by(masks: Masks) -> Question[str]:
    """Ask by which means, naming each contact as far as it may be shown; the answer is sms or email."""
    ways = [way for way, mask in ((SMS, masks.mobile), (EMAIL, masks.email)) if mask]
    options = tuple(Option(str(key), way, f"option_by_{way}") for key, way in enumerate(ways, 1))
    shown = (("last", masks.mobile[-4:]), ("email", masks.email))
    return Question("send_by", "send_by", Kind.CHOICE, Form(1, 1), options, shown)
