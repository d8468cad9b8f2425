"""What protects Coasmedas' members on the pages: nobody learns who is known, and no way goes round another one."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from altcha import Challenge, Payload, solve_challenge

from ivr.admission import NO_ADMISSION
from ivr.institutions import Institution
from ivr.stores.demo.customers import DemoCustomer
from tests.phone.bank import audited
from tests.phone.fixtures import Build
from tests.phone.line import Phone
from tests.phone.people import KEY, OTHER_KEY, WRONG_KEY, somebody
from tests.phone.plain import PlainService
from tests.web.customer.test_coasmedas import COASMEDAS, DATA, TEMPORARY, digits, filled, recovered, signed_in, visit
from tests.web.customer.visit import CALL_US, Visit

WRONG_CODES = ("code_wrong", "code_wrong", "code_exhausted")
DOOR = ("document_type", "document_number", "current_key")


@pytest.fixture
def member(plain: PlainService) -> Phone:
    """Give the telephone of a member."""
    return Phone(plain, COASMEDAS)


def told(member: Phone, customer: DemoCustomer) -> list[list[str]]:
    """Recover the key of a document with wrong codes; give what each page says."""
    page = filled(visit(member), customer)
    seen = [[page.name_of(said) for said in page.page.said]]
    code = member.reads_sms(customer.mobile) if member.codes(customer.mobile) else "0000"
    for _ in range(3):
        page.types(f"{(int(code) + 1) % 10_000:04}")
        seen.append([page.name_of(said) for said in page.page.said])
    return seen


def test_an_unknown_document_is_told_what_a_known_one_is(member: Phone) -> None:
    """The code is on its way, and is wrong three times: word for word the same; and nobody gets a message."""
    known, unknown = member.customer(), somebody()
    assert told(member, known) == told(member, unknown) == [["code_sent"], *([why] for why in WRONG_CODES)]
    assert member.messages(unknown.mobile) == []


def test_the_door_tells_nobody_who_is_known(member: Phone) -> None:
    """A wrong key and an unknown document: the same words, and both are closed after three tries."""
    for customer in (member.customer(), somebody()):
        page = signed_in(member, customer, OTHER_KEY).sees("sign_in_differs", *DOOR)
        page.types("CC", customer.document_number, WRONG_KEY).sees("sign_in_differs", *DOOR)
        page.types("CC", customer.document_number, OTHER_KEY).sees("key_blocked")


def test_a_temporary_key_opens_nothing_without_its_code(member: Phone) -> None:
    """Who typed one and never had the code comes in with the old key only."""
    customer = member.customer()
    filled(visit(member), customer).sees("code_sent", "security_code")
    signed_in(member, customer, TEMPORARY).sees("sign_in_differs", *DOOR)
    assert member.key_works(customer, KEY)
    assert "temporary_key_set" not in audited(member.service.parts.records, customer)


def test_wrong_codes_close_the_page_and_the_line_alike(member: Phone) -> None:
    """Four failures in a quarter of an hour, counted over both procedures: then no code is sent to this member."""
    customer = member.customer()
    told(member, customer)
    signed_in(member, customer, OTHER_KEY).sees("sign_in_differs", *DOOR)
    filled(visit(member), customer).sees("no_more_codes", *CALL_US, "human_check")


def test_only_the_page_with_the_work_lets_the_widget_make_elements(member: Phone) -> None:
    """Its policy names the widget's own way and nothing else more than that of other pages."""
    page = visit(member).sees(*DATA)
    policy = page.answers[-1].headers["Content-Security-Policy"]
    usual = page.client.get("/coasmedas/", **page._from()).headers["Content-Security-Policy"]
    assert policy == f"{usual} svelte-trusted-html"


def without_checks(tables: Mapping[str, Institution]) -> Mapping[str, Institution]:
    """Give the tables with neither terms nor a human check."""
    return MappingProxyType(dict(tables) | {COASMEDAS: replace(tables[COASMEDAS], admission=NO_ADMISSION)})


def test_terms_and_check_are_a_setting_of_the_table(build: Build, plain: PlainService) -> None:
    """Without them the first page is the form, and the code follows."""
    service = build(tables=without_checks(plain.parts.institutions))
    member = Phone(service, COASMEDAS)
    customer = member.customer()
    page = Visit(service, "recover", institution=COASMEDAS).begins().sees(*DATA[:-1])
    page.types("CC", customer.document_number, TEMPORARY, TEMPORARY).sees("code_sent", "security_code")
    call = member.dials().hears("welcome", "menu_main", "option_recover", "option_enter", "option_agent").presses("1")
    call.hears("universal_keys", "document_number")


def test_the_check_is_asked_again_where_only_it_failed(member: Phone) -> None:
    """What else was typed is kept: the next page asks for the digits alone, and then the code is sent."""
    customer, page = member.customer(), visit(member)
    page.types("CC", customer.document_number, TEMPORARY, TEMPORARY, wrong(page)).sees(
        "human_check_failed", "human_check"
    )
    page.types(digits(page)).sees("code_sent", "security_code")


def test_a_recovered_key_replaces_a_frozen_one_never(member: Phone) -> None:
    """Who said "no fui yo" is helped by an agent only: the code is sent like to anybody, and nothing is set."""
    customer = member.customer(frozen=True)
    page = filled(visit(member), customer).sees("code_sent", "security_code")
    page.types(member.reads_sms(customer.mobile)).sees("limit_reached", *CALL_US, "human_check")
    assert member.key_works(customer, KEY)


def test_c2_wrong_digits_are_asked_again_and_send_nothing(member: Phone) -> None:
    """Other digits each time; after the third the line helps. No code was sent, nothing counts against the customer."""
    customer = member.customer()
    page = visit(member)
    page.types("CC", customer.document_number, TEMPORARY, TEMPORARY, wrong(page)).sees(
        "human_check_failed", "human_check"
    )
    page.types(wrong(page)).sees("human_check_failed", "human_check")
    page.types(wrong(page)).sees("human_check_failed", *CALL_US, "human_check")
    assert member.codes(customer.mobile) == []
    page.types("3001234567", wrong(page)).sees("human_check_failed", "human_check")  # nor does a program have us call
    page.types(digits(page)).sees("call_back_how", "call_back_safe", "call_back_confirm")
    recovered(member, customer)


def wrong(page: Visit) -> str:
    """Give other digits than those that are asked for."""
    return f"{(int(digits(page)) + 1) % 1000:03}"


def test_c2_the_browsers_work_is_as_good_as_digits_and_serves_once(member: Phone) -> None:
    """Who does the work need not type digits; what was done for one visit is worth nothing in another."""
    customer, page = member.customer(), visit(member)
    done = worked(page)
    page.types("CC", customer.document_number, TEMPORARY, TEMPORARY, done).sees("code_sent", "security_code")
    visit(member).types("CC", customer.document_number, TEMPORARY, TEMPORARY, done).sees(
        "human_check_failed", "human_check"
    )


def worked(page: Visit) -> str:
    """Do the work that the page orders."""
    found = re.search(r"data-work='([^']+)'|data-work=\"([^\"]+)\"", page.answers[-1].text)
    assert found is not None
    challenge = Challenge.from_dict(json.loads((found.group(1) or found.group(2)).replace("&#34;", '"')))
    solution = solve_challenge(challenge)
    assert solution is not None
    return Payload(challenge, solution).to_base64()
