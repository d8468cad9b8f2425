"""Becoop's pages: the virtual keyboard, a temporary key that we send, the forced change, image and phrase (E1-E4)."""

import re

import pytest

from ivr.mail.memory_post_office import MemoryPostOffice
from ivr.recognition import IMAGES
from ivr.stores.demo.customers import DemoCustomer
from tests.phone.bank import audited, owed
from tests.phone.line import Phone
from tests.phone.people import digits, somebody
from tests.phone.plain import PlainService
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import CALL_US, Visit, plain_text

DOCUMENT, CHOICE = ("document_type", "document_number"), ("security_image", "security_phrase")
KEY, NEW_KEY, PHRASE = "Zc7uQx", "Kr9wMn", "El viento de agosto"
ADDRESS = "maria.gomez@correo.example"


@pytest.fixture
def members(plain: PlainService) -> Phone:
    """Give the telephones of members, on which messages arrive."""
    return Phone(plain, "becoop")


@pytest.fixture
def member(members: Phone) -> DemoCustomer:
    """Give a member with mobile, e-mail and a key, who has chosen no image."""
    return members.customer(key=KEY, email=ADDRESS)


def zone(visitor: Visitor, member: DemoCustomer) -> Visit:
    """Be asked for the key."""
    visit = visitor("private_zone", institution="becoop").begins().sees(*DOCUMENT)
    return visit.types("CC", member.document_number).sees("current_key")


def asked(visitor: Visitor, document: str) -> Visit:
    """Be asked where the temporary key goes."""
    return visitor("sent_key", institution="becoop").begins().types("CC", document).sees("send_by")


def sent_by_sms(members: Phone, member: DemoCustomer) -> str:
    """Read the temporary key that the mobile got last."""
    return str(re.findall(r"temporal es (\w{8})", members.messages(member.mobile)[-1])[-1])


def picture(visit: Visit) -> tuple[str, str]:
    """Give image and phrase as they stand over the key."""
    found = re.search(r'images/(\w+)\.svg"[^>]*>\s*<figcaption>«(.+)»', visit.answers[-1].text)
    assert found is not None
    return found[1], found[2]


def test_e1_document_then_key(visitor: Visitor, member: DemoCustomer, members: Phone) -> None:
    """A member chooses image and phrase once, and is in; a wrong key is told without saying what was wrong."""
    visit = zone(visitor, member).types("Wr0ng").sees("zone_key_differs", "current_key").types(KEY).sees(*CHOICE)
    visit.types("kite", PHRASE).sees("in_zone")
    assert visit.page.title.startswith("Zona privada")
    assert audited(members.service.parts.records, member) == ["key_wrong", "key_confirmed", "recognition_chosen"]


def test_e1_the_keyboard_gives_nothing_away(visitor: Visitor, member: DemoCustomer) -> None:
    """Without JavaScript there is the plain field; keys are made in the browser, and no page holds what was typed."""
    visit = zone(visitor, member)
    html = visit.answers[-1].text
    assert 'type="password"' in html
    assert 'data-keyboard-of="current_key"' in html
    assert "customer/keyboard.js" in html
    visit.types("Wr0ng9")
    assert all("Wr0ng9" not in answer.text and "Wr0ng9" not in (answer.location or "") for answer in visit.answers)


@pytest.mark.parametrize("by", ["sms", "email"])
def test_e2_a_temporary_key_goes_where_the_member_wants(
    visitor: Visitor, member: DemoCustomer, members: Phone, plain: PlainService, by: str
) -> None:
    """Two ways to choose from, one message with the key, the other contact told; wiped once it is sent."""
    visit = asked(visitor, member.document_number)
    assert all(told not in visit.answers[-1].text for told in (member.mobile[-4:], "*****", "correo.example"))
    visit.types(by).sees("sent_key_on_its_way")
    (letter, *more), texts = plain.emails(ADDRESS), members.messages(member.mobile)
    assert (more, len(texts)) == ([], 1)
    key = sent_by_sms(members, member) if by == "sms" else letter.text.split("\n\n")[1]
    assert (len(key), "no fui yo" in texts[0], "no fui yo" in letter.text) == (8, True, True)
    assert letter.html.count(key) == (by == "email")
    assert [row.body for row in owed(plain.parts.records) if row.purpose == "key"] == [""]
    assert members.key_works(member, KEY)


def test_e2_a_mail_server_that_is_away_loses_nothing(
    visitor: Visitor, member: DemoCustomer, plain: PlainService, members: Phone
) -> None:
    """The member is told at once that it goes to their e-mail; it does when somebody serves there again, once."""
    office = plain.parts.own_mail
    assert isinstance(office, MemoryPostOffice)
    office.away = True
    asked(visitor, member.document_number).types("email").sees("sent_key_on_its_way")
    members.waits(60)
    assert plain.emails(ADDRESS) == []
    office.away = False
    members.waits(600)
    assert len(plain.emails(ADDRESS)) == 1


def test_e2_an_unknown_document_sees_the_same(visitor: Visitor, member: DemoCustomer, plain: PlainService) -> None:
    """The same questions and words, image and phrase that stay the same, and nobody gets anything."""
    document = f"10{digits(8)}"
    asked(visitor, document).types("email").sees("sent_key_on_its_way")
    assert [row.state for row in owed(plain.parts.records)] == ["nowhere"]
    unknown = visitor("private_zone", institution="becoop").begins().types("CC", document)
    assert picture(unknown) == picture(visitor("private_zone", institution="becoop").begins().types("CC", document))
    assert picture(unknown)[0] in IMAGES
    for _ in range(2):
        unknown.types("Wr0ngOne").sees("zone_key_differs", "current_key")
    unknown.types("Wr0ngOne").sees("zone_key_blocked")
    known = zone(visitor, member)
    for _ in range(2):
        known.types("Wr0ngOne").sees("zone_key_differs", "current_key")
    known.types("Wr0ngOne").sees("zone_key_blocked")


