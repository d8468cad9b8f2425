"""Prepared calls of the demo play a whole procedure by themselves, on the real scripts of each institution."""

import pytest

from ivr.local.playing import PreparedCall
from ivr.local.scenarios import PAGE, Scenario, scenarios
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.demo.guide import demo
from tests.phone.bank import audited
from tests.phone.fixtures import build, database, own_database, plain, shared
from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.web.customer.visit import Visit

__all__ = ["build", "database", "own_database", "plain", "shared"]

DONE = {
    "banco_caja_social": "key_replaced",
    "coasmedas": "temporary_key_set",
    "becoop": "temporary_key_sent",
    "alianza": "key_replaced",
}
"""What the audit says once a call has done what it was for; Serfinansa's calls need an agent."""
TURNS = 20


def prepared(service: PlainService, institution: str) -> tuple[Scenario, DemoCustomer]:
    """Give the first prepared call of an institution, and have its caller registered."""
    people = demo(service.parts.institutions).institutions[institution].customers
    scenario = next(scenarios(service.parts.institutions[institution], people))
    caller = next(one for one in people if one.mobile == scenario.caller)
    service.register(caller, institution)
    return scenario, caller


def page_is_done(service: PlainService, institution: str, email: str, key: str) -> None:
    """Follow the link as the telephone network does, and choose the key."""
    visit = Visit(service, "reset", institution=institution).opens(service.emails(email)[-1].text).goes_on()
    visit.types(key, key, "yes").sees("key_changed")


@pytest.mark.parametrize("institution", sorted(DONE))
def test_a_prepared_call_does_all_by_itself(plain: PlainService, institution: str) -> None:
    """Menu, document, code, questions, digits that are said, a page: nobody helps, and at the end it is done."""
    (scenario, caller), phone = prepared(plain, institution), Phone(plain, institution)
    played, call, heard = PreparedCall(scenario), phone.dials(scenario.caller), 0
    for _ in range(TURNS):
        said = call.anyhow().telephone.heard()
        for text in said[heard:]:
            played.hear(text)
        heard, played.code = len(said), next(iter(reversed(phone.codes(caller.mobile))), "")
        if played.is_done:
            break
        keys = played.take()
        assert keys is not None, said
        if keys.startswith(PAGE):
            page_is_done(plain, institution, scenario.email, keys.removeprefix(PAGE))
            phone.waits(1)
        else:
            call.is_asked().presses(keys)
    assert played.is_done
    assert DONE[institution] in audited(plain.parts.records, caller)
    call.hangs_up()


def test_a_key_that_is_refused_is_followed_by_another() -> None:
    """From its first typing on, and never the same one; whose present key is not known to the line hangs up."""
    call = PreparedCall(Scenario("", "", ("{key:9514}", "{new:7294|5083}", "{new:7294|5083}")))
    assert call.take() == "9514"
    first = call.take()
    call.hear("Esa no: la clave no puede ser una que ya usó.")
    assert {first, call.take()} == {"7294", "5083"}
    other = PreparedCall(call.scenario, at=1)
    other.hear("Esa clave no coincide con la actual.")
    assert other.is_done
