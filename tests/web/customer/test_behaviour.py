"""Refresh, double click, back, two tabs, an old form, an expired visit: none is an error, none has an effect twice."""

import json
import time
from dataclasses import replace

import pytest
from redis import Redis

from ivr.stores.bank.reaching import BankContacts, Reach
from ivr.values import Customer
from ivr.web.customer.reading import write_form
from tests.conversation.test_state import requests_of
from tests.phone.bank import audited
from tests.phone.dump import dump
from tests.phone.line import Phone
from tests.phone.people import NEW_KEY, OTHER_KEY
from tests.phone.plain import PlainService
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import Visit

DATA = ("document_type", "document_number", "registered_mobile")


def at_code(visit: Visit, phone: Phone, **changes: object) -> tuple[Visit, str, str]:
    """Be asked for the code; give the code and the mobile too."""
    customer = phone.customer(**({"key": ""} | changes))
    visit.begins().types("CC", customer.document_number, customer.mobile.removeprefix("+57"))
    return visit.sees("code_sent", "security_code"), phone.reads_sms(customer.mobile), customer.mobile


def test_refreshing_changes_nothing(visitor: Visitor, phone: Phone) -> None:
    """The same page as often as it is loaded; one code was sent."""
    visit, _, mobile = at_code(visitor(), phone)
    first = visit.answers[-1].text
    for _ in range(3):
        assert visit.looks().answers[-1].text == first
    assert len(phone.codes(mobile)) == 1


def test_of_two_tabs_the_slower_one_is_led_to_the_open_question(visitor: Visitor, phone: Phone) -> None:
    """A form that was answered in another tab has no effect; the page says so."""
    visit, code, _ = at_code(visitor(), phone)
    old = visit.page
    visit.types(code).sees("new_key", "new_key_again").reads()
    visit.sends(old, security_code="000000").sees("new_key", "new_key_again").reads("older")
    visit.types(NEW_KEY, NEW_KEY).sees("key_activated")


def test_a_double_click_is_one_answer_and_needs_no_words(plain: PlainService, phone: Phone) -> None:
    """A wrong code sent five times costs one try, and the page tells of no older form."""
    visit, _, _ = at_code(Visit(plain), phone)
    old = visit.page
    for _ in range(5):
        visit.sends(old, security_code="000000").sees("code_wrong", "security_code").reads()
    assert "le quedan dos intentos" in visit.page.said[0]


@pytest.mark.parametrize("change", [{"token": "A" * 22}, {"turn": "99"}, {"turn": "x"}, {"turn": "-1"}, {"token": ""}])
def test_a_forged_form_is_led_to_the_open_question(plain: PlainService, phone: Phone, change: dict[str, str]) -> None:
    """Without the token of its turn a form has no effect, whoever made it."""
    visit, code, _ = at_code(Visit(plain), phone)
    visit.sends(visit.page, **{"security_code": code, **change}).sees("code_sent", "security_code").reads("older")


def test_another_sites_form_has_no_effect(plain: PlainService, phone: Phone) -> None:
    """What a browser says comes from elsewhere is not looked at, not even to begin."""
    visit, code, _ = at_code(Visit(plain), phone)
    headers = {"Sec-Fetch-Site": "cross-site"}
    for form in (visit.page.hidden | {"security_code": code}, {"start": "1"}):
        answer = visit.client.post(visit.path, data=form, headers=headers, **visit._from())
        assert answer.status_code == 303
    visit.looks().sees("code_sent", "security_code")


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_typed_again(visitor: Visitor) -> None:
    """Every field's own words at once; what was right or readable is still there; a secret never is."""
    visit = visitor().begins().types("CC", "", "12345").sees(*DATA)
    visit.reads("document_number_silence", "registered_mobile_wrong")
    assert visit.page.values["registered_mobile"] == "12345"
    assert visit.page.title.startswith("Revise: ")
    for _ in range(6):
        visit.types("CC", "7", "x").reads("document_number_wrong", "registered_mobile_wrong")


