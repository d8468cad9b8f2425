"""At a branch nothing matches: document and fingerprint, a request, and the code within 24 hours (S10)."""

import json
from dataclasses import replace

import pytest

from ivr.agents.branch.attendance import Finger
from ivr.assembly.branch import delivering
from ivr.assembly.jobs import outbox_worker
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.outbox.marks import note_status
from tests.phone.bank import audited, owed
from tests.phone.fixtures import Build
from tests.phone.line import MENU, Phone
from tests.phone.people import NEW_KEY, mobile
from tests.phone.plain import PlainService
from tests.web.branch.counter import Counter, Reader, worker_runs

HOUR, REQUESTS = 3600, "/branch/requests"


@pytest.fixture
def beatriz(plain: PlainService) -> Counter:
    """Give a supervisor at her own page."""
    return Counter.of(plain, "beatriz")


def stuck(counter: Counter, customer: DemoCustomer) -> Counter:
    """Have typed an earlier number that is not the registered one."""
    return counter.looks_up(customer).changes_mobile(mobile(), mobile()).is_refused("no coincide")


def filed(counter: Counter, reader: Reader, customer: DemoCustomer) -> str:
    """Have filed a request for a new mobile after a valid fingerprint; give the mobile."""
    stuck(counter, customer).sends("/branch/fingerprint").is_done()
    reader.says, new = Finger.VALID, mobile()
    assert counter.sees("request")
    counter.files(new).is_done()
    return new


def request_of(counter: Counter) -> str:
    """Give the identifier of the request that waits for a yes."""
    return counter.page(REQUESTS).split(f'action="{REQUESTS}/')[1].partition("/")[0]


def approved(counter: Counter) -> None:
    """Say yes to the request that waits."""
    counter.sends(f"{REQUESTS}/{request_of(counter)}/approve").is_done()


def later(phone: Phone, hours: float, *counters: Counter) -> None:
    """Let hours pass; whoever sits at a counter signs in again."""
    phone.waits(hours * HOUR)
    for counter in counters:
        again = Counter.of(counter.service, counter.person.user)
        counter.client = again.client