@pytest.mark.parametrize("by", ["sms", "email"])
def test_e2_who_is_known_and_how_they_are_reached_is_shown_to_nobody(
    visitor: Visitor, members: Phone, plain: PlainService, by: str
) -> None:
    """Both contacts, one, none, frozen, or no member at all: the same pages, word for word."""
    contacts = (
        {"email": ADDRESS},
        {"email": ""},
        {"mobile": "", "email": "c@correo.example"},
        {"mobile": "", "email": ""},
    )
    people = [*(members.customer(key=KEY, **one) for one in contacts), members.customer(frozen=True), somebody()]
    pages = set()
    for person in people:
        visit = asked(visitor, person.document_number)
        pages.add(plain_text(visit))
        pages.add(plain_text(visit.types(by).sees("sent_key_on_its_way")))
    assert len(pages) == 2
    sent = [row.to for row in owed(plain.parts.records) if row.purpose == "key"]
    assert sent == [people[0].mobile if by == "sms" else ADDRESS, people[1].mobile, "c@correo.example", "", "", ""]


def test_e2_keys_are_not_sent_without_end(visitor: Visitor, member: DemoCustomer, members: Phone) -> None:
    """One at once is too soon; after three in ten minutes only the line helps."""
    asked(visitor, member.document_number).types("sms").sees("sent_key_on_its_way")
    asked(visitor, member.document_number).types("sms").sees("sent_key_too_soon", *CALL_US)
    for pause in (40, 80):
        members.waits(pause)
        asked(visitor, member.document_number).types("sms").sees("sent_key_on_its_way")
    members.waits(160)
    asked(visitor, member.document_number).types("sms").sees("no_more_sent_keys", *CALL_US)
    assert len(members.messages(member.mobile)) == 3


def test_e3_a_temporary_key_must_be_replaced(visitor: Visitor, member: DemoCustomer, members: Phone) -> None:
    """First a key of 4 to 8 signs with upper, lower and digit; then image and phrase; the old key ends."""
    asked(visitor, member.document_number).types("sms")
    visit = zone(visitor, member).types(sent_by_sms(members, member))
    visit.sees("sent_key_ends", "new_key", "new_key_again")
    lengths = "new_key_wrong", "new_key_again_wrong"
    for weak, why in (("Solo9Letras", lengths), ("Ab1", lengths)):
        visit.types(weak, weak).reads(*why)
    visit.types("kr9wmn", "kr9wmn")
    assert "mayúscula" in visit.page.said[0]
    visit.types(NEW_KEY, NEW_KEY).sees("zone_key_set", *CHOICE).types("star", PHRASE).sees("in_zone")
    assert members.key_works(member, NEW_KEY)
    zone(visitor, member).types(KEY).sees("zone_key_differs", "current_key").types(NEW_KEY).sees("in_zone")


def test_e3_it_is_not_the_final_key_and_does_not_last(visitor: Visitor, member: DemoCustomer, members: Phone) -> None:
    """The temporary key itself is refused as the new one; left alone, it ends after its hours, and says so."""
    asked(visitor, member.document_number).types("sms")
    key = sent_by_sms(members, member)
    visit = zone(visitor, member).types(key).types(key, key)
    assert "temporal" in visit.page.said[0]
    members.waits(24 * 3600 + 1)
    zone(visitor, member).types(key).sees("sent_key_expired")


def test_e3_a_blocked_key_is_replaced_by_a_temporary_one(
    visitor: Visitor, member: DemoCustomer, members: Phone
) -> None:
    """Three wrong keys block it; a temporary one opens the door to a new key, and to nothing before that."""
    visit = zone(visitor, member)
    for _ in range(3):
        visit.types("Wr0ngOne")
    visit.sees("zone_key_blocked")
    zone(visitor, member).types(KEY).sees("zone_key_blocked")
    asked(visitor, member.document_number).types("sms").sees("sent_key_on_its_way")
    zone(visitor, member).types(sent_by_sms(members, member)).sees("sent_key_ends", "new_key", "new_key_again")


def test_e4_image_and_phrase_stand_before_the_key(visitor: Visitor, member: DemoCustomer, plain: PlainService) -> None:
    """Before the choice somebody else's stand there; afterwards the member's own, at every sign-in."""
    visit = zone(visitor, member)
    before = picture(visit)
    visit.types(KEY).types("lighthouse", "clave 1234").reads("security_phrase_wrong")
    visit.types("lighthouse", PHRASE).sees("in_zone")
    assert picture(zone(visitor, member)) == ("lighthouse", PHRASE) != before
    assert [letter.subject for letter in plain.emails(ADDRESS)] == ["Becoop: aviso de seguridad"]
    zone(visitor, member).types(KEY).sees("in_zone")


def test_e4_a_frozen_member_gets_nothing(visitor: Visitor, members: Phone, plain: PlainService) -> None:
    """After "this was not me" the words are the same, no key is sent, and none lets anybody in."""
    frozen = members.customer(key=KEY, email=ADDRESS, frozen=True)
    asked(visitor, frozen.document_number).types("email").sees("sent_key_on_its_way")
    assert plain.emails(ADDRESS) == []
    zone(visitor, frozen).types(KEY).sees("zone_key_blocked")
