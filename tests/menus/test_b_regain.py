"""Banco Caja Social's line: a new key by keypad, without an agent where the caller can go on alone (B1 to B8)."""

from dataclasses import dataclass
from typing import Any

import pytest

from ivr.stores.demo.customers import DemoCustomer
from tests.phone.bank import audited, owed
from tests.phone.call import Call
from tests.phone.line import Phone
from tests.phone.people import mobile, somebody
from tests.phone.plain import PlainService
from tests.web.customer.banco_caja_social import BANK, NEW_KEY, OWN, PRODUCTS, Regaining, wrong
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import CALL_US, Visit

MENU = ("menu_main", "option_regain", "option_agent", "option_office_code")
OPTIONS, LAST = 4, 2


@dataclass
class Caller:
    """A customer with a telephone at the ear."""

    bank: Phone
    customer: DemoCustomer

    def identified(self) -> Call:
        """Have typed the document."""
        call = self.bank.is_staffed().dials(mobile()).hears("welcome", *MENU).presses("1")
        call.hears("universal_keys", "document_number")
        call.presses(f"{self.customer.document_number}#").hears("document_type", "option_type_CC", "option_type_TI")
        return call.presses("1").hears("document_confirm").presses("1")

    def code(self) -> str:
        """Read the newest code, in an e-mail."""
        service: Any = self.bank.service
        text = str(service.emails(self.customer.email)[-1].text)
        return text.partition(" es ")[2][:6]

    def at_questions(self) -> Call:
        """Have typed the code."""
        call = self.identified().hears("contacts_still_right").presses("1")
        call.hears("one_moment", "code_on_its_way", "security_code")
        return call.presses(self.code())

    def answers(self, call: Call, *, right: bool = True) -> Call:
        """Answer three questions by ear; wrongly the last one, if so."""
        for number in range(3):
            key = own_option(call.telephone.heard()[call.read :])
            call.anyhow().presses(key if right or number < LAST else str(int(key) % OPTIONS + 1))
        return call


def own_option(heard: list[str]) -> str:
    """Give the key of the option that is the customer's own, from what was heard."""
    question, *options = heard[-OPTIONS - 1 :]
    own = next((facts for product, facts in OWN.items() if f"su {product}?" in question), set(OWN))
    return next(str(place) for place, said in enumerate(options, 1) if any(f"Para {one}," in said for one in own))


@pytest.fixture
def plain_visit(local: Phone) -> Visitor:
    """Give what brings a visitor to the pages beside the telephone."""
    service: Any = local.service
    return lambda procedure="activate", **fields: Visit(service, procedure, **fields)


@pytest.fixture
def maria(local: Phone) -> Caller:
    """Give a customer with e-mail, mobile and two products."""
    bank = Phone(local.service, BANK)
    return Caller(bank, bank.customer(email="maria@correo.example", products=PRODUCTS))


def test_b7_a_key_is_regained_by_keypad(maria: Caller) -> None:
    """Contacts confirmed, the code from the e-mail, three questions, a key that ends with the number sign: no agent."""
    call = maria.answers(maria.at_questions())
    call.hears("new_key").presses(f"{NEW_KEY}#").hears("new_key_again").presses(f"{NEW_KEY}#")
    call.hears("one_moment", "key_changed", *MENU)
    assert maria.bank.key_works(maria.customer, NEW_KEY)


REACHED: tuple[dict[str, str], ...] = (
    {"email": "b@correo.example"},
    {"email": ""},
    {"mobile": "", "email": "c@correo.example"},
    {"mobile": "", "email": ""},
    {"mobile": "+34600123456", "email": ""},
)


def test_b2_who_is_known_and_how_they_are_reached_is_told_to_nobody(local: Phone) -> None:
    """Both contacts, one, none, one abroad, or no customer at all: the same words and commands until no try is left."""
    bank, service = Phone(local.service, BANK), local.service
    assert isinstance(service, PlainService)
    people = [bank.customer(products=PRODUCTS, **contacts) for contacts in REACHED]
    roads = set()
    for person in (*people, somebody()):
        before = len(service.switchboard.commands)
        call = Caller(bank, person).identified()
        named = call.read
        call.hears("contacts_still_right").presses("1").hears("one_moment", "code_on_its_way", "security_code")
        for _ in range(2):
            call.presses("12345").presses("100000").hears("security_code_wrong", "code_wrong", "security_code")
        call.presses("100000").hears("code_over", *MENU).hangs_up()
        commands = [command.name for command in service.switchboard.commands[before:]]
        roads.add((*call.telephone.heard()[named:], *commands))
    assert len(roads) == 1
    codes = [(row.channel, row.to) for row in owed(service.parts.records) if row.purpose == "code"]
    assert codes[:2] == [("email", "b@correo.example"), ("sms", people[1].mobile)]
    assert codes[2:] == [("email", "c@correo.example"), *[("email", "")] * 3]


