"""Becoop's line: a temporary key for the private zone, to mobile or e-mail, and an agent for the rest (E2)."""

import re

import pytest

from ivr.stores.demo_customers import DemoCustomer
from tests.phone.bank import audited
from tests.phone.call import Call
from tests.phone.line import Phone

MENU = ("menu_main", "option_sent_key", "option_agent")
WAYS = ("send_by", "option_by_sms", "option_by_email")
TYPES = ("document_type", "option_type_CC", "option_type_TI")
KEY, ADDRESS = "Zc7uQx", "maria.gomez@correo.example"


@pytest.fixture
def members(local: Phone) -> Phone:
    """Give the line of the cooperative."""
    return Phone(local.service, "becoop")


def identified(phone: Phone, member: DemoCustomer) -> Call:
    """Have typed the document for a temporary key."""
    call = phone.dials().hears("welcome", *MENU).presses("1").hears("document_number")
    call.presses(f"{member.document_number}#").hears(*TYPES).presses("1")
    return call.hears("document_confirm").presses("1")


@pytest.mark.parametrize(("key", "by"), [("1", "sms"), ("2", "email")])
def test_e2_a_temporary_key_by_telephone(members: Phone, key: str, by: str) -> None:
    """With nobody at a desk: two keys say where it goes; the present key works on, and the page is named."""
    member = members.customer(key=KEY, email=ADDRESS)
    call = identified(members, member).hears(*WAYS).presses(key).hears("one_moment", f"sent_key_by_{by}", *MENU)
    texts, (letter,) = members.messages(member.mobile), members.service.emails(ADDRESS)
    sent = re.findall(r"temporal es (\w{8})", texts[0]) + re.findall(r"es:\s+(\w{8})\s", letter.text)
    assert len(sent) == 1
    assert all(sent[0] not in said for said in call.said)
    assert members.key_works(member, KEY)
    assert audited(members.service.parts.records, member) == ["temporary_key_sent"]


def test_e2_who_has_one_contact_is_not_asked(members: Phone) -> None:
    """It goes there at once."""
    member = members.customer(key=KEY)
    identified(members, member).hears("one_moment", "sent_key_by_sms", *MENU)
    assert len(members.messages(member.mobile)) == 1


def test_e2_an_agent_helps_who_asks_for_one(members: Phone) -> None:
    """The key 0 at the choice leads to the queue of members, with the cooperative's own checklist."""
    member, agent = members.customer(key=KEY, email=ADDRESS), members.agent().available()
    call = identified(members, member).hears(*WAYS).presses("0").hears("to_agent", "agent_needs", "agent_coming")
    agent.takes(call.is_queued())
    call.hears("agent_coming")
    agent.checks(member)
    assert members.messages(member.mobile) == []
