"""How a branch's request ends without a code: "no fui yo", a number that nobody reaches, a supervisor's no."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Thread

import pytest
from sqlalchemy.orm import Session

from ivr.agents.handoff import Handoff
from ivr.assembly.branch import delivering
from ivr.assembly.jobs import outbox_worker
from ivr.stores.branch.codes import BranchCodes
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.outbox.marks import note_status
from ivr.values import Customer, Document
from tests.phone.bank import audited, owed
from tests.phone.fixtures import Build
from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.web.branch.counter import Counter, Reader, worker_runs
from tests.web.branch.test_s8 import on_the_line
from tests.web.branch.test_s10 import REQUESTS, approved, beatriz, filed, later, request_of

__all__ = ["beatriz"]
ELEVEN_MINUTES = 660


def is_deceived(plain: PlainService, customer: DemoCustomer) -> None:
    """Say "no fui yo", and be released again, before any worker has looked."""
    bank, now = plain.parts.bank, plain.clock.now()
    whom = bank.identify("serfinansa", Document(customer.document_type, customer.document_number))
    handoff = Handoff("serfinansa.1", "serfinansa", "CA1", "claves", "restore", now, now, customer=whom)
    bank.freeze(handoff, "serfinansa.carolina")
    bank.unfreeze(handoff, "serfinansa.carolina")


def is_lost(plain: PlainService, new: str) -> None:
    """Have the worker send a code, the network say that nobody received it, and the worker look again."""
    delivering(plain.parts).run()
    outbox_worker(plain.parts, "worker of this test").run()
    codes = [each for each in owed(plain.parts.records) if each.to == new and each.purpose == "code"]
    assert codes[-1].sid is not None
    note_status(plain.parts.records, codes[-1].sid, "undelivered", plain.clock.now(), "30003")
    delivering(plain.parts).run()


@pytest.mark.parametrize("yes", [False, True])
def test_no_fui_yo_ends_a_request_for_good(
    phone: Phone, ines: Counter, beatriz: Counter, reader: Reader, *, yes: bool
) -> None:
    """Released before the worker looks: the request is over all the same, approved or not, and nothing is changed."""
    customer = phone.customer()
    new = filed(ines, reader, customer)
    name = request_of(beatriz)
    if yes:
        approved(beatriz)
    is_deceived(ines.service, customer)
    beatriz.sends(f"{REQUESTS}/{name}/approve").is_refused("ya no espera respuesta")
    assert ines.standings() == ["refused"]
    assert "avisó que un cambio no fue suyo" in ines.page()
    later(phone, 1)
    worker_runs(ines.service)
    assert phone.messages(new) == []
    assert audited(ines.service.parts.records, customer).count("request_refused") == 1


def test_no_fui_yo_ends_a_request_that_waits_for_nobody(build: Build, phone: Phone, reader: Reader) -> None:
    """Where no second yes is asked for, the worker would have taken it up after the release."""
    plain, counter = with_branch(build, phone, "tomas", second_approval=False)
    other = Phone(plain)
    object.__setattr__(plain.parts.app.extensions["ivr.web"].branch.attending, "reader", reader)
    customer = other.customer()
    new = filed(counter, reader, customer)
    is_deceived(plain, customer)
    assert counter.standings() == ["refused"]
    later(other, 1)
    worker_runs(plain)
    assert other.messages(new) == []


def with_branch(build: Build, phone: Phone, user: str, **changes: object) -> tuple[PlainService, Counter]:
    """Give a service whose table says something else of branches, and somebody at a counter of it."""
    table = phone.service.parts.institutions["serfinansa"]
    assert table.branch is not None
    changed = replace(table, branch=replace(table.branch, **changes))  # type: ignore[arg-type]
    plain = build(tables=dict(phone.service.parts.institutions) | {"serfinansa": changed})
    return plain, Counter.of(plain, user)


def test_a_number_that_nobody_reaches_gets_three_codes(
    phone: Phone, ines: Counter, beatriz: Counter, reader: Reader
) -> None:
    """Then the request is over, the page says why, and the customer's codes of the day are not used up."""
    customer = phone.customer()
    new = filed(ines, reader, customer)
    approved(beatriz)
    later(phone, 1, ines)
    for _ in range(3):
        is_lost(ines.service, new)
        phone.waits(ELEVEN_MINUTES)
    later(phone, 0, ines)
    worker_runs(ines.service)
    assert ines.standings() == ["refused"]
    assert "no recibió el código" in ines.page()
    worker_runs(ines.service)
    assert len(phone.codes(new)) == 3
    assert audited(ines.service.parts.records, customer).count("request_refused") == 1
    ines.looks_up(customer).generates_code().is_done()


