"""One contract for both switchboards: commands do what they say, refuse what cannot be, and say when nobody answers."""

import re

import pytest
import requests

from ivr.errors import SwitchboardRefused, Unavailable
from ivr.telephony.switchboard import TwilioSwitchboard
from ivr.telephony.switchboard_client import Account, Patience
from tests.telephony.networks import LINE, Network, until
from tests.telephony.sandbox_network import SandboxNetwork

ACCOUNT = Account("AC" + "7" * 32, "contract-token-0123456789", LINE)
NOBODY = "CA" + "0" * 32
MOBILE = "+573001112233"


def test_dial(network: Network) -> None:
    """A dialled telephone that answers is a call in progress; one that is busy is not."""
    network.behave(MOBILE, "busy")
    call = network.switchboard.dial(MOBILE, LINE, "/waiting", "/status", 20)
    assert re.fullmatch("CA[0-9a-f]{32}", call)
    until(lambda: network.switchboard.status(call) == "busy")
    network.behave(MOBILE, "in-progress")
    talking = network.switchboard.dial(MOBILE, LINE, "/waiting", "/status", 20)
    until(lambda: network.switchboard.status(talking) == "in-progress")
    assert talking in network.switchboard.live_calls()
    assert call not in network.switchboard.live_calls()


def test_redirect(network: Network) -> None:
    """A waiting call fetches what it is told to fetch."""
    call = network.waiting_call()
    network.switchboard.redirect(call, "/elsewhere?token=abc")
    assert network.fetched(call) == "/elsewhere"


def test_redirect_takes_a_call_out_of_its_room(network: Network, room: str) -> None:
    """Who is sent elsewhere is not in the room any more; the others stay."""
    caller, agent = network.call_in_room(room, "caller"), network.call_in_room(room, "agent")
    network.switchboard.redirect(caller, "/elsewhere")
    until(lambda: [one.call for one in network.switchboard.participants(room)] == [agent])
    assert network.switchboard.status(agent) == "in-progress"


def test_hang_up(network: Network) -> None:
    """A call is ended; ending it again changes nothing, and nothing else can be done with it."""
    call = network.waiting_call()
    for _ in range(2):
        network.switchboard.hang_up(call)
    assert network.switchboard.status(call) == "completed"
    with pytest.raises(SwitchboardRefused) as refusal:
        network.switchboard.redirect(call, "/elsewhere")
    assert refusal.value.code == 21220


def test_unknown_call_is_refused(network: Network) -> None:
    """What is asked of a call that never was is refused with the network's number."""
    with pytest.raises(SwitchboardRefused) as refusal:
        network.switchboard.hang_up(NOBODY)
    assert refusal.value.code == 20404
    with pytest.raises(SwitchboardRefused, match="20404"):
        network.switchboard.status(NOBODY)


def test_participants(network: Network, room: str) -> None:
    """A room shows who is in it, by label; one that never was has nobody."""
    assert network.switchboard.participants(room) == ()
    calls = {network.call_in_room(room, label): label for label in ("caller", "agent")}
    until(lambda: len(network.switchboard.participants(room)) == 2)
    inside = network.switchboard.participants(room)
    assert {one.call: one.label for one in inside} == calls
    assert not any(one.held or one.muted for one in inside)


def test_hold(network: Network, room: str) -> None:
    """A participant is parked and fetched back."""
    call = network.call_in_room(room, "agent")
    for held in (True, False):
        network.switchboard.hold(room, call, held=held)
        assert [one.held for one in network.switchboard.participants(room)] == [held]


def test_mute(network: Network, room: str) -> None:
    """Who is muted is heard by nobody, and hears the others all the same."""
    caller, agent = network.call_in_room(room, "caller"), network.call_in_room(room, "agent")
    for muted in (True, False):
        network.switchboard.mute(room, agent, muted=muted)
        assert {one.call: one.muted for one in network.switchboard.participants(room)} == {caller: False, agent: muted}
        assert network.hears(room, caller) == (frozenset() if muted else {agent})
        assert network.hears(room, agent) == {caller}