def test_b2_who_can_be_reached_nowhere_is_helped_by_an_agent(maria: Caller) -> None:
    """Zero while the code is awaited: the agent registers a mobile, and the code goes there."""
    nowhere, new = Caller(maria.bank, maria.bank.customer(products=PRODUCTS, mobile="", email="")), mobile()
    agent = maria.bank.agent().available()
    call = nowhere.identified().hears("contacts_still_right").presses("1")
    call.hears("one_moment", "code_on_its_way", "security_code").presses("0#")
    call.hears("to_agent", "agent_needs", "agent_coming").is_queued()
    agent.takes(call).checks(nowhere.customer, 5).changes_mobile(new[3:]).to_keypad()
    call.hears("agent_coming", "one_moment", "capsule", "security_code").presses(maria.bank.reads_sms(new))
    call.hears("new_key")


def test_b6_both_channels_have_one_limit(maria: Caller, plain_visit: Visitor) -> None:
    """A set that failed by telephone and one that failed on the page are two: then only a person helps, on both."""
    call = maria.answers(maria.at_questions(), right=False)
    call.anyhow().hangs_up()
    maria.bank.waits(1000)
    page = Regaining(maria.bank, plain_visit, maria.customer)
    visit = page.at_questions()
    visit.types(*wrong(visit)).sees("answers_wrong", *CALL_US)
    maria.bank.waits(1000)
    maria.bank.agent().available()
    maria.at_questions().hears("limit_reached", "to_agent", "agent_needs", "agent_coming")


def test_b4_a_wrong_contact_leads_to_an_agent(maria: Caller) -> None:
    """The agent's code goes to the mobile, not to an address that may be wrong; the key is set in private."""
    agent = maria.bank.agent().available()
    call = maria.identified().hears("contacts_still_right").presses("2")
    call.hears("contacts_differ", "to_agent", "agent_needs", "agent_coming").is_queued()
    agent.takes(call)
    agent.checks(maria.customer).sends_code().to_keypad()
    code = maria.bank.reads_sms(maria.customer.mobile)
    call.hears("agent_coming", "one_moment", "capsule", "security_code").presses(code)
    call.hears("new_key").presses(f"{NEW_KEY}#").hears("new_key_again").presses(f"{NEW_KEY}#")
    call.hears("one_moment", "key_changed", *MENU)
    assert maria.bank.key_works(maria.customer, NEW_KEY)


def test_b5_two_minutes_and_a_second_later_it_begins_again(maria: Caller) -> None:
    """Back at the menu: nothing was changed."""
    call = maria.identified().hears("contacts_still_right").presses("1")
    call.hears("one_moment", "code_on_its_way", "security_code")
    code = maria.code()
    maria.bank.waits(121)
    call.presses(code).hears("code_over", *MENU)


def test_b6_one_wrong_answer_leads_to_an_agent(maria: Caller) -> None:
    """It is a failure; whoever cannot answer is checked by a person."""
    maria.bank.agent().available()
    call = maria.answers(maria.at_questions(), right=False)
    call.hears("answers_wrong", "to_agent", "agent_needs", "agent_coming").is_queued()
    assert "questions_failed" in audited(maria.bank.service.parts.records, maria.customer)


def test_b8_a_blocked_key_is_unblocked_by_keypad(maria: Caller) -> None:
    """What failed attempts had blocked works again with the new key."""
    blocked = Caller(maria.bank, maria.bank.customer(email="b@correo.example", products=PRODUCTS, blocked=True))
    call = blocked.answers(blocked.at_questions())
    call.hears("new_key").presses(f"{NEW_KEY}#").hears("new_key_again").presses(f"{NEW_KEY}#")
    call.hears("one_moment", "key_changed", *MENU)
    assert blocked.bank.key_works(blocked.customer, NEW_KEY)
