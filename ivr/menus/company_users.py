"""Learn for which company somebody calls, and which of its users they are: by name, or by the keys of a telephone."""

from typing import Any

from ivr.dialog import Caller, Form, Kind, Option, Question, script
from ivr.errors import AgentWanted, LimitReached, OnlyByTelephone, TriesExhausted
from ivr.institutions import DocumentType, Institution
from ivr.menus.identify import READINGS
from ivr.menus.nit import without_check_digit
from ivr.menus.questions import ONE_KEY, confirmation, document_name, fits
from ivr.menus.written import plain
from ivr.proof_ports import Users
from ivr.values import Customer, Document

USER_NAME, USER_KEYS = Form(1, 40), Form(4, 20)
NIT = "NIT"
LEFT_OUT = "check_digit_left_out"


async def user_on_page(caller: Caller) -> tuple[Customer, tuple[str, ...]]:
    """Give the user whom a company's document and a name point to, and what is to be said of what they wrote.

    Raises OnlyByTelephone, TriesExhausted.
    """
    try:
        return await written_user(caller)
    except LimitReached:
        await caller.say("limit_reached")
        raise OnlyByTelephone from None


async def user_by_keypad(caller: Caller) -> Customer | None:
    """Give the user whom a caller's keys point to; None where only an agent can ask."""
    try:
        found = await typed_user(caller)
    except LimitReached:
        await caller.say("limit_reached")
    except (AgentWanted, TriesExhausted):
        pass
    else:
        if found is None:
            await caller.say("several_users")
        return found
    return None


@script
async def written_user(caller: Caller) -> tuple[Customer, tuple[str, ...]]:
    """Ask for company and user in one form. Raises LimitReached, TriesExhausted."""
    table = caller.institution
    asked: tuple[Question[Any], ...] = company_type(companies(table)), company_number(table), user_name()
    for _ in range(READINGS):
        code, number, user = await caller.ask_together(*asked)
        company = await company_of(caller, (table.document(code),), plain(number))
        if company is not None:
            shorter = company.number != plain(number)
            return await caller.do(Users.identify, company, user), (LEFT_OUT,) if shorter else ()
    raise TriesExhausted("company_number")


@script
async def typed_user(caller: Caller) -> Customer | None:
    """Ask for the company, read it back, and then for the user's name in keys. Raises LimitReached, TriesExhausted."""
    for _ in range(READINGS):
        number = await caller.ask(company_number(caller.institution))
        company = await company_of(caller, companies(caller.institution), number)
        if company is None:
            continue
        name = document_name(caller.institution, company.type)
        if await caller.ask(confirmation("document_confirm", number=company.number, type=name)):
            return await caller.do(Users.find, company, await caller.ask(user_keys()))
    raise TriesExhausted("company_number")


async def company_of(caller: Caller, kinds: tuple[DocumentType, ...], number: str) -> Document | None:
    """Give the document that a number is, its type asked where several fit; None, and why, for what fits none.

    A NIT that was typed with its check digit is taken without, and that is said.
    """
    if shorter := without_check_digit(number) if NIT in {kind.code for kind in kinds} else "":
        if not caller.on_page:  # there it is said beside what came of it
            await caller.say(LEFT_OUT)
        return Document(NIT, shorter)
    fitting = tuple(kind for kind in kinds if fits(kind, number))
    if not fitting:
        await caller.say("company_number_unfit")
        return None
    return Document(fitting[0].code if len(fitting) == 1 else await caller.ask(company_type(fitting)), number)


def companies(institution: Institution) -> tuple[DocumentType, ...]:
    """Give the types of document that name a company."""
    return tuple(kind for kind in institution.documents if kind.company)


def company_type(kinds: tuple[DocumentType, ...]) -> Question[str]:
    """Ask which of these types of document it is; the answer is the type's code."""
    options = tuple(Option(str(key), kind.code, f"option_type_{kind.code}") for key, kind in enumerate(kinds, 1))
    return Question("document_type", "document_type", Kind.CHOICE, ONE_KEY, options)


def company_number(institution: Institution) -> Question[str]:
    """Ask for the number of a company's document; one sign more is taken, to recognise a check digit."""
    kinds = companies(institution)
    form = Form(min(kind.shortest for kind in kinds), max(kind.longest for kind in kinds) + 1)
    return Question("company_number", "company_number", Kind.DIGITS, form)


def user_name() -> Question[str]:
    """Ask for a user name as it was given: its case counts, and stray spaces are pointed out."""
    return Question("user_name", "user_name", Kind.TEXT, USER_NAME, verbatim=True)


def user_keys() -> Question[str]:
    """Ask for a user name in the keys of a telephone; a sign that is neither letter nor digit is a one."""
    return Question("user_keys", "user_keys", Kind.DIGITS, USER_KEYS)