def test_a_secret_is_never_shown_again(visitor: Visitor, phone: Phone) -> None:
    """A key of the wrong length is asked again, with empty fields, and stands in no page and nowhere in Redis."""
    visit, code, _ = at_code(visitor(), phone)
    visit.types(code).types("9617385", "9617385").reads("new_key_wrong", "new_key_again_wrong")
    assert visit.page.values == {"new_key": "", "new_key_again": ""}
    visit.types(NEW_KEY, OTHER_KEY).sees("keys_differ", "new_key", "new_key_again")
    kept = dump(phone.service.parts.redis)
    for secret in (code, "9617385", f'"{NEW_KEY}"'):
        assert secret not in kept
        assert not any(secret in answer.text for answer in visit.answers)


def test_spaces_in_a_code_and_a_country_in_a_mobile_are_forgiven(visitor: Visitor, phone: Phone) -> None:
    """People write as they read: groups, dots, +57."""
    customer = phone.customer(key="")
    dotted = f"{int(customer.document_number):,}".replace(",", ".")
    visit = visitor().begins().types("CC", f" {dotted} ", f"+57 {customer.mobile[3:6]} {customer.mobile[6:]}")
    code = phone.reads_sms(customer.mobile)
    visit.types(f" {code[:3]} {code[3:]} ").sees("new_key", "new_key_again")


def test_a_document_of_another_length_is_asked_again(visitor: Visitor) -> None:
    """Type and number have to go together."""
    visitor().begins().types("NIT", "123456", "3001234567").sees("document_does_not_fit", *DATA)
    visitor().begins().types("CC", "12a4567", "3001234567").sees("document_does_not_fit", *DATA)


def test_a_visit_that_nobody_touched_for_ten_minutes_is_over(visitor: Visitor, phone: Phone) -> None:
    """The page says so and offers to begin again; nothing that was typed is kept."""
    visit, code, _ = at_code(visitor(), phone)
    old = visit.page
    phone.waits(601)
    visit.looks().sees().reads("expired")
    visit.sends(old, security_code=code).sees().reads()
    left = dump(phone.service.parts.redis)
    assert "sealing" not in left
    assert "journal" not in left
    visit.begins().sees(*DATA)


def test_the_end_can_be_looked_at_again_and_holds_no_secret(visitor: Visitor, phone: Phone) -> None:
    """After the end the visit has no journal and no key; its last page stays for a while."""
    visit, code, _ = at_code(visitor(), phone)
    visit.types(code).types(NEW_KEY, NEW_KEY).sees("key_activated")
    visit.looks().sees("key_activated")
    (shown,) = [line for line in dump(phone.service.parts.redis).splitlines() if ":call:WV" in line]
    assert '"journal":[]' in shown
    assert '"sealing_key":""' in shown


def test_nobody_reaches_a_visit_without_its_cookie(plain: PlainService, phone: Phone) -> None:
    """The name that logs and records have opens nothing, nor does a cookie that somebody made up."""
    at_code(Visit(plain), phone)
    (name,) = plain.parts.redis.zrange(f"ivr:{{{shard_of(plain)}}}:visits", 0, -1)
    for cookie in (str(name), str(name).removeprefix("WV"), "0" * 32, "x" * 5000, ""):
        thief = Visit(plain)
        thief.client.set_cookie("__Host-serfinansa-activate", cookie, domain="ivr.example.co", secure=True)
        assert thief.comes().page.fields == []


def shard_of(service: PlainService) -> str:
    """Give the shard in which the only visit lies."""
    return next(s for s in "0123456789abcdef" if service.parts.redis.zcard(f"ivr:{{{s}}}:visits"))


