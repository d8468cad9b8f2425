"""What a hostile visitor sends: numbers that are none, and addresses that are not theirs."""

from dataclasses import replace
from typing import Any

import pytest

from ivr.values import Channel
from ivr.web.customer.routes import CustomerPages
from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.web.customer.visit import ANYBODY, Visit

DATA = ("document_type", "document_number", "registered_mobile")
PROXY = "10.0.0.2"


@pytest.mark.parametrize("turn", ["9" * 4301, "9" * 16_000, "0" * 5000 + "2"])
def test_a_turn_of_thousands_of_digits_is_an_older_form(plain: PlainService, turn: str) -> None:
    """No number that Python refuses to read makes an error of ours."""
    visit = Visit(plain).begins()
    visit.sends(visit.page, turn=turn, document_type="CC").sees(*DATA).reads("older")


def address_of(service: PlainService, seen: str, *forwarded: str) -> str:
    """Give the address for which the documents of a visitor are counted."""
    take: Any = service.parts.app.view_functions["customer.take"]
    pages: CustomerPages = replace(take.__self__, proxies=len(forwarded))
    headers = [("X-Forwarded-For", each) for each in forwarded]
    with service.parts.app.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": seen}):
        return pages._network_address()


@pytest.mark.parametrize("claimed", ["", '"', '1.2.3.4, "', '1.2.3.4 "x', '"1.2.3.4', "1.2.3.4", ",,", 'a"b, \\'])
def test_nobody_hides_behind_the_proxys_own_address(plain: PlainService, claimed: str) -> None:
    """The proxy adds what it saw at the end: nothing that a visitor writes before it takes that away."""
    assert address_of(plain, PROXY, f"{claimed}, {ANYBODY}") == ANYBODY


@pytest.mark.parametrize(
    ("seen", "counted"),
    [
        (f"::ffff:{ANYBODY}", ANYBODY),  # an IPv4 visitor at a socket of both kinds: all of them were one before
        (f"{ANYBODY}:51234", ANYBODY),  # some proxies add the port
        ("[2800:484:1:2::9]:51234", "2800:484:1:2::/64"),
        ("2800:484:1:2::9", "2800:484:1:2::/64"),
        ("", "unknown"),  # a socket of the machine's own: who cannot be told apart is counted together
        ("unix:", "unknown"),
    ],
)
def test_an_address_is_counted_whatever_its_form(plain: PlainService, seen: str, counted: str) -> None:
    """None at all would be as good as a withheld number, which is not counted."""
    assert address_of(plain, seen) == counted


def test_one_address_does_not_fill_the_memory_of_live_calls(plain: PlainService, phone: Phone) -> None:
    """A hundred visits in ten minutes; then none begins, none ends; others go on, later all do."""
    visit = Visit(plain).begins()

    def begin() -> tuple[int, int]:
        answer = plain.parts.app.test_client().post(visit.path, data={"start": "1"}, **visit._from())
        return answer.status_code, plain.parts.calls.count(Channel.WEB)

    assert [begin() for _ in range(100)][-3:] == [(303, 99), (303, 100), (503, 100)]
    assert visit.client.post(visit.path, data={"start": "1"}, **visit._from()).status_code == 503
    visit.looks().sees(*DATA)
    Visit(plain, address="190.24.1.78").begins().sees(*DATA)
    phone.waits(600)
    assert begin()[0] == 303