def test_hold_parts(network: Network, room: str) -> None:
    """Who is held neither hears nor is heard."""
    caller, agent = network.call_in_room(room, "caller"), network.call_in_room(room, "agent")
    network.switchboard.hold(room, caller, held=True)
    assert (network.hears(room, caller), network.hears(room, agent)) == (frozenset(), frozenset())


def test_coach(network: Network, room: str) -> None:
    """A coach hears both and is heard by one alone; without anybody to coach, by both."""
    caller, agent, third = (network.call_in_room(room, label) for label in ("caller", "agent", "third"))
    network.switchboard.coach(room, third, agent)
    assert {one.coaches for one in network.switchboard.participants(room) if one.call == third} == {agent}
    assert network.hears(room, third) == {caller, agent}
    assert network.hears(room, agent) == {caller, third}
    assert network.hears(room, caller) == {agent}
    network.switchboard.coach(room, third, "")
    assert {one.coaches for one in network.switchboard.participants(room)} == {""}
    assert network.hears(room, caller) == {agent, third}


def test_coach_of_nobody(network: Network, room: str) -> None:
    """Nobody can be made to whisper to somebody who is not in the room: everybody would be left to hear it."""
    third = network.call_in_room(room, "third")
    with pytest.raises(SwitchboardRefused):
        network.switchboard.coach(room, third, NOBODY)
    assert [one.coaches for one in network.switchboard.participants(room)] == [""]


def test_announce(network: Network, room: str) -> None:
    """One participant hears an announcement, the other does not."""
    caller, agent = network.call_in_room(room, "caller"), network.call_in_room(room, "agent")
    network.switchboard.announce(room, agent, "/announcement?token=a.b")
    until(lambda: network.announced(agent))
    assert not network.announced(caller)


def test_remove(network: Network, room: str) -> None:
    """Who is put out is gone; who is not inside cannot be put out or held."""
    call = network.call_in_room(room, "listener")
    network.call_in_room(room, "agent")
    network.switchboard.remove(room, call)
    until(lambda: [one.label for one in network.switchboard.participants(room)] == ["agent"])
    with pytest.raises(SwitchboardRefused, match="20404"):
        network.switchboard.remove(room, call)
    with pytest.raises(SwitchboardRefused, match="20404"):
        network.switchboard.hold(room, call, held=True)
    with pytest.raises(SwitchboardRefused, match="20404"):
        network.switchboard.mute(room, call, muted=True)
    with pytest.raises(SwitchboardRefused, match="20404"):
        network.switchboard.announce(room, call, "/announcement")


def test_room_that_never_was(network: Network, room: str) -> None:
    """Nobody can be held in a room that is not there; pausing its recording changes nothing."""
    network.switchboard.pause_recording(room)
    network.switchboard.resume_recording(room)
    with pytest.raises(SwitchboardRefused):
        network.switchboard.hold(room, NOBODY, held=True)


def test_recording(network: Network, room: str) -> None:
    """A room's recording pauses and goes on; asking twice changes nothing."""
    network.call_in_room(room, "caller", recorded=True)
    network.call_in_room(room, "agent", recorded=True)
    until(lambda: len(network.switchboard.participants(room)) == 2)
    board = network.switchboard
    for _ in range(2):
        board.pause_recording(room)
    assert network.recording(room) == "paused"
    for _ in range(2):
        board.resume_recording(room)
    assert network.recording(room) == "in-progress"


def test_message(network: Network) -> None:
    """A message is carried once, and found again by number, text and time."""
    board, since = network.switchboard, network.minute_ago()
    sid = board.send_message(MOBILE, f"Serfinansa: {id(network)}", "/status")
    assert re.fullmatch("SM[0-9a-f]{32}", sid)
    assert board.sent_messages(MOBILE, f"Serfinansa: {id(network)}", since) == (sid,)
    assert board.sent_messages(MOBILE, "another text", since) == ()
    assert board.sent_messages("+573009990000", f"Serfinansa: {id(network)}", since) == ()