def test_s10_the_code_arrives_within_a_day(phone: Phone, ines: Counter, beatriz: Counter, reader: Reader) -> None:
    """Filed, in check, approved, held, due, sent: the code goes to the new mobile, and sets a key."""
    customer, plain = phone.customer(), ines.service
    new = filed(ines, reader, customer)
    assert ines.standings() == ["in_check"]
    worker_runs(plain)
    assert phone.codes(new) == []
    approved(beatriz)
    assert ines.standings() == ["filed"]
    worker_runs(plain)
    assert phone.codes(new) == []
    later(phone, 1, ines)
    assert ines.standings() == ["due"]
    worker_runs(plain)
    assert ines.standings() == ["sent"]
    assert "es ahora su contacto" in " ".join(phone.messages(new))
    call = phone.identified(customer, "4").hears("office_code").presses(phone.reads_sms(new))
    call.hears("new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "key_changed", *MENU)
    kinds = audited(plain.parts.records, customer)
    told = ("fingerprint", "request_filed", "request_approved", "contact_changed", "code_sent", "request_sent")
    assert [kinds.count(kind) for kind in told] == [2, 1, 1, 1, 1, 1]


def test_s10_the_worker_sends_one_code_however_often_it_runs(
    phone: Phone, ines: Counter, beatriz: Counter, reader: Reader
) -> None:
    """Any number of workers, at any moment: one change, one code."""
    new = filed(ines, reader, phone.customer())
    approved(beatriz)
    later(phone, 1)
    for _ in range(3):
        worker_runs(ines.service)
    assert len(phone.codes(new)) == 1
    assert len([text for text in phone.messages(new) if "contacto registrado" in text]) == 1


def test_s10_the_number_so_far_is_told_and_may_object(
    phone: Phone, ines: Counter, beatriz: Counter, reader: Reader
) -> None:
    """The old mobile is told when it is filed; who says "no fui yo" before it is carried out keeps everything."""
    customer = phone.customer()
    new = filed(ines, reader, customer)
    assert "no fui yo" in phone.messages(customer.mobile, 1)[-1]
    approved(beatriz)
    agent = phone.agent()
    call = phone.with_agent(customer, agent)
    agent.checks(customer).door.act("freeze", agent.handoff)
    call.hangs_up()
    later(phone, 1, ines)
    worker_runs(ines.service)
    assert ines.standings() == ["refused"]
    assert phone.messages(new) == []


def test_s10_an_overdue_request_alarms(phone: Phone, ines: Counter, beatriz: Counter, reader: Reader) -> None:
    """Nobody said yes within 24 hours: both pages and the floor say so, until it is answered and sent."""
    new = filed(ines, reader, phone.customer())
    later(phone, 24, ines, beatriz)
    assert ines.standings() == beatriz.standings(REQUESTS) == ["overdue"]
    assert any("venció" in notice for notice in ines.notices())
    view = json.loads(beatriz.page("/floor/view"))
    assert view["branch"] == {"in_check": 0, "overdue": 1}
    approved(beatriz)
    worker_runs(ines.service)
    assert ines.standings() == ["sent"]
    assert len(phone.codes(new)) == 1


def test_s10_somebody_elses_finger_files_nothing(phone: Phone, ines: Counter, reader: Reader) -> None:
    """It counts as a failure of the customer, is in the audit, and two colleagues cannot attest it away."""
    customer = phone.customer()
    stuck(ines, customer).sends("/branch/fingerprint").is_done()
    reader.says = Finger.DIFFERS
    assert any("no es de la persona" in notice for notice in ines.notices())
    ines.files(mobile()).is_refused("no sigue ahora")
    ines.attests(mobile(), "tomas", "000000").is_refused("no sigue ahora")
    assert ines.standings() == []


def test_s10_the_finger_belongs_to_the_customer_at_this_counter(phone: Phone, ines: Counter, reader: Reader) -> None:
    """A valid finger of the customer before opens nothing for the next one."""
    first, second = phone.customer(), phone.customer()
    stuck(ines, first).sends("/branch/fingerprint").is_done()
    reader.says = Finger.VALID
    ines.page()
    stuck(ines, second).files(mobile()).is_refused("no sigue ahora")


def test_s10_without_a_reader_two_members_of_the_staff_attest(phone: Phone, ines: Counter, reader: Reader) -> None:
    """The reader does not answer: a colleague signs with their own second factor, once a code, never for oneself."""
    reader.broken = True
    tomas, laura = Counter.of(ines.service, "tomas"), Counter.of(ines.service, "carolina")
    stuck(ines, phone.customer())
    ines.attests(mobile(), "tomas", tomas.code()).is_refused("no sigue ahora")
    ines.sends("/branch/fingerprint").is_done()
    assert ines.sees("attested-request")
    ines.attests(mobile(), "ines", ines.code()).is_refused("otra persona")
    ines.attests(mobile(), "tomas", "000000").is_refused("firma no coincide")
    ines.attests(mobile(), "carolina", laura.code()).is_refused("firma no coincide")
    code = tomas.code()
    ines.attests(mobile(), "tomas", code).is_done()
    assert "Tomás Barrios" in ines.page()
    stuck(ines, phone.customer()).sends("/branch/fingerprint")
    ines.attests(mobile(), "tomas", code).is_refused("firma no coincide")


def test_s10_who_attested_does_not_approve(phone: Phone, ines: Counter, beatriz: Counter, reader: Reader) -> None:
    """The second yes is of a third person, and of a supervisor: those at the counter have no such page."""
    filed(ines, reader, phone.customer())
    name = request_of(beatriz)
    assert ines.sends(f"{REQUESTS}/{name}/approve").answer.status_code == 403  # type: ignore[union-attr]
    approved(beatriz)
    beatriz.sends(f"{REQUESTS}/{name}/approve").is_refused("ya no espera respuesta")


def test_s10_a_supervisor_may_say_no_and_why(phone: Phone, ines: Counter, beatriz: Counter, reader: Reader) -> None:
    """Nothing is changed, the reason is on the list and in the audit, and another request may be filed."""
    customer = phone.customer()
    new = filed(ines, reader, customer)
    beatriz.sends(f"{REQUESTS}/{request_of(beatriz)}/refuse", why="La foto no corresponde").is_done()
    assert "La foto no corresponde" in ines.page()
    later(phone, 2, ines)
    worker_runs(ines.service)
    assert phone.messages(new) == []
    filed(ines, reader, customer)


def test_s10_one_open_request_a_customer(phone: Phone, ines: Counter, reader: Reader) -> None:
    """A second one is refused while the first is open."""
    customer = phone.customer()
    filed(ines, reader, customer)
    stuck(ines, customer).sends("/branch/fingerprint").is_done()
    ines.page()
    ines.files(mobile()).is_refused("ya tiene una solicitud abierta")


def test_s10_who_has_no_mobile_goes_by_document_and_fingerprint(phone: Phone, ines: Counter, reader: Reader) -> None:
    """There is no earlier number to ask for: the page offers the reader at once, and no code."""
    ines.looks_up(phone.customer(mobile=""))
    assert ines.sees("fingerprint")
    assert not ines.sees("code")
    assert not ines.sees("earlier-number")
    ines.sends("/branch/fingerprint").is_done()
    reader.says, new = Finger.VALID, mobile()
    ines.page()
    ines.files(new).is_done()


def test_s10_a_code_that_was_lost_is_sent_again(phone: Phone, ines: Counter, beatriz: Counter, reader: Reader) -> None:
    """The network says that nobody received it: the request stays due, and another code goes after the pause."""
    new, plain = filed(ines, reader, phone.customer()), ines.service
    approved(beatriz)
    later(phone, 1, ines)
    delivering(plain.parts).run()
    outbox_worker(plain.parts, "worker of this test").run()
    lost = next(each for each in owed(plain.parts.records) if each.to == new and each.purpose == "code")
    assert lost.sid is not None
    note_status(plain.parts.records, lost.sid, "undelivered", plain.clock.now(), "30003")
    worker_runs(plain)
    assert ines.standings() == ["due"]
    phone.waits(60)
    worker_runs(plain)
    assert ines.standings() == ["sent"]
    assert len(phone.codes(new)) == 2


def test_s10_without_a_second_approval_the_worker_needs_nobody(build: Build, phone: Phone, reader: Reader) -> None:
    """A table may leave the second yes out: after the hold the code goes by itself."""
    table = phone.service.parts.institutions["serfinansa"]
    assert table.branch is not None
    alone = replace(table, branch=replace(table.branch, second_approval=False))
    plain = build(tables=dict(phone.service.parts.institutions) | {"serfinansa": alone})
    other = Phone(plain)
    counter = Counter.of(plain, "tomas")
    object.__setattr__(plain.parts.app.extensions["ivr.web"].branch.attending, "reader", reader)
    new = filed(counter, reader, other.customer())
    assert counter.standings() == ["filed"]
    other.waits(HOUR)
    worker_runs(plain)
    assert len(other.codes(new)) == 1
