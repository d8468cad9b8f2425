"""Guessing: codes over calls and resends, keys over calls, the agent's questions, documents from one telephone."""

from contextlib import suppress

from ivr.errors import DeskError
from tests.phone.bank import audited
from tests.phone.line import Phone
from tests.phone.people import KEY, WRONG_KEY
from tests.phone.plain import PlainService


def guess(line: Phone, mobile: str) -> str:
    """Give a code that is not the last one sent."""
    return f"{(int(line.reads_sms(mobile)) + 1) % 10**6:06}"


def test_codes_are_guessed_five_times_at_most_over_calls_and_resends(plain: PlainService) -> None:
    """New calls, telephones and codes give no new guesses: after five failures even the right code is refused."""
    first = Phone(plain)
    victim, agent = first.customer(), first.agent()
    call = first.at_keypad(victim, agent)
    wrong = guess(first, victim.mobile)
    for _ in range(3):
        call.presses(wrong).anyhow()
    call.hangs_up()
    first.waits(31)
    second = Phone(plain, codes_read=first.codes_read)
    call = second.at_keypad(victim, agent)
    wrong = guess(second, victim.mobile)
    for _ in range(2):
        call.presses(wrong).anyhow()
    call.presses(second.codes(victim.mobile)[-1]).hears("limit_reached", "agent_coming").is_in_room()
    second.waits(61)
    agent.cannot("send_code", "failures_quarter_hour")
    assert audited(plain.parts.records, victim).count("code_refused") == 5
    assert "code_accepted" not in audited(plain.parts.records, victim)
    assert second.key_works(victim, KEY)


def test_the_window_of_failures_is_a_quarter_of_an_hour_and_not_less(plain: PlainService) -> None:
    """Fourteen minutes and fifty-nine seconds later the limit holds; afterwards the customer may try again."""
    line = Phone(plain)
    victim, agent = line.customer(), line.agent()
    call = line.at_keypad(victim, agent)
    wrong = guess(line, victim.mobile)
    for _ in range(3):
        call.presses(wrong).anyhow()
    line.waits(31)
    agent.sends_code().to_keypad()
    wrong = guess(line, victim.mobile)
    for _ in range(2):
        call.anyhow().presses(wrong).anyhow()
    call.presses("0#").anyhow()
    line.waits(15 * 60 - 32)
    agent.cannot("send_code", "failures_quarter_hour")
    line.waits(32)
    agent.sends_code()


def test_codes_are_not_sent_without_end(plain: PlainService) -> None:
    """A mobile gets three codes in ten minutes however often calls and agents ask: nobody is bombed with messages."""
    line = Phone(plain)
    victim, agent = line.customer(), line.agent()
    line.with_agent(victim, agent)
    agent.checks(victim)
    for _ in range(20):
        with suppress(DeskError):
            agent.sends_code()
        line.waits(29)
    assert 2 <= len(line.codes(victim.mobile)) <= 3


def test_keys_are_guessed_three_times_over_calls(plain: PlainService) -> None:
    """Two wrong keys in one call and one in the next block the key, right code or not."""
    line = Phone(plain)
    victim, agent = line.customer(), line.agent()
    call = line.proven(victim, agent, option="2")
    for _ in range(2):
        call.anyhow().presses(WRONG_KEY)
    call.anyhow().hangs_up()
    line.waits(700)
    other = Phone(plain, codes_read=line.codes_read)
    other.proven(victim, agent, option="2").anyhow().presses(WRONG_KEY).hears("key_blocked", "agent_coming")


def test_the_agents_questions_are_guessed_three_times_over_calls(plain: PlainService) -> None:
    """Three wrong answers a day; then nobody can be confirmed, in this call or in another."""
    line = Phone(plain)
    victim, agent = line.customer(), line.agent()
    call = line.with_agent(victim, agent)
    for guessed in ("1990-01-01", "1991-01-01"):
        assert not agent.answers("birth_date", guessed)
    call.hangs_up()
    other = Phone(plain)
    other.with_agent(victim, agent)
    assert not agent.answers("mother_surname", "Rojas")
    agent.cannot("check", "limit", question="birth_date", answer=victim.answer_by_question["birth_date"])
    agent.cannot("send_code", "checks_missing")


def test_one_telephone_sprays_over_five_customers_at_most(plain: PlainService) -> None:
    """The limit of documents holds for the number, over calls; other telephones are not touched."""
    attacker = Phone(plain)
    attacker.agent().available()
    for last in range(5):
        call = attacker.identified(attacker.customer(document=f"CC 102450246{last}"))
        call.hears("to_agent", "agent_needs", "agent_coming").presses("*").anyhow().hangs_up()
    attacker.identified(attacker.customer()).hears("limit_reached", "to_agent", "agent_needs", "agent_coming").presses(
        "*"
    ).hangs_up()
    honest = Phone(plain)
    honest.identified(honest.customer()).hears("to_agent", "agent_needs", "agent_coming")


def test_a_lock_out_leaves_the_owner_a_way(plain: PlainService) -> None:
    """Somebody who fails on purpose keeps the owner out for a quarter of an hour of codes, never from an agent."""
    line = Phone(plain)
    victim, agent = line.customer(), line.agent()
    call = line.at_keypad(victim, agent)
    wrong = guess(line, victim.mobile)
    for _ in range(3):
        call.presses(wrong).anyhow()
    call.hangs_up()
    line.waits(15 * 60)
    owner = Phone(plain, codes_read=line.codes_read)
    owner.restored(victim, agent)
