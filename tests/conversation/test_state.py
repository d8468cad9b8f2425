"""What a call leaves in Redis, and how often it asks there."""

from collections.abc import Callable
from typing import Any

from tests.phone.dump import dump
from tests.phone.line import MENU, Phone
from tests.phone.people import NEW_KEY
from tests.phone.plain import PlainService
from tests.phone.posting import action, post, told


def requests_of(service: PlainService, do: Callable[[], object]) -> list[str]:
    """Give the commands that the service sent to Redis, without those that a script ran inside."""
    commands: list[str] = []
    client: Any = service.parts.redis  # the library does not type its monitor
    with client.monitor() as monitor:
        client.echo("from now on")  # opens a connection
        while "from now on" not in monitor.next_command()["command"]:
            pass
        do()
        client.echo("that was all")
        while "that was all" not in (seen := monitor.next_command())["command"]:
            if seen["client_type"] != "lua":
                commands.append(seen["command"].split()[0])
    return commands


def test_a_turn_without_an_effect_asks_redis_twice(plain: PlainService) -> None:
    """One round trip loads the call, one saves it and tells what happened: counted by the server itself."""
    call = Phone(plain).dials().hears("welcome", *MENU)
    path, parameters = action(plain, call), told(plain, call, Digits="4")
    assert requests_of(plain, lambda: post(plain, path, parameters)) == ["HMGET", "EVALSHA"]
    call.telephone.silence()
    path = action(plain, call)
    assert requests_of(plain, lambda: post(plain, path, told(plain, call, Digits="9"))) == ["HMGET", "EVALSHA"]


def test_a_repeated_turn_asks_redis_once(plain: PlainService) -> None:
    """The stored document is found with the call."""
    call = Phone(plain).dials().hears("welcome", *MENU)
    path, parameters = action(plain, call), told(plain, call, Digits="4")
    post(plain, path, parameters)
    assert requests_of(plain, lambda: post(plain, path, parameters)) == ["HMGET"]


def test_at_the_end_of_a_call_its_secrets_and_answers_are_gone(plain: PlainService) -> None:
    """No sealing key, no journal, no document, no code: Redis holds that the call was, and what happened by name."""
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.proven(customer, agent).hears("new_key").presses(NEW_KEY).hears("new_key_again")
    code = line.codes(customer.mobile)[-1]
    live = plain.parts.calls.load(call.sid)
    assert live is not None
    assert live.sealing_key in dump(plain.parts.redis)
    call.hangs_up()
    left = dump(plain.parts.redis)
    assert call.sid in left
    for secret in (live.sealing_key, customer.document_number, code, "journal"):
        assert secret not in left


def test_an_ended_script_leaves_no_secret_in_a_call_that_goes_on(plain: PlainService) -> None:
    """As soon as the key is set its entries are gone, while the call is still in the menu."""
    line = Phone(plain)
    customer, agent = line.customer(), line.agent()
    call = line.proven(customer, agent).hears("new_key").presses(NEW_KEY).hears("new_key_again")
    assert "Sealed" in dump(plain.parts.redis)
    call.presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
    left = dump(plain.parts.redis)
    assert "Sealed" not in left
    assert customer.document_number not in left
