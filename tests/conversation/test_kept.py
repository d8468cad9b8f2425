"""A script that is changed under a live call takes no caller from the agent who has them."""

from structlog.testing import capture_logs

from ivr.dialog import Caller
from ivr.menus.questions import menu_choice
from tests.phone.fixtures import Build
from tests.phone.line import OF_KEYS, Phone
from tests.phone.people import KEY


async def changed(caller: Caller) -> None:
    """Answer a call otherwise than the script under which it began."""
    while True:
        await caller.ask(menu_choice(caller.institution.menus["consultas"]))


def test_a_caller_at_the_keypad_comes_back_to_their_agent(build: Build) -> None:
    """What was typed is not used; both hear each other again, and the menu comes when the agent is done."""
    old, new = build(), build(script=changed)
    line = Phone(old)
    customer, agent = line.customer(), line.agent()
    call = line.proven(customer, agent).hears("new_key")
    old.webhooks.answered_by(new.webhooks)
    with capture_logs() as logs:
        call.presses("9617").hears("agent_coming").is_in_room()
    assert [entry["log_level"] for entry in logs if entry["event"] == "script_changed"] == ["error"]
    agent.is_("talking").sees("at_keypad", "code_accepted", "capsule_failed")
    room = agent.handoff
    held = {participant.label: participant.held for participant in old.switchboard.participants(room)}
    assert held == {"agent": False, "caller": False}
    agent.finishes()
    call.hears("apology_restart", *OF_KEYS)
    assert line.key_works(customer, KEY)


def test_a_caller_whose_agent_is_gone_starts_again(build: Build) -> None:
    """There is nobody to come back to: an apology, and the menu."""
    old, new = build(), build(script=changed)
    line = Phone(old)
    customer, agent = line.customer(), line.agent()
    call = line.proven(customer, agent).hears("new_key")
    agent.is_lost()
    old.webhooks.answered_by(new.webhooks)
    call.presses("9617").hears("apology_restart", *OF_KEYS)
