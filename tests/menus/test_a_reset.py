"""Alianza's line: a user is found by keys, a link goes to the mailbox, and the call goes on on the page (A1 to A6)."""

from collections.abc import Callable

import pytest

from ivr.stores.bank.users import keys_of
from tests.phone.call import Call
from tests.phone.fixtures import Build
from tests.phone.line import Phone
from tests.web.customer.alianza import ALIANZA, FORM, NEW_PASSWORD, CompanyUser, company_user
from tests.web.customer.visit import Visit

LINK = ("one_moment", "page_link_sent", "page_keys")
MENU = ("menu_main", "option_reset", "option_agent")
Browser = Callable[..., Visit]


@pytest.fixture(params=["plain", "doubled"])
def phone(request: pytest.FixtureRequest, build: Build) -> Phone:
    """Give Alianza's line: once as it is, once with every webhook and every form delivered twice."""
    return Phone(build(twice=request.param == "doubled"), ALIANZA)


@pytest.fixture
def user(phone: Phone) -> CompanyUser:
    """Give a user of a company."""
    return company_user(phone)


@pytest.fixture
def browser(phone: Phone) -> Browser:
    """Give what brings somebody to the page."""
    service = phone.service
    return lambda procedure="reset", **fields: Visit(service, procedure, **fields)  # type: ignore[arg-type] # a plain one


def waits(phone: Phone, user: CompanyUser, keys: str = "") -> Call:
    """Have typed company and user by telephone: the link is on its way, and the caller waits."""
    call = (
        phone.dials()
        .hears("welcome", *MENU)
        .presses("1")
        .hears("universal_keys", "company_number")
        .presses(f"{user.company}#")
    )
    call.hears("document_confirm").presses("1").hears("user_keys").presses(f"{keys or keys_of(user.name)}#")
    return call.hears(*LINK).is_asked()


def test_a1_to_a6_a_call_ends_on_the_page_and_hears_that(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """Company and user by keys, the link, the page: the password works, and the telephone that waited is told."""
    call = waits(phone, user)
    visit = user.opens(browser).sees(*FORM)
    call.is_silent().hears("page_waits", "page_keys")
    visit.types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    phone.waits(1)
    call.hears("key_ready_on_page", *MENU).is_asked()
    assert user.works(NEW_PASSWORD)
    visit.looks().sees("key_changed")
    call.hangs_up()
    visit.looks().sees("key_changed")


def test_a1_a_check_digit_is_left_out_by_telephone(phone: Phone) -> None:
    """It is recognised and explained, and the number is read back without it."""
    user = company_user(phone, company="811023456")
    call = (
        phone.dials()
        .hears("welcome", *MENU)
        .presses("1")
        .hears("universal_keys", "company_number")
        .presses("8110234566#")
    )
    call.hears("check_digit_left_out", "document_confirm").presses("1").hears("user_keys")
    call.presses(f"{keys_of(user.name)}#").hears(*LINK)
    assert len(user.mails()) == 1


def test_a1_an_unknown_user_hears_the_same(phone: Phone, user: CompanyUser) -> None:
    """The same words as a user with an address, with a mobile only, or with neither; nobody but them gets a link."""
    people = user, company_user(phone, email=""), company_user(phone, email="", mobile="")
    words = {tuple(waits(phone, one).said) for one in people} | {tuple(waits(phone, user, keys="24680135").said)}
    assert len(words) == 1
    assert len(user.mails()) == 1


def test_a1_users_with_the_same_keys_are_asked_by_an_agent(phone: Phone) -> None:
    """Two names that are written with the same keys: no name is said, and an agent takes the call."""
    first = company_user(phone, "AnaBe", company="900718232")
    company_user(phone, "anaCD", company="900718232")
    phone.is_staffed()
    call = (
        phone.dials()
        .hears("welcome", *MENU)
        .presses("1")
        .hears("universal_keys", "company_number")
        .presses("900718232#")
    )
    call.hears("document_confirm").presses("1").hears("user_keys").presses(f"{keys_of('AnaBe')}#")
    call.hears("several_users", "to_agent", "agent_needs", "queue_nobody", "queue_keys", "queue_call_back").is_queued()
    assert first.mails() == []
