"""Webhooks of turns: again, late, forged, raced. Each turn has one answer and one effect."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.phone.bank import audited
from tests.phone.line import MENU, Phone
from tests.phone.plain import PlainService
from tests.phone.posting import action, post, told


def test_the_opening_again_gets_the_first_answer(plain: PlainService) -> None:
    """A call that comes in twice is one call."""
    call = Phone(plain).dials()
    first = plain.webhooks.answers[-1]
    assert post(plain, "/voice/incoming", told(plain, call)) == (200, first)
    assert plain.parts.calls.count() == 1


def test_the_last_turn_again_gets_the_stored_document_and_has_no_effect(plain: PlainService) -> None:
    """A wrong code delivered five times costs one try."""
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.at_keypad(customer, agent)
    path = action(plain, call)
    answers = {post(plain, path, told(plain, call, Digits="000000")) for _ in range(5)}
    assert len(answers) == 1
    assert audited(plain.parts.records, customer).count("code_refused") == 1


def test_an_older_turn_gets_where_the_call_stands(plain: PlainService) -> None:
    """A webhook that comes late changes nothing."""
    call = Phone(plain).is_staffed().dials().anyhow()
    first = action(plain, call)
    call.presses("4").anyhow().presses("3").hears("document_number")
    stands = plain.parts.conversations.stands(call.sid)
    assert post(plain, first, told(plain, call, Digits="1")) == (200, stands)
    call.presses("1024502450#").hears("document_type", "option_type_CC", "option_type_TI")


@pytest.mark.parametrize("token", ["", "0000000000000000000000", "~"])
def test_a_turn_without_its_token_is_refused(plain: PlainService, token: str) -> None:
    """A forged address is answered 403, although it is signed."""
    call = Phone(plain).dials().anyhow()
    path = action(plain, call).partition("token=")[0] + f"token={token}"
    assert post(plain, path, told(plain, call, Digits="4"))[0] == 403
    call.presses("9").hears(*MENU)


def test_a_token_is_good_for_its_own_turn_and_call_only(plain: PlainService) -> None:
    """The token of one turn opens no other turn, and no other call."""
    one, other = Phone(plain).dials("").anyhow(), Phone(plain).dials("").anyhow()
    path = action(plain, one)
    number = int(path.split("/")[3].partition("?")[0])
    assert post(plain, path, told(plain, other, Digits="4"))[0] == 403
    assert post(plain, path.replace(f"/{number}?", f"/{number + 1}?"), told(plain, one, Digits="4"))[0] == 403


def test_of_two_different_answers_to_one_turn_one_is_taken(plain: PlainService) -> None:
    """Sixteen codes at once are one try; every webhook gets the same document."""
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.at_keypad(customer, agent)
    path = action(plain, call)
    with ThreadPoolExecutor(16) as pool:
        codes = [f"{code:06}" for code in range(16)]
        answers = list(pool.map(lambda code: post(plain, path, told(plain, call, Digits=code)), codes))
    assert {status for status, _ in answers} == {200}
    kinds = audited(plain.parts.records, customer)
    assert kinds.count("code_refused") + kinds.count("code_accepted") == 1
    assert post(plain, path, told(plain, call, Digits="000000")) == (200, plain.parts.conversations.stands(call.sid))


def test_a_turn_of_a_call_that_nobody_knows_begins_again_with_an_apology(plain: PlainService) -> None:
    """When the live state is gone the caller hears an apology and the menu, never an error."""
    call = Phone(plain).in_menu()
    plain.parts.redis.flushall()
    Phone(plain).is_staffed()
    call.presses("3").hears("apology_restart", "welcome", *MENU)
    call.presses("4").anyhow().presses("3").hears("document_number")


def test_a_webhook_after_the_end_has_no_effect_and_is_no_error(plain: PlainService) -> None:
    """A turn, a wait or an opening that comes after the call has ended ends quietly."""
    call = Phone(plain).in_menu()
    path = action(plain, call)
    call.hangs_up()
    wait = path.replace("/turn/", "/wait/")
    for late in (path, wait, "/voice/incoming"):
        status, twiml = post(
            plain, late, told(plain, call, Digits="3") if late != "/voice/incoming" else told(plain, call)
        )
        assert status in (200, 204)
        assert "Gather" not in twiml
    assert plain.parts.calls.count() == 0
