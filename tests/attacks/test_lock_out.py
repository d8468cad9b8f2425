"""Limits used against the customer whom they protect: a person can still help."""

from ivr.stores.demo.customers import DemoCustomer
from tests.phone.agent import Agent
from tests.phone.bank import audited
from tests.phone.call import Call
from tests.phone.line import Phone
from tests.phone.people import KEY, NEW_KEY
from tests.phone.plain import PlainService


def fail_five(line: Phone, victim: DemoCustomer, agent: Agent) -> Call:
    """Type five wrong codes in the customer's name, of two codes."""
    call = line.at_keypad(victim, agent)
    for tries in (3, 2):
        wrong = f"{(int(line.reads_sms(victim.mobile)) + 1) % 10**6:06}"
        for _ in range(tries):
            call.presses(wrong).anyhow()
        if tries == 3:
            line.waits(241)
            agent.is_("talking").sends_code().to_keypad()
            call.anyhow()
    return call


def test_meanwhile_the_owner_reaches_a_person_who_can_freeze(plain: PlainService) -> None:
    """In the quarter of an hour without codes an agent still checks the owner, and keeps the key from the attacker."""
    attacker, owner = Phone(plain), Phone(plain)
    victim, deceived, agent = attacker.customer(), attacker.agent(), owner.agent("andres")
    fail_five(attacker, victim, deceived).hangs_up()
    deceived.unavailable()
    owner.with_agent(victim, agent)
    agent.checks(victim).cannot("send_code", "failures_quarter_hour").door.act("freeze", agent.handoff)
    assert audited(plain.parts.records, victim)[-1] == "customer_frozen"
    assert owner.key_works(victim, KEY)


def test_after_ten_failures_a_day_an_agent_gives_the_owner_their_key(plain: PlainService) -> None:
    """Nobody tries alone any more; with an agent's checklist and code the owner does."""
    line = Phone(plain)
    victim, agent = line.customer(), line.agent()
    for _ in range(2):
        fail_five(line, victim, agent).hangs_up()
        line.waits(15 * 60)
    owner = Phone(plain, codes_read=line.codes_read)
    owner.restored(victim, agent)
    assert audited(plain.parts.records, victim).count("code_refused") == 10
    assert owner.key_works(victim, NEW_KEY)


def test_a_forged_caller_number_keeps_its_owner_from_no_other_telephone(plain: PlainService) -> None:
    """Five strangers' documents under the owner's number: from elsewhere, or with it hidden, the line serves."""
    attacker = Phone(plain)
    victim = attacker.customer()
    attacker.agent().available()
    for last in range(5):
        call = attacker.identified(attacker.customer(document=f"CC 102450247{last}"), number=victim.mobile)
        call.anyhow().presses("*").anyhow().hangs_up()
    attacker.identified(victim, number=victim.mobile).hears(
        "limit_reached", "to_agent", "agent_needs", "agent_coming"
    ).hangs_up()
    for number in ("", Phone(plain).number):
        attacker.identified(victim, number=number).hears("to_agent", "agent_needs", "agent_coming").hangs_up()