def test_nothing_is_sent_again_once_it_was_due(phone: Phone, ines: Counter, beatriz: Counter, reader: Reader) -> None:
    """A code that got lost is not followed by another one after the request's time."""
    new = filed(ines, reader, phone.customer())
    approved(beatriz)
    later(phone, 1)
    is_lost(ines.service, new)
    later(phone, 24, ines)
    worker_runs(ines.service)
    assert ines.standings() == ["refused"]
    assert len(phone.codes(new)) == 1


def test_a_supervisor_takes_a_yes_back(phone: Phone, ines: Counter, beatriz: Counter, reader: Reader) -> None:
    """Approved, and not carried out yet: a no is still a no."""
    new = filed(ines, reader, phone.customer())
    name = request_of(beatriz)
    approved(beatriz)
    beatriz.sends(f"{REQUESTS}/{name}/refuse", why="El cliente se arrepintió").is_done()
    later(phone, 1, ines)
    worker_runs(ines.service)
    assert "El cliente se arrepintió" in ines.page()
    assert phone.messages(new) == []


def test_a_no_without_a_reason_is_not_a_yes(phone: Phone, ines: Counter, beatriz: Counter, reader: Reader) -> None:
    """The supervisor reads that the reason is missing; the request waits on, and nothing is registered."""
    new = filed(ines, reader, phone.customer())
    before = ines.standings()
    beatriz.sends(f"{REQUESTS}/{request_of(beatriz)}/refuse", why=" ").is_refused("Falta un dato", 400)
    assert ines.standings() == before
    later(phone, 1, ines)
    worker_runs(ines.service)
    assert phone.messages(new) == []


@dataclass(frozen=True)
class Interrupted(BranchCodes):
    """Codes of branches, with something that happens at one moment of the sending of each."""

    moment: str
    happens: Callable[[], object]

    def send(
        self, institution: str, customer: Customer, staff: str, key: str, still: Callable[[Session], None] | None = None
    ) -> str:
        """Send a code; what happens while it is made cannot be waited for before it is made."""
        meanwhile = Thread(target=self.happens)

        def held(session: Session) -> None:
            if still:
                still(session)
            if self.moment == "while":
                meanwhile.start()

        if self.moment == "before":
            self.happens()
        mask = super().send(institution, customer, staff, key, held)
        if self.moment == "after":
            self.happens()
        if meanwhile.ident:
            meanwhile.join()
        return mask


@pytest.mark.parametrize(("moment", "sent"), [("before", 0), ("while", 1), ("after", 1)])
def test_a_no_to_a_registered_mobile_voids_its_code(
    phone: Phone, ines: Counter, beatriz: Counter, reader: Reader, *, moment: str, sent: int
) -> None:
    """The code was about to be made, was just being made, or is on its way: it opens nothing, and no other follows."""
    customer, parts = phone.customer(), ines.service.parts
    new = filed(ines, reader, customer)
    name = request_of(beatriz)
    approved(beatriz)
    later(phone, 1, beatriz)

    def no() -> None:
        beatriz.sends(f"{REQUESTS}/{name}/refuse", why="El número está mal").is_done()

    replace(delivering(parts), codes=Interrupted(parts.office_codes.parts, moment, no)).run()
    worker_runs(ines.service)
    assert (beatriz.standings(REQUESTS), len(phone.codes(new))) == (["refused"], sent)
    if sent:
        on_the_line(phone, customer).presses(phone.reads_sms(new)).hears("office_code_refused", "office_code")


def test_a_member_of_the_staff_looks_up_so_many_a_day(build: Build, phone: Phone) -> None:
    """Different documents count, each person for themselves; what is above is refused in words and in the audit."""
    plain, ines = with_branch(build, phone, "ines", documents_day=2)
    other = Phone(plain)
    first, second, third = (other.customer() for _ in range(3))
    ines.looks_up(first).looks_up(second).looks_up(first)
    number = {"kind": third.document_type, "number": third.document_number}
    ines.sends("/branch/customers", **number).is_refused("se permiten en un día")
    assert audited(plain.parts.records, third) == ["look_refused"]
    Counter.of(plain, "tomas").looks_up(third)
    later(other, 24, ines)
    ines.looks_up(third)