@pytest.mark.parametrize("number", ["+576015550100", "+14155550100", "3001112233", "+5730011122334", "+573001112233\n"])
def test_messages_go_to_colombian_mobiles_only(network: Network, number: str) -> None:
    """Landlines, foreign numbers and odd ones get no message."""
    with pytest.raises(SwitchboardRefused) as refusal:
        network.switchboard.send_message(number, "hola", "/status")
    assert refusal.value.code == 21614


def test_network_that_fails_is_unavailable(network: Network) -> None:
    """A failure of the network is Unavailable, and the next command works."""
    call = network.waiting_call()
    network.break_next("status")
    with pytest.raises(Unavailable):
        network.switchboard.status(call)
    assert network.switchboard.status(call) == "in-progress"


def test_message_that_fails_is_sent_no_second_time(network: Network) -> None:
    """A command is sent once: whether it is sent again is decided by who owes the message."""
    body = f"Serfinansa: once {id(network)}"
    network.break_next("send_message")
    with pytest.raises(Unavailable):
        network.switchboard.send_message(MOBILE, body, "/status")
    assert network.switchboard.sent_messages(MOBILE, body, network.minute_ago()) == ()


def test_too_many_requests_are_unavailable(real: SandboxNetwork) -> None:
    """When the network asks us to slow down, later it may work."""
    requests.post(f"{real.url}/sandbox/faults", json={"kind": "rest-429"}, timeout=5).raise_for_status()
    with pytest.raises(Unavailable):
        real.switchboard.live_calls()


def test_silence_of_the_network_is_unavailable_soon(sandbox: str) -> None:
    """A command does not wait longer than its patience, and is not repeated."""
    account = Account(ACCOUNT.sid, ACCOUNT.auth_token, ACCOUNT.sender, sandbox)
    hasty = TwilioSwitchboard(account, "http://127.0.0.1:9", Patience(1.0, 0.05, 0.05))
    fault = {"kind": "rest-timeout", "times": 0, "seconds": 0.5}
    requests.post(f"{sandbox}/sandbox/faults", json=fault, timeout=5).raise_for_status()
    try:
        with pytest.raises(Unavailable):
            hasty.status(NOBODY)
        with pytest.raises(Unavailable):
            hasty.hang_up(NOBODY)
    finally:
        requests.delete(f"{sandbox}/sandbox/faults", timeout=5)


def test_question_is_asked_again_when_the_network_stumbles(sandbox: str) -> None:
    """One failure of the network is not told to the agent as an answer; a command is never repeated for it."""
    account = Account(ACCOUNT.sid, ACCOUNT.auth_token, ACCOUNT.sender, sandbox)
    switchboard = TwilioSwitchboard(account, "http://127.0.0.1:9")
    for ask, outcome in ((switchboard.status, SwitchboardRefused), (switchboard.hang_up, Unavailable)):
        requests.post(f"{sandbox}/sandbox/faults", json={"kind": "rest-500"}, timeout=5).raise_for_status()
        with pytest.raises(outcome):
            ask(NOBODY)


def test_network_that_is_not_there_is_unavailable() -> None:
    """No network at all is Unavailable too."""
    account = Account(ACCOUNT.sid, ACCOUNT.auth_token, ACCOUNT.sender, "http://127.0.0.1:9")
    with pytest.raises(Unavailable):
        TwilioSwitchboard(account, "http://127.0.0.1:9").status(NOBODY)


def test_account_shows_no_secret() -> None:
    """An account in a log or a traceback shows no secret."""
    assert "contract-token" not in repr(Account(ACCOUNT.sid, ACCOUNT.auth_token, "MG1", api_secret="contract-token-2"))
