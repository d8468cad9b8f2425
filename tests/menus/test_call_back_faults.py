"""Call-backs when something is not as it should be: limits, the night, the network, dead workers, strange webhooks."""

from ivr.errors import Unavailable
from ivr.queues import SkillStep
from tests.menus.calling_back import GREETED, agreed, dialled, records, waits
from tests.phone.line import Phone
from tests.phone.people import mobile
from tests.phone.plain import PlainService

STEPS = dict.fromkeys(("general", "claves"), (SkillStep(0, ()),))


def test_an_agent_is_not_kept_for_ever_for_a_call_that_nobody_makes(plain: PlainService) -> None:
    """When no worker dials for half a minute, whoever waits behind the call-back gets the agent."""
    line = Phone(plain)
    agent = line.agent()
    agent.unavailable()
    agreed(line)
    waits(line, mobile())
    agent.available()
    plain.clock.advance(31)
    agent.available()
    agent.is_offered()


def test_a_call_back_that_cannot_be_kept_is_not_promised(plain: PlainService) -> None:
    """After five in a day for one number the caller waits on in their place."""
    line = Phone(plain)
    line.agent().unavailable()
    plain.parts.redis.set(f"ivr:{{serfinansa}}:call_backs_asked:{line.number}", "5")
    call = waits(line).presses("1").hears("call_back_own").presses("1")
    call.hears("call_back_refused", "queue_nobody", "queue_keys", "queue_call_back").is_queued()


def test_at_night_no_call_is_offered_and_none_is_made(plain: PlainService) -> None:
    """The law's hours bind: the key does nothing, and what was agreed in the day waits until the morning."""
    line = Phone(plain)
    agent = line.agent()
    agent.unavailable()
    agreed(line)
    line.waits(9 * 3600)
    agent.available()
    line.waits(1)
    assert dialled(plain, line.number) == 0
    agent.unavailable()
    call = waits(line, mobile())
    call.presses("1").anyhow().is_queued()
    line.waits(12.5 * 3600)
    agent.available()
    line.waits(1)
    assert dialled(plain, line.number) == 1


def test_a_command_that_the_network_did_not_take_is_no_try(plain: PlainService) -> None:
    """The call is made half a minute later, as the first try."""
    line = Phone(plain)
    agent = line.agent()
    agent.unavailable()
    agreed(line)
    agent.available()
    plain.switchboard.fail_next("dial", Unavailable("network"))
    line.waits(1)
    line.waits(31)
    line.is_called().hears(*GREETED).presses("1").anyhow()
    (found,) = records(plain)
    assert (found.outcome, found.tries) == ("reached", 1)


def test_two_workers_make_one_call(plain: PlainService) -> None:
    """Whoever takes a call-back dials it; the other one finds nothing to do."""
    line = Phone(plain)
    agent = line.agent()
    agent.unavailable()
    agreed(line)
    agent.available()
    assert plain.parts.calling_back.run() == 1
    assert plain.parts.calling_back.run() == 0


def test_a_worker_that_died_before_it_dialled_is_noticed(plain: PlainService) -> None:
    """A call-back that was taken and never dialled counts as a try, and is made later."""
    line = Phone(plain)
    agent = line.agent()
    agent.unavailable()
    agreed(line)
    agent.available()
    assert len(plain.parts.calling_back.store.due("serfinansa", STEPS, plain.clock.now())) == 1
    line.waits(61)
    assert dialled(plain, line.number) == 0
    line.waits(601)
    assert dialled(plain, line.number) == 1


def test_a_call_that_is_not_the_one_being_made_is_hung_up(plain: PlainService) -> None:
    """A webhook with another try's token, or for another call, opens no conversation."""
    line = Phone(plain)
    agent = line.agent()
    agent.unavailable()
    agreed(line)
    agent.available()
    line.is_called().hears(*GREETED)
    path = next(path for path in plain.webhooks.paths if path.startswith("/voice/call-back/"))
    form = {"CallSid": "CA" + "f" * 32, "From": "+5718000510513", "To": line.number, "CallStatus": "in-progress"}
    assert "<Hangup" in plain.webhooks.deliver(path, form)
    assert "<Hangup" in plain.webhooks.deliver(path[:-3] + "abc", form)


def test_a_line_of_ours_is_not_called(plain: PlainService) -> None:
    """It would talk to itself: the caller waits on."""
    line = Phone(plain)
    line.agent().unavailable()
    call = waits(line, "").presses("1").hears("call_back_number").presses("6053091919").hears("call_back_confirm")
    call.presses("1").hears("call_back_refused", "queue_nobody", "queue_keys", "queue_call_back").is_queued()
