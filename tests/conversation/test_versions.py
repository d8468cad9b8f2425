"""A new table, a new script, a new key in mid-call."""

import json
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from structlog.testing import capture_logs

from ivr.dialog import Caller
from ivr.institutions import Institution
from ivr.menus.main import answer_call
from ivr.menus.questions import menu_choice
from ivr.ports import Unfinished
from tests.phone.fixtures import Build
from tests.phone.line import MENU, OF_KEYS, Phone
from tests.phone.people import NEW_KEY
from tests.phone.plain import SECRET_KEY, PlainService
from tests.phone.posting import action, post, told

OTHER_SECRET = "another invented secret that is long enough too"


def newer(institution: Institution) -> Any:
    """Give a table in which the menu has another order."""
    main = institution.menus["main"]
    menus = {**institution.menus, "main": replace(main, options=main.options[:1])}
    return MappingProxyType({institution.id: replace(institution, version="newer", menus=menus)})


async def changed(caller: Caller) -> None:
    """Answer a call otherwise than the script under which it began."""
    institution = caller.institution
    for _ in range(100):
        await caller.ask(menu_choice(institution.menus["consultas"]))


async def failing(caller: Caller) -> None:
    """Break after an effect."""
    await caller.do(Unfinished.procedure)
    await caller.ask(menu_choice(caller.institution.menus["main"]))
    await caller.do(Unfinished.procedure)
    raise RuntimeError("a mistake of ours")


def move(line: Phone, old: PlainService, new: PlainService) -> None:
    """Put a new release into service while calls go on."""
    old.webhooks.answered_by(new.webhooks)
    line.service = old


def test_a_call_ends_with_the_table_it_began_with(build: Build, institution: Institution) -> None:
    """A new table is for new calls; one under way keeps its menu."""
    old, new = build(), build(tables=newer(institution))
    line = Phone(old)
    call = line.dials("").hears("welcome", *MENU)
    move(line, old, new)
    call.presses("9").hears(*MENU).presses("4").anyhow()
    line.dials("").hears("welcome", "menu_main", "option_agent")


def test_a_script_changed_under_a_live_call_starts_it_again(build: Build) -> None:
    """Journal and script disagree: an apology, the beginning, and an error in the log."""
    old, new = build(), build(script=changed)
    line = Phone(old)
    call = line.in_menu().presses("3").hears("document_number")
    move(line, old, new)
    with capture_logs() as logs:
        call.presses("1024502450#").hears("apology_restart", *OF_KEYS)
    assert [entry["log_level"] for entry in logs if entry["event"] == "script_changed"] == ["error"]


def test_a_script_that_breaks_after_an_effect_starts_again(build: Build) -> None:
    """The answer that was claimed for the broken turn is not in the way of the apology."""
    call = Phone(build(script=failing)).dials().hears(*MENU)
    call.presses("4").hears("apology_restart", *MENU).presses("4").hears("apology_restart", *MENU)


def test_a_journal_with_words_of_another_release_starts_the_call_again(plain: PlainService) -> None:
    """The caller hears an apology and the menu; nobody is hung up on because machines are being replaced."""
    call = Phone(plain).in_menu()
    key = f"ivr:{{{call.sid[-1]}}}:call:{call.sid}"
    state = json.loads(str(plain.parts.redis.hget(key, "state")))
    state["journal"].append(["answer", "menu_consultas", None, "ErrorOfAnotherRelease", ""])
    plain.parts.redis.hset(key, "state", json.dumps(state))
    with capture_logs() as logs:
        call.presses("3").hears("apology_restart", "welcome", *MENU)
    assert [entry["log_level"] for entry in logs if entry["event"] == "script_changed"] == ["error"]


def test_a_script_changed_takes_no_caller_from_an_agent(build: Build) -> None:
    """Who talks with an agent, or waits for one, stays there; the new script is met when the agent is done."""
    old, new = build(), build(script=changed)
    line = Phone(old)
    customer, agent = line.customer(), line.agent()
    call = line.with_agent(customer, agent)
    move(line, old, new)
    agent.checks(customer)
    call.is_in_room()
    agent.does_not_confirm()
    call.hears("apology_restart", *OF_KEYS)


def test_a_script_that_did_not_change_goes_on_in_another_release(build: Build) -> None:
    """The same script on another machine takes the next turn."""
    old, new = build(), build(script=answer_call)
    line = Phone(old)
    call = line.in_menu()
    move(line, old, new)
    call.presses("3").hears("document_number")


def test_secret_keys_rotate_in_mid_call(build: Build) -> None:
    """A new first key, while the caller is at the keypad: tokens, code and both entries of the key still match."""
    old = build()
    new = build(secret_key=f"{OTHER_SECRET},{SECRET_KEY}")
    line = Phone(old)
    customer, agent = line.customer(), line.agent()
    call = line.at_keypad(customer, agent)
    code = line.reads_sms(customer.mobile)
    move(line, old, new)
    call.presses(code).hears("new_key")
    again = build(secret_key=f"{SECRET_KEY},{OTHER_SECRET}")
    call.presses(NEW_KEY).hears("new_key_again")
    move(line, old, again)
    call.presses(NEW_KEY).hears("one_moment", "key_changed", *MENU)
    assert line.key_works(customer, NEW_KEY)


def test_a_key_that_was_taken_away_opens_nothing(build: Build) -> None:
    """Tokens made under a secret that is gone are refused."""
    old, new = build(), build(secret_key=OTHER_SECRET)
    line = Phone(old)
    call = line.in_menu()
    assert post(new, action(old, call), told(old, call, Digits="3"))[0] == 403
