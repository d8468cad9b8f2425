"""A telephone that waits for a page: the caller's keys, who never opens the link, who leaves the page, who hangs up."""

import pytest

from ivr.errors import Unavailable, WebhookRefused
from ivr.stores.bank.users import keys_of
from ivr.telephony.memory_switchboard import MemorySwitchboard
from tests.menus.test_a_reset import LINK, MENU, Browser, browser, phone, user, waits
from tests.phone.line import Phone
from tests.web.customer.alianza import FORM, NEW_PASSWORD, PASSWORD, CompanyUser, company_user

QUEUE = ("queue_nobody", "queue_keys", "queue_call_back")
__all__ = ["browser", "phone", "user"]


def test_the_page_goes_on_when_the_caller_hangs_up(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """Before the link is opened, or after: it opens, asks, and finishes; then what it shows is all that is left."""
    waits(phone, user).hangs_up()
    phone.waits(1500)
    visit = user.opens(browser).sees(*FORM).types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    assert user.works(NEW_PASSWORD)
    visit.looks().sees("key_changed")
    assert phone.service.parts.calls.count() == 0


def test_hanging_up_while_the_page_asks_takes_nothing_away(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """The open form is good for its answer."""
    call = waits(phone, user)
    visit = user.opens(browser).sees(*FORM)
    call.hangs_up()
    visit.types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    assert user.works(NEW_PASSWORD)


def test_a_link_that_nobody_opens_is_offered_again(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """After five minutes the caller chooses: another link, by which it goes on, while the first one is void."""
    call = waits(phone, user)
    first = user.mails()[-1]
    phone.waits(301)
    call.is_silent().hears("page_unopened", "page_again").presses("1").hears(*LINK)
    over = browser(institution="alianza").opens(first)
    assert over.page.fields == []
    user.opens(browser).sees(*FORM).types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    phone.waits(1)
    call.hears("key_ready_on_page", *MENU)


def test_a_page_that_is_left_gives_the_caller_back(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """Ten minutes without an answer: the page is closed, the telephone says so, and an agent can be had."""
    call = waits(phone, user)
    visit = user.opens(browser).sees(*FORM)
    phone.is_staffed().waits(601)
    call.is_silent().hears("page_idle", "page_again").presses("2")
    call.hears("to_agent", "agent_needs", *QUEUE).is_queued()
    visit.sends(visit.page, new_key=NEW_PASSWORD, new_key_again=NEW_PASSWORD, terms="yes")
    assert user.works(PASSWORD)


def test_a_page_is_open_half_an_hour_at_most(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """However often it is answered: then the telephone says so and goes on, and the page takes nothing any more."""
    call = waits(phone, user)
    visit = user.opens(browser).sees(*FORM)
    for pause in (540, 540, 540, 180):
        phone.waits(pause)
        visit.types("", "", "").reads("new_key_silence", "new_key_again_silence", "terms_silence")
    phone.waits(1)
    call.is_silent().hears("page_over", "page_again")
    visit.types(NEW_PASSWORD, NEW_PASSWORD, "yes")
    assert user.works(PASSWORD)


def test_a_link_opens_only_the_page_that_the_call_waits_for(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """Who asks for somebody else's link in the same call does not come to that page by their own link."""
    phone.is_staffed()
    call = waits(phone, user).presses("*").hears("page_back", "page_again").presses("2")
    call.hears("to_agent", "agent_needs", *QUEUE).presses("*")
    victim = company_user(phone)
    call.anyhow().presses("1").hears("company_number").presses(f"{victim.company}#")
    call.hears("document_confirm").presses("1").hears("user_keys").presses(f"{keys_of(victim.name)}#").hears(*LINK)
    assert browser(institution="alianza").opens(user.mails()[-1]).goes_on().reads("link_over").page.fields == []
    victim.opens(browser).sees(*FORM)


def test_the_agents_key_works_while_the_page_asks(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """Zero: an agent takes the call; the page says that it goes on by telephone, and takes no answer."""
    phone.is_staffed()
    call = waits(phone, user)
    visit = user.opens(browser).sees(*FORM)
    call.presses("0").hears("to_agent", "agent_needs", *QUEUE).is_queued()
    visit.types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("goes_on_by_telephone")
    assert user.works(PASSWORD)


def test_a_link_is_used_once(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """Who opens it second is told that it was used, and sees nothing of the first one's page."""
    call = waits(phone, user)
    user.opens(browser).sees(*FORM)
    second = browser(institution="alianza").opens(user.mails()[-1]).goes_on()
    assert second.page.fields == []
    call.is_silent().hears("page_waits", "page_keys")


def test_an_agent_checks_and_the_call_ends_on_the_page(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """Who wants an agent first: checklist, code by keypad, then the link; the agent hears that the key is set."""
    agent = phone.agent()
    agent.available()
    call = phone.dials().hears("welcome", *MENU).presses("1")
    call.hears("universal_keys", "company_number").presses("0#")
    call.hears("to_agent", "agent_needs", "agent_coming").is_queued()
    agent.takes(call)
    call.hears("agent_coming")
    agent.names(user.person).checks(user.person).sends_code().to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(phone.reads_sms(user.person.mobile)).hears(*LINK)
    user.opens(browser).sees(*FORM).types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    phone.waits(1)
    call.hears("key_ready_on_page", *MENU)
    assert user.works(NEW_PASSWORD)


def test_a_telephone_that_was_not_told_asks_by_itself(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """The network refuses the redirect: the next part of the music brings the news."""
    call = waits(phone, user)
    visit = user.opens(browser).sees(*FORM)
    switchboard = phone.service.parts.own_switchboard
    assert isinstance(switchboard, MemorySwitchboard)
    switchboard.fail_next("redirect", Unavailable("network"), times=4)
    visit.types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    call.is_silent().hears("key_ready_on_page", *MENU)


def test_each_channel_has_a_token_of_its_own(phone: Phone, user: CompanyUser, browser: Browser) -> None:
    """That of the page's form takes no turn of the telephone, and who has another cookie sees nothing of the page."""
    call = waits(phone, user)
    visit = user.opens(browser).sees(*FORM)
    turn, token = int(visit.page.hidden["turn"]), visit.page.hidden["token"]
    with pytest.raises(WebhookRefused):
        phone.service.parts.conversations.take(call.sid, turn, token, "1")
    stranger = browser(institution="alianza")
    stranger.client.set_cookie("__Host-alianza-reset", f"{'0' * 32}.{call.sid}", domain="ivr.example.co", secure=True)
    assert stranger.comes().page.fields == []
    visit.types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
