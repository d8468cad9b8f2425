"""Becoop's line: a temporary key for the private zone, to mobile or e-mail, and an agent for the rest (E2)."""

import re

import pytest

from ivr.stores.demo.customers import DemoCustomer
from tests.phone.bank import audited, owed
from tests.phone.call import Call
from tests.phone.line import Phone
from tests.phone.people import mobile, somebody
from tests.phone.plain import PlainService
from tests.web.customer.visit import Visit

MENU = ("menu_main", "option_sent_key", "option_agent")
WAYS = ("send_by", "option_by_sms", "option_by_email")
SENT = ("one_moment", "sent_key_on_its_way", "choose_now")
TYPES = ("document_type", "option_type_CC", "option_type_TI")
KEY, NEW_KEY, ADDRESS = "Zc7uQx", "Kr9wMn", "maria.gomez@correo.example"


@pytest.fixture
def members(local: Phone) -> Phone:
    """Give the line of the cooperative."""
    return Phone(local.service, "becoop")


def identified(phone: Phone, member: DemoCustomer) -> Call:
    """Have typed the document for a temporary key."""
    call = phone.dials(mobile()).hears("welcome", *MENU).presses("1").hears("universal_keys", "document_number")
    call.presses(f"{member.document_number}#").hears(*TYPES).presses("1")
    return call.hears("document_confirm").presses("1")


@pytest.mark.parametrize("key", ["1", "2"])
def test_e2_a_temporary_key_by_telephone(members: Phone, key: str) -> None:
    """With nobody at a desk: two keys say where it goes; the present key works on, and the page is named."""
    member = members.customer(key=KEY, email=ADDRESS)
    call = identified(members, member).hears(*WAYS).presses(key).hears(*SENT)
    call.presses("2").hears(*MENU)
    texts, (letter,) = members.messages(member.mobile), members.service.emails(ADDRESS)
    sent = re.findall(r"temporal es (\w{8})", texts[0]) + re.findall(r"es:\s+(\w{8})\s", letter.text)
    assert len(sent) == 1
    assert all(sent[0] not in said for said in call.said)
    assert members.key_works(member, KEY)
    assert audited(members.service.parts.records, member) == ["temporary_key_sent"]


@pytest.mark.parametrize("key", ["1", "2"])
def test_e2_who_is_known_and_how_they_are_reached_is_told_to_nobody(members: Phone, key: str) -> None:
    """Both contacts, one, none, or no member at all: the same words to the end, and the key where it can go."""
    reached = (
        {"email": ADDRESS},
        {"email": ""},
        {"mobile": "", "email": "c@correo.example"},
        {"mobile": "", "email": ""},
    )
    people = [members.customer(key=KEY, **contacts) for contacts in reached]
    words = set()
    for person in (*people, somebody()):
        call = identified(members, person).hears(*WAYS).presses(key).hears(*SENT)
        words.add(tuple(call.said))
        words.add(tuple(call.presses("1").hears("one_moment", "page_link_sent", "page_keys").said))
        call.hangs_up()
    assert len(words) == 2
    keys = [(row.to, row.state) for row in owed(members.service.parts.records) if row.purpose == "key"]
    both = people[0].mobile if key == "1" else ADDRESS
    assert [to for to, _ in keys] == [both, people[1].mobile, "c@correo.example", "", ""]
    assert [state == "nowhere" for _, state in keys] == [False] * 3 + [True] * 2


def test_e2_an_agent_helps_who_asks_for_one(members: Phone) -> None:
    """The key 0 at the choice: the cooperative's own checklist, a code by keypad, and the key chosen on a page."""
    member, agent = members.customer(key=KEY, email=ADDRESS), members.agent().available()
    call = identified(members, member).hears(*WAYS).presses("0").hears("to_agent", "agent_needs", "agent_coming")
    agent.takes(call.is_queued())
    call.hears("agent_coming")
    agent.checks(member).sends_code().to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(members.reads_sms(member.mobile))
    call.hears("one_moment", "page_link_sent", "page_keys").is_asked()
    agent.sees("at_keypad", "code_accepted")
    visit = opened(members).sees("new_key", "new_key_again").types(NEW_KEY, NEW_KEY).sees("zone_key_set")
    assert visit.page.fields == []
    members.waits(1)
    call.hears("key_ready_on_page", *MENU)
    assert members.key_works(member, NEW_KEY)


def on_page(members: Phone, member: DemoCustomer) -> tuple[Call, Visit]:
    """Have opened the page of the link, while the telephone waits."""
    call = identified(members, member).hears(*WAYS).presses("1").hears(*SENT)
    call.presses("1").hears("one_moment", "page_link_sent", "page_keys").is_asked()
    return call, opened(members).sees("current_key")


def opened(members: Phone) -> Visit:
    """Open the page of the link that was sent to the mailbox, and go on there."""
    service = members.service
    assert isinstance(service, PlainService)
    link = next(one for one in service.emails(ADDRESS) if "enlace=" in one.text)
    return Visit(service, "sent_key", institution="becoop").opens(link.text).goes_on()


def test_e3_e4_the_key_is_chosen_on_a_page_while_the_telephone_waits(members: Phone) -> None:
    """The temporary key of the message, a key with letters, image and phrase; the telephone hears when it is done."""
    member = members.customer(key=KEY, email=ADDRESS)
    call, visit = on_page(members, member)
    sent = re.findall(r"temporal es (\w{8})", members.messages(member.mobile)[0])[0]
    visit.types(sent).sees("sent_key_ends", "new_key", "new_key_again").types(NEW_KEY, NEW_KEY)
    visit.sees("zone_key_set", "security_image", "security_phrase").types("kite", "El viento de agosto").sees("in_zone")
    members.waits(1)
    call.hears("key_ready_on_page", *MENU)
    assert members.key_works(member, NEW_KEY)


def test_e3_wrong_keys_on_the_page_lead_the_call_to_an_agent(members: Phone) -> None:
    """Three of them block the key there too; the telephone goes on."""
    member = members.is_staffed().customer(key=KEY, email=ADDRESS)
    call, visit = on_page(members, member)
    for _ in range(3):
        visit.types("Wr0ngOne")
    visit.sees("page_gives_up")
    members.waits(1)
    call.hears("to_agent", "agent_needs", "queue_nobody", "queue_keys", "queue_call_back").is_queued()
    assert members.key_works(member, KEY)
