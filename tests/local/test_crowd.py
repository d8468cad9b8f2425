"""The people of `ivr crowd`: who calls for what, what they press, and when they hang up."""

from dataclasses import replace
from random import Random

import pytest
from click.testing import CliRunner

from ivr.cli import main
from ivr.institutions import Institution
from ivr.local.crowd.answers import NOT_THE_CODE, Answers, NothingToSay
from ivr.local.crowd.errand import CODES, Callers, Errand, Kind, may_restore
from ivr.stores.demo.customers import CUSTOMERS, DemoCustomer

PEOPLE = tuple(one for one in CUSTOMERS["serfinansa"] if may_restore(one))
MARIA = PEOPLE[0]


def errand(kind: Kind, customer: DemoCustomer | None = None) -> Errand:
    """Give a call of some kind."""
    return Errand(kind, MARIA.mobile, customer, 30, Random(1))


def answers(
    table: Institution, kind: Kind, customer: DemoCustomer | None = None, texts: tuple[str, ...] = ()
) -> Answers:
    """Give what a caller presses who has got these messages."""
    return Answers(table, errand(kind, customer), lambda: texts)


def test_a_customer_finds_the_way_to_a_new_key(institution: Institution) -> None:
    """Each question of the line has its keys: menus, document, code from the message, the same key twice."""
    caller = answers(institution, Kind.KEY, MARIA, ("Serfinansa: su codigo es 204815. Vence en 5 minutos.",))
    asked = ["menu_main", "menu_consultas", "document_number", "document_type", "document_confirm", "security_code"]
    assert [caller.to(question) for question in asked] == ["4", "3", "1032456789#", "1", "1", "204815"]
    key = caller.to("new_key_wrong")  # asked again in other words: still a new key
    assert len(key) == institution.key.shortest
    assert caller.to("new_key_again") == key


def test_a_line_without_the_usual_procedure_is_left(institution: Institution) -> None:
    """Whoever wants a key back where an agent does not give one hangs up at the menu; who has a question asks it."""
    menu = replace(institution.menus["main"], options=institution.menus["main"].options[:1])
    other = replace(institution, menus={"main": menu})
    with pytest.raises(NothingToSay):
        answers(other, Kind.KEY, MARIA).to("menu_main")
    assert answers(other, Kind.QUESTION).to("menu_main") == "1"


def test_a_code_that_has_not_come_is_waited_for(institution: Institution) -> None:
    """Nothing is pressed while the message is on its way."""
    assert answers(institution, Kind.KEY, MARIA).to("security_code") == ""


def test_a_clumsy_caller_mistypes_the_code_once(institution: Institution) -> None:
    """The first code is wrong, the second is the one that came."""
    caller = answers(institution, Kind.CLUMSY, MARIA, ("su codigo es 204815",))
    assert [caller.to("security_code") for _ in range(2)] == [NOT_THE_CODE * 6, "204815"]


def test_whoever_has_been_served_hangs_up_at_the_menu(institution: Institution) -> None:
    """The menu after a call with an agent is no reason to begin again."""
    caller = answers(institution, Kind.QUESTION)
    assert caller.to("menu_main") == "1"
    with pytest.raises(NothingToSay):
        caller.to("menu_main")


def test_a_lost_caller_gives_up_one_menu_further(institution: Institution) -> None:
    """The floor has callers who never come to a queue."""
    caller = answers(institution, Kind.LOST)
    assert caller.to("menu_main") == "4"
    with pytest.raises(NothingToSay):
        caller.to("menu_consultas")


def test_whoever_is_called_back_when_the_crowd_ends_says_no(institution: Institution) -> None:
    """A call-back that comes late keeps no agent at work."""
    assert answers(institution, Kind.CALL_BACK).to("call_back_ready") == "1"
    late = Answers(institution, errand(Kind.CALL_BACK), tuple, leaving=lambda: True)
    assert late.to("call_back_ready") == "2"


def test_an_unknown_question_ends_the_call(institution: Institution) -> None:
    """A caller who does not understand never blocks a line."""
    with pytest.raises(NothingToSay):
        answers(institution, Kind.QUESTION).to("unknown: ¿Cómo?")


def test_the_same_seed_brings_the_same_callers() -> None:
    """An hour can be played again."""
    one, other = (Callers(PEOPLE, Random(7)) for _ in range(2))
    assert [who(one.next()) for _ in range(50)] == [who(other.next()) for _ in range(50)]


def test_nobody_is_on_two_telephones_and_no_customer_exceeds_the_codes_of_a_day() -> None:
    """The line's limits are for thieves: a crowd that ran into them would show nothing but refusals."""
    callers, codes = Callers(PEOPLE, Random(3)), dict.fromkeys((one.mobile for one in PEOPLE), 0)
    for _ in range(100):
        together = [callers.next() for _ in range(5)]
        numbers = [one.number for one in together if one.customer]
        assert len(numbers) == len(set(numbers))
        for one in together:
            if one.customer and one.kind is not Kind.STRANGER:
                codes[one.number] += 1
            callers.back(one)
    assert set(codes.values()) == {CODES}


def test_a_crowd_without_a_service_says_what_is_missing() -> None:
    """Nothing runs there: one sentence, code 1, no traceback."""
    result = CliRunner().invoke(main, ["crowd", "--network", "http://127.0.0.1:9", "--desk", "http://127.0.0.1:9"])
    assert result.exit_code == 1
    assert "No telephone network answers at http://127.0.0.1:9. Is `ivr run` running?" in result.output
    assert "Traceback" not in result.output


def who(one: Errand) -> tuple[Kind, str]:
    """Give what makes two calls the same."""
    return one.kind, one.number
