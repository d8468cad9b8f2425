"""Sixty-four at once: the same turn, the same code, the same key."""

from concurrent.futures import ThreadPoolExecutor

from tests.phone.bank import audited, earlier_keys, owed
from tests.phone.line import MENU, Phone
from tests.phone.people import NEW_KEY
from tests.phone.plain import PlainService
from tests.phone.posting import action, post, told

TOGETHER = 64


def at_once(service: PlainService, path: str, parameters: dict[str, str]) -> set[tuple[int, str]]:
    """Send one webhook sixty-four times at the same time; give the different answers."""
    with ThreadPoolExecutor(TOGETHER) as pool:
        return set(pool.map(lambda _: post(service, path, parameters), range(TOGETHER)))


def test_sixty_four_uses_of_one_code_are_one(plain: PlainService) -> None:
    """The right code, typed once and delivered sixty-four times, is accepted once; each hears the same."""
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.at_keypad(customer, agent)
    answers = at_once(plain, action(plain, call), told(plain, call, Digits=line.reads_sms(customer.mobile)))
    assert {status for status, _ in answers} == {200}
    assert audited(plain.parts.records, customer).count("code_accepted") == 1
    assert plain.parts.conversations.stands(call.sid) in {twiml for _, twiml in answers}


def test_a_key_that_is_set_sixty_four_times_is_set_once(plain: PlainService) -> None:
    """One key, one earlier key, one notice, one line in the audit."""
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.proven(customer, agent).hears("new_key").presses(NEW_KEY).hears("new_key_again")
    leg, path = plain.network.legs[call.sid], action(plain, call)
    parameters = told(plain, call, Digits=NEW_KEY)
    assert len(at_once(plain, path, parameters)) >= 1
    stands = plain.parts.conversations.stands(call.sid)
    assert "<Redirect" in stands
    at_once(plain, _redirect(stands), leg.parameters())
    plain.network._execute(leg, plain.parts.conversations.stands(call.sid))
    call.hears("key_changed", *MENU)
    assert line.key_works(customer, NEW_KEY)
    assert earlier_keys(plain.parts.records, customer) == 1
    assert audited(plain.parts.records, customer).count("key_replaced") == 1
    assert [message.purpose for message in owed(plain.parts.records)].count("notice") == 1


def test_sixty_four_callers_with_the_same_document_are_sixty_four_calls(plain: PlainService) -> None:
    """Calls at the same time do not disturb each other."""
    line = Phone(plain)
    calls = [line.dials("").anyhow() for _ in range(TOGETHER)]
    turns = [(action(plain, call), told(plain, call, Digits="4")) for call in calls]
    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = list(pool.map(lambda turn: post(plain, *turn), turns))
    assert {status for status, _ in answers} == {200}
    assert len({twiml for _, twiml in answers}) == TOGETHER
    assert plain.parts.calls.count() == TOGETHER


def _redirect(twiml: str) -> str:
    address = twiml.partition("<Redirect")[2].partition(">")[2].partition("<")[0]
    return address.removeprefix("https://ivr.example.co").partition("#")[0]
