"""Registering a browser as a telephone: who gets in, who does not, and for how long."""

from collections.abc import Callable

import pytest

from tests.sandbox.signalling.conftest import MakeToken, OpenPage
from tests.sandbox.signalling.softphone import Softphone, token
from tests.sandbox.telephone import Exchange, until

pytestmark = pytest.mark.browser

Register = Callable[..., Softphone]
INVALID, EXPIRED = "20101", "20104"


def _open_phones(exchange: Exchange) -> object:
    return exchange.get("/sandbox/softphones")["softphones"]


def test_a_page_with_a_good_token_is_a_telephone(register: Register, exchange: Exchange) -> None:
    """The SDK registers, and the network knows the identity for as long as the page is open."""
    phone = register("ana")
    until(lambda: _open_phones(exchange) == {"ana": 1})
    assert phone.does("device.identity") == "ana"
    phone.page.close()
    until(lambda: _open_phones(exchange) == {})


def test_a_page_that_unregisters_rings_no_more(register: Register, exchange: Exchange) -> None:
    """unregister() takes the page out, and register() puts it back."""
    phone = register("ana")
    phone.does("device.unregister()")
    phone.sees("unregistered")
    until(lambda: _open_phones(exchange) == {})
    phone.does("device.register()")
    phone.sees("registered", times=2)
    until(lambda: _open_phones(exchange) == {"ana": 1})


@pytest.mark.parametrize("wrong", ["TWILIO_API_SECRET", "TWILIO_API_KEY", "TWILIO_ACCOUNT_SID"])
def test_a_token_of_another_account_is_refused(
    wrong: str, open_page: OpenPage, account: dict[str, str], signalling: str, exchange: Exchange
) -> None:
    """Signature, issuer and account must be this account's: AccessTokenInvalid."""
    phone = open_page("eva")
    phone.begin(token("eva", {**account, wrong: "SK" + "9" * 32}), chunderw=signalling)
    assert phone.sees("error") == INVALID
    assert _open_phones(exchange) == {}


def test_a_token_for_no_calls_is_refused(
    open_page: OpenPage, make_token: MakeToken, signalling: str, exchange: Exchange
) -> None:
    """Without the grant that calls may come in, a page is no telephone."""
    phone = open_page("eva")
    phone.begin(make_token("eva", takes_calls=False), chunderw=signalling)
    assert phone.sees("error") == INVALID
    assert _open_phones(exchange) == {}


def test_an_identity_with_other_signs_is_refused(open_page: OpenPage, make_token: MakeToken, signalling: str) -> None:
    """An identity has letters, digits and underscores."""
    phone = open_page("eva")
    phone.begin(make_token("eva-maría"), chunderw=signalling)
    assert phone.sees("error") == INVALID


def test_an_expired_token_is_refused(open_page: OpenPage, make_token: MakeToken, signalling: str) -> None:
    """A token that is over says so by its own code: AccessTokenExpired."""
    phone = open_page("eva")
    phone.begin(make_token("eva", seconds=-5), chunderw=signalling)
    assert phone.sees("error") == EXPIRED


def test_a_token_that_ends_takes_the_telephone_with_it(
    open_page: OpenPage, make_token: MakeToken, signalling: str, exchange: Exchange
) -> None:
    """The page is warned, told when it is over, and rings no more; a new token makes it a telephone again."""
    phone = open_page("ana").turn_on(make_token("ana", seconds=4), chunderw=signalling, tokenRefreshMs=2000)
    phone.sees("tokenWillExpire")
    assert not phone.saw("error")
    assert phone.sees("error") == EXPIRED
    until(lambda: _open_phones(exchange) == {})
    phone.does(f"device.updateToken({make_token('ana')!r})")
    until(lambda: _open_phones(exchange) == {"ana": 1})


def test_a_token_that_is_renewed_in_time_loses_nothing(
    open_page: OpenPage, make_token: MakeToken, signalling: str, exchange: Exchange
) -> None:
    """updateToken() before the end: the page stays registered beyond it, without an error."""
    phone = open_page("ana").turn_on(make_token("ana", seconds=4), chunderw=signalling, tokenRefreshMs=3000)
    phone.sees("tokenWillExpire")
    phone.does(f"device.updateToken({make_token('ana', seconds=8)!r})")
    phone.sees("tokenWillExpire", times=2)
    assert _open_phones(exchange) == {"ana": 1}
    assert not phone.saw("error")


def test_the_network_can_end_a_token(register: Register, exchange: Exchange) -> None:
    """The fault `token-expired` ends those of the identities that it names, and no others."""
    first, second = register("ana"), register("luis")
    exchange.fault("token-expired", match="ana")
    assert first.sees("error") == EXPIRED
    assert not second.saw("error")
    until(lambda: _open_phones(exchange) == {"luis": 1})