def test_the_cookie_is_the_browsers_own(plain: PlainService) -> None:
    """__Host-, Secure, HttpOnly, SameSite=Lax, 128 random bits; and no other cookie is set."""
    visit = Visit(plain).begins()
    headers = [header for answer in visit.answers for header in answer.headers.getlist("Set-Cookie")]
    (cookie,) = [header for header in headers if "Max-Age=0" not in header]
    name, _, rest = cookie.partition("=")
    assert name == "__Host-serfinansa-activate"
    assert len(rest.partition(";")[0]) == 32
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in rest
    assert "Domain" not in rest


def test_two_procedures_may_be_open_beside_each_other(plain: PlainService) -> None:
    """Each has its own visit in the same browser."""
    one = Visit(plain).begins()
    other = Visit(plain, "change", client=one.client).begins()
    one.looks().sees(*DATA)
    other.looks().sees(*DATA)


def test_a_slow_bank_is_waited_for_by_a_page_that_asks_again(
    plain: PlainService, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code is late: the page says so and refreshes itself, and one code was sent in the end."""
    monkeypatch.setattr("ivr.turn.DEADLINE", 1.5)
    customer, slow = phone.customer(key=""), SlowContacts(plain.parts.contacts, 2.5)
    plain.parts.codes._parts = replace(plain.parts.codes._parts, contacts=slow)
    visit = Visit(plain).begins().types("CC", customer.document_number, customer.mobile.removeprefix("+57"))
    visit.sees("one_moment")
    refresh = visit.answers[-1].headers["Refresh"]
    assert refresh.startswith("2; url=/serfinansa/activate?")
    slow.seconds = 0
    assert visit.client.get(refresh.partition("url=")[2], **visit._from()).status_code == 303
    visit.looks().sees("code_sent", "security_code")
    assert len(phone.codes(customer.mobile)) == 1
    assert audited(plain.parts.records, customer) == ["code_sent"]


class SlowContacts:
    """The bank's contacts, answered late."""

    def __init__(self, bank: BankContacts, seconds: float) -> None:
        self.bank, self.seconds = bank, seconds

    def reach(self, institution: str, customer: Customer) -> Reach:
        """Give where the customer is reached, late."""
        time.sleep(self.seconds)
        return self.bank.reach(institution, customer)


def test_forms_are_json_of_their_fields_only() -> None:
    """What a turn takes is the same text for the same form, whatever the order of its fields."""
    assert write_form({"b": "2", "a": "1"}) == write_form({"a": "1", "b": "2"}) == json.dumps({"a": "1", "b": "2"})


def test_an_address_that_offers_nothing_leads_to_the_portal(plain: PlainService) -> None:
    """An unknown procedure, or one that only the line has."""
    visit = Visit(plain)
    for name in ("restore", "nothing"):
        answer = visit.client.get(f"/serfinansa/{name}", **visit._from())
        assert (answer.status_code, answer.location) == (303, "/serfinansa/")
    assert visit.client.get("/nobody/activate", **visit._from()).status_code == 404


def test_a_page_costs_one_round_trip_and_an_answer_three(plain: PlainService) -> None:
    """Counted by the server itself: loading loads; an answer finds the visit, takes the turn, and saves it."""
    visit = Visit(plain).begins()
    assert requests_of(plain, lambda: visit.client.get(visit.path, **visit._from())) == ["HMGET"]
    form = visit.page.hidden | {"document_type": "CC"}
    sent = requests_of(plain, lambda: visit.client.post(visit.path, data=form, **visit._from()))
    assert sent == ["HMGET", "HMGET", "EVALSHA"]


def test_without_redis_the_page_says_so(plain: PlainService) -> None:
    """No error page of a framework: a sentence, and nothing is begun."""
    visit = Visit(plain).begins()
    plain.parts.calls._redis = Redis(host="127.0.0.1", port=1)
    answer = visit.client.get(visit.path, **visit._from())
    assert answer.status_code == 503
    assert "Intente de nuevo en unos minutos" in answer.text
