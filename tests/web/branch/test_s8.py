"""A branch generates a security code: it goes to the registered mobile, and is used on the line or on the page (S8)."""

from ivr.stores.demo.customers import DemoCustomer
from tests.phone.bank import audited
from tests.phone.call import Call
from tests.phone.line import MENU, Phone
from tests.phone.people import KEY, NEW_KEY, mobile, somebody
from tests.phone.plain import PlainService
from tests.web.branch.counter import Counter
from tests.web.customer.visit import Visit

HOUR = 3600
QUEUED = ("queue_nobody", "queue_keys", "queue_call_back")


def on_the_line(phone: Phone, customer: DemoCustomer) -> Call:
    """Be asked for the code of a branch by telephone."""
    call = phone.identified(customer, "4", number=mobile())
    return call.hears("office_code")


def on_the_page(plain: PlainService, customer: DemoCustomer) -> Visit:
    """Be asked for the code of a branch on the page."""
    visit = Visit(plain, "office_code").begins()
    return visit.types("CC", customer.document_number, customer.mobile.removeprefix("+57")).sees("office_code")


def test_s8_the_code_goes_to_the_registered_mobile_and_is_used_on_the_line(phone: Phone, ines: Counter) -> None:
    """Looked up by document, one press; the customer types it by telephone and chooses a key, with no agent."""
    customer = phone.customer(key="")
    ines.looks_up(customer).generates_code().is_done()
    call = on_the_line(phone, customer).presses(phone.reads_sms(customer.mobile))
    call.hears("new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "key_changed", *MENU)
    assert phone.key_works(customer, NEW_KEY)
    kinds = audited(phone.service.parts.records, customer)
    assert [kinds.count(kind) for kind in ("look", "code_sent", "code_accepted", "key_replaced")] == [1, 1, 1, 1]


def test_s8_the_code_is_used_on_the_page(phone: Phone, plain: PlainService, ines: Counter) -> None:
    """Hours later, for a forgotten key: document and mobile, the branch's code, the new key twice."""
    customer = phone.customer()
    ines.looks_up(customer).generates_code().is_done()
    code = phone.reads_sms(customer.mobile)
    phone.waits(11 * HOUR)
    visit = on_the_page(plain, customer).types(code).sees("new_key", "new_key_again")
    visit.types(NEW_KEY, NEW_KEY).sees("key_changed")
    assert phone.key_works(customer, NEW_KEY)


def test_s8_the_staff_never_see_the_code(phone: Phone, ines: Counter) -> None:
    """No page that they are shown has it, nor the mobile, the name or the document in full."""
    customer = phone.customer()
    ines.looks_up(customer)
    shown = ines.page() + ines.generates_code().is_done().page()
    for secret in (phone.reads_sms(customer.mobile), customer.mobile[-10:], customer.document_number, "María"):
        assert secret not in shown
    assert customer.mobile[-4:] in shown


def test_s8_the_code_serves_once(phone: Phone, plain: PlainService, ines: Counter) -> None:
    """Used on the line, it is nothing on the page: it sounds like a wrong one."""
    customer = phone.customer()
    ines.looks_up(customer).generates_code().is_done()
    code = phone.reads_sms(customer.mobile)
    on_the_line(phone, customer).presses(code).hears("new_key")
    on_the_page(plain, customer).types(code).sees("office_code_refused", "office_code")


def test_s8_the_code_serves_as_long_as_the_table_says(phone: Phone, plain: PlainService, ines: Counter) -> None:
    """Twelve hours to the second; afterwards it sounds like a wrong one."""
    customer = phone.customer()
    ines.looks_up(customer).generates_code().is_done()
    code = phone.reads_sms(customer.mobile)
    phone.waits(12 * HOUR + 1)
    on_the_page(plain, customer).types(code).sees("office_code_refused", "office_code")
    assert phone.key_works(customer, KEY)


def test_s8_a_newer_code_voids_the_one_before(phone: Phone, plain: PlainService, ines: Counter) -> None:
    """Of two codes only the second opens anything."""
    customer = phone.customer()
    ines.looks_up(customer).generates_code().is_done()
    first = phone.reads_sms(customer.mobile)
    phone.waits(60)
    ines.generates_code().is_done()
    second = phone.reads_sms(customer.mobile)
    visit = on_the_page(plain, customer).types(first).sees("office_code_refused", "office_code")
    visit.types(second).sees("new_key", "new_key_again")


def test_s8_the_code_opens_nothing_of_another_customer_or_procedure(
    phone: Phone, plain: PlainService, ines: Counter
) -> None:
    """It is bound to its customer and to its purpose: neither somebody else's key nor another procedure takes it."""
    customer, other = phone.customer(), phone.customer()
    ines.looks_up(customer).generates_code().is_done()
    code = phone.reads_sms(customer.mobile)
    on_the_page(plain, other).types(code).sees("office_code_refused", "office_code")
    phone.waits(60)
    visit = Visit(plain, "change").begins()
    visit.types("CC", customer.document_number, customer.mobile.removeprefix("+57")).sees("code_sent", "security_code")
    visit.types(code)
    assert "security_code" in visit.page.fields


def test_s8_whoever_was_at_no_branch_hears_the_same(phone: Phone) -> None:
    """An unknown document, a customer without a code and one with a code hear the same, three times."""
    known, waiting, unknown = phone.customer(), phone.customer(), somebody()
    Counter.of(phone.service, "tomas").looks_up(waiting).generates_code().is_done()  # type: ignore[arg-type]
    for customer in (known, waiting, unknown):
        call = on_the_line(phone, customer).presses("000000").hears("office_code_refused", "office_code")
        call.presses("000001").hears("office_code_refused", "office_code")
        call.presses("000002").hears("office_code_refused", "to_agent", "agent_needs", *QUEUED).is_queued().hangs_up()


def test_s8_failures_count_with_those_of_all_channels(phone: Phone, plain: PlainService, ines: Counter) -> None:
    """Five wrong codes on the page, and a branch sends no more for a quarter of an hour; the page says so."""
    customer = phone.customer()
    visit = on_the_page(plain, customer)
    for attempt in range(3):
        visit.types(f"00000{attempt}")
    visit = on_the_page(plain, customer).types("000003").types("000004")
    ines.looks_up(customer).generates_code().is_refused("Espere quince minutos")
    phone.waits(8 * 60)
    ines.page()
    phone.waits(7 * 60)
    ines.generates_code().is_done()


def test_s8_a_second_click_sends_no_second_code(phone: Phone, ines: Counter) -> None:
    """The same form twice is one code; another press of the next page waits for the pause."""
    customer = phone.customer()
    ines.looks_up(customer).generates_code(ordinal="1").is_done().generates_code(ordinal="1").is_done()
    assert len(phone.codes(customer.mobile)) == 1
    ines.generates_code(ordinal="2").is_refused("Espere 30 segundos")


def test_s8_without_the_document_seen_nothing_is_sent(phone: Phone, ines: Counter) -> None:
    """The staff say that they looked at the original; the forms need it."""
    customer = phone.customer()
    ines.looks_up(customer).sends("/branch/code", ordinal="1").is_refused("documento original")
    assert phone.codes(customer.mobile) == []


def test_s8_one_customer_at_a_time_and_not_for_long(phone: Phone, ines: Counter) -> None:
    """The next customer ends the one before; half an hour later nobody is attended any more."""
    first, second = phone.customer(), phone.customer()
    ines.looks_up(first).looks_up(second)
    assert first.document_number[-4:] not in ines.page()
    phone.waits(10 * 60)
    ines.page()
    phone.waits(10 * 60)
    ines.page()
    phone.waits(10 * 60)
    ines.generates_code().is_refused("La atención terminó")
    assert phone.codes(second.mobile) == []


def test_s8_a_frozen_customer_is_sent_no_code(phone: Phone, ines: Counter) -> None:
    """Who said that a change was not theirs is told to call; there is no button."""
    customer = phone.customer(frozen=True)
    ines.looks_up(customer)
    assert not ines.sees("code")
    ines.generates_code().is_refused("congelada")


def test_s8_an_unknown_document_looks_like_a_customer(phone: Phone, ines: Counter) -> None:
    """The staff see a steady mask and the same button; no message goes anywhere."""
    nobody = somebody(mobile=mobile())
    ines.looks_up(nobody).generates_code().is_done()
    assert phone.messages(nobody.mobile) == []
