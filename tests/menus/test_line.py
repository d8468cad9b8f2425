"""The line itself: who is heard first, what every key does, and what follows silence."""

import pytest

from tests.phone.line import MENU, OF_KEYS, Phone

OPENING = ("welcome", *MENU)
SUBMENU = OF_KEYS


@pytest.mark.parametrize("line", [0, 1])
def test_s1_every_line_offers_the_self_service_channel_at_four(phone: Phone, line: int) -> None:
    """National and local numbers lead by 4 to a menu of activate (1), change (2), restore (3)."""
    call = phone.dials(line=line).hears(*OPENING)
    call.presses("4").hears("universal_keys", *SUBMENU)
    assert [text[-12:] for text in call.said[2:]] == [" marque uno.", " marque dos.", "marque tres.", "rque cuatro."]


@pytest.mark.parametrize("option", ["1", "2", "3"])
def test_s2_every_procedure_asks_for_the_document_first(local: Phone, option: str) -> None:
    """Activate, change and restore begin with the document."""
    local.in_menu().presses(option).hears("document_number")


def test_silence_is_answered_shorter_then_slower_then_by_an_agent(local: Phone) -> None:
    """The second wording differs from the first, the third is slower and offers an agent; then one comes."""
    local.agent().available()
    call = local.dials().hears(*OPENING)
    options = MENU[1:]
    call.is_silent().hears("menu_main_silence", *options)
    call.is_silent().hears("menu_main_third", *options)
    assert "asesor" in call.said[0]
    assert 'rate="80%"' in local.service.parts.conversations.stands(call.sid)
    call.is_silent().hears("to_agent", "agent_coming").is_queued()


def test_a_wrong_key_is_named_as_such(local: Phone) -> None:
    """A key that is no option is answered in words of its own."""
    local.dials().hears(*OPENING).presses("7").hears("menu_main_wrong", *MENU[1:])


def test_nine_repeats_and_costs_no_try(local: Phone) -> None:
    """The key 9 says the question again, as often as it takes, and three misses are still three."""
    call = local.dials().hears(*OPENING)
    for _ in range(5):
        call.presses("9").hears(*MENU)
    call.presses("7").hears("menu_main_wrong", *MENU[1:]).presses("9").hears(*MENU)
    call.presses("7").hears("menu_main_third", *MENU[1:])


def test_star_goes_back_to_the_question_before(local: Phone) -> None:
    """The star leads from the submenu to the menu, and no further than the beginning."""
    call = local.in_menu().presses("*").hears(*MENU)
    call.presses("*").hears("cannot_go_back", *MENU)
    call.presses("4").hears("universal_keys", *SUBMENU)


def test_star_never_gives_tries_back(local: Phone) -> None:
    """Whoever missed twice, goes back and comes again has one try left."""
    local.agent().available()
    call = local.in_menu().presses("7").hears("menu_consultas_wrong", *SUBMENU[1:])
    call.presses("7").hears("menu_consultas_third", *SUBMENU[1:])
    call.presses("*").hears(*MENU).presses("4").hears("universal_keys", *SUBMENU)
    call.presses("7").hears("to_agent", "agent_coming")


def test_zero_leads_to_an_agent_from_every_kind_of_question(local: Phone) -> None:
    """At a menu, a number, a choice and a confirmation the key 0 leads to a person."""
    choice, prepared = ["4", "3", "1024502450#"], ("agent_needs",)
    local.agent().available()
    for keys in (["0"], ["4", "3", "0#"], [*choice, "0"], [*choice, "1", "0"]):
        call = local.dials("").hears(*OPENING)
        for key in keys[:-1]:
            call.presses(key).anyhow()
        words = ("to_agent", *(prepared if len(keys) > 1 else ()), "agent_coming")
        call.presses(keys[-1]).hears(*words).is_queued().presses("*").hears("queue_left", *MENU)
        call.hangs_up()


def test_nine_and_star_work_in_a_number(local: Phone) -> None:
    """A lone 9 repeats the number's question, a lone star goes back, an entry that ends in a star is thrown away."""
    call = local.in_menu().presses("3").hears("document_number")
    call.presses("9#").hears("document_number")
    call.presses("10245*#").hears("document_number")
    call.presses("*#").hears(*SUBMENU)


def test_a_number_too_short_is_told_how_long_it_was(local: Phone) -> None:
    """The reprompt says how many digits were heard."""
    call = local.in_menu().presses("3").hears("document_number").presses("10245#").hears("document_number_wrong")
    assert "recibí cinco" in call.said[0]


def test_a_lone_number_sign_is_silence(local: Phone) -> None:
    """A number sign without digits is no wrong number."""
    local.in_menu().presses("3").hears("document_number").presses("#").hears("document_number_silence")


def test_option_one_leads_to_an_agent_who_finishes(phone: Phone) -> None:
    """A caller who only wants to talk is helped and comes back to the menu."""
    agent = phone.agent().available()
    call = phone.dials().hears(*OPENING).presses("1").hears("to_agent", "agent_coming").is_queued()
    agent.takes(call)
    call.hears("agent_coming")
    agent.cannot("send_code", "no_customer").finishes()
    call.hears("agent_finished", *MENU)
    agent.saw("finished")
