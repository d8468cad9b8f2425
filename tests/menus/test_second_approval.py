"""On the line: a new mobile gets its code when a second person has said yes, and the caller goes on as always."""

from dataclasses import replace

import pytest

from ivr.agents.agent import AgentIdentity
from ivr.agents.supervision.approving import Approving
from ivr.errors import DeskError
from ivr.stores.audit.floor import FloorRecords
from tests.phone.agent import Agent
from tests.phone.bank import audited
from tests.phone.fixtures import Build
from tests.phone.line import MENU, Phone
from tests.phone.people import NEW_KEY, mobile
from tests.phone.plain import PlainService

BERTA = AgentIdentity("serfinansa.berta", "serfinansa", "Berta", "client:berta")


@pytest.fixture(params=["plain", "doubled"])
def service(request: pytest.FixtureRequest, build: Build) -> PlainService:
    """Give a service whose institution wants two people for a change of contact."""
    tables = {name: replace(one, contact_change_approval=True) for name, one in build().parts.institutions.items()}
    return build(twice=request.param == "doubled", tables=tables)


def approving(service: PlainService) -> Approving:
    """Give what the floor's buttons do."""
    return Approving(service.parts.desk.checking, FloorRecords(service.parts.records, service.clock))


def asked(agent: Agent) -> str:
    """Give the identifier of what an agent asked for."""
    change = agent.door.desk.centre.floor.get(agent.handoff).change  # type: ignore[attr-defined] # the use cases' door
    return str(change.id)


def test_s4_the_code_goes_to_the_new_mobile_after_the_second_yes(service: PlainService) -> None:
    """Until then nobody gets a message and nothing is registered; afterwards all is as without it."""
    line = Phone(service)
    customer, agent, new = line.customer(), line.agent(), mobile()
    call = line.with_agent(customer, agent)
    agent.checks(customer, 5).changes_mobile(new[3:]).cannot("send_code", "change_waiting")
    agent.cannot("to_keypad", "change_waiting")
    assert (line.messages(new), line.messages(customer.mobile)) == ([], [])
    approving(service).approve(BERTA, agent.handoff, asked(agent))
    agent.reads_mobile(new).to_keypad()
    call.hears("one_moment", "capsule", "security_code")
    assert "dejo de ser su contacto" in line.messages(customer.mobile, least=1)[0]
    call.presses(line.reads_sms(new)).hears("new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "key_changed", *MENU)
    kinds = [kind for kind in audited(service.parts.records, customer) if kind.startswith("contact_change")]
    assert kinds == ["contact_change_asked", "contact_change_approved", "contact_changed"]


def test_s4_after_a_no_the_old_mobile_gets_the_code(service: PlainService) -> None:
    """Nothing was registered, nobody was told of a change, and the caller goes on with the mobile that they had."""
    line = Phone(service)
    customer, agent, new = line.customer(), line.agent(), mobile()
    call = line.with_agent(customer, agent)
    agent.checks(customer, 5).changes_mobile(new[3:])
    approving(service).refuse(BERTA, agent.handoff, asked(agent), "no reconoce la última compra")
    agent.sends_code().to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(line.reads_sms(customer.mobile)).hears("new_key")
    assert line.messages(new) == []
    assert "contact_changed" not in audited(service.parts.records, customer)


def test_s4_a_caller_who_hangs_up_takes_the_request_with_them(service: PlainService) -> None:
    """A yes that comes later changes nothing."""
    line = Phone(service)
    customer, agent, new = line.customer(), line.agent(), mobile()
    call = line.with_agent(customer, agent)
    agent.checks(customer, 5).changes_mobile(new[3:])
    change = asked(agent)
    call.hangs_up()
    with pytest.raises(DeskError, match="change_over"):
        approving(service).approve(BERTA, agent.handoff, change)
    assert line.messages(new) == []
