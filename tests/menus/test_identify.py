"""Who is calling: the document by keypad, its type where the number fits several, read back."""

from tests.phone.line import Phone
from tests.phone.people import digits


def test_s2_the_document_is_read_back_digit_by_digit(phone: Phone) -> None:
    """The caller hears the number in groups and confirms it."""
    call = phone.in_menu().presses("3").hears("document_number").presses("1024502450#")
    call.hears("document_type", "option_type_CC", "option_type_TI").presses("1").hears("document_confirm")
    assert "cédula de ciudadanía, número uno cero dos, cuatro cinco cero" in call.said[0]


def test_s2_a_wrong_type_is_heard_and_chosen_again(phone: Phone) -> None:
    """Who pressed the key of another type hears its name, in every wording, and types the document again."""
    call = phone.in_menu().presses("3").hears("document_number").presses("1024502450#")
    call.hears("document_type", "option_type_CC", "option_type_TI").presses("2").hears("document_confirm")
    assert "tarjeta de identidad, número uno cero dos" in call.said[0]
    call.presses("7").hears("document_confirm_wrong")
    assert "tarjeta de identidad" in call.said[0]
    call.presses("2").hears("document_number").presses("900456781#").anyhow().presses("2").hears("document_confirm")
    assert "NIT, número" in call.said[0]


def test_s2_a_document_read_back_wrong_is_typed_again(phone: Phone) -> None:
    """Two asks for the number again, twice; what a third one leads to is in `test_named`."""
    call = phone.in_menu().presses("3")
    for _ in range(2):
        call.hears("document_number").presses("1024502450#")
        call.hears("document_type", "option_type_CC", "option_type_TI").presses("1")
        call.hears("document_confirm").presses("2")
    call.hears("document_number")


def test_s2_the_type_is_asked_only_when_the_number_fits_several(phone: Phone) -> None:
    """Eleven digits are one kind of document only; seven may be three kinds."""
    call = phone.in_menu().presses("3").hears("document_number").presses(f"{digits(11)}#").hears("document_confirm")
    call.presses("2").hears("document_number").presses(f"{digits(7)}#")
    call.hears("document_type", "option_type_CC", "option_type_CE", "option_type_PPT")


def test_s2_a_company_types_its_nit_without_the_check_digit(phone: Phone) -> None:
    """Nine digits may be a company's; its agent sees the NIT, masked."""
    customer, agent = phone.customer(document=f"NIT {digits(9)}"), phone.agent().available()
    call = phone.in_menu().presses("3").hears("document_number").presses(f"{customer.document_number}#")
    call.hears("document_type", "option_type_CC", "option_type_NIT").presses("2").hears("document_confirm")
    call.presses("1").hears("to_agent", "agent_needs", "agent_coming")
    agent.takes(call).checks(customer)
    assert agent.door.look()["call"]["document"] == f"NIT •••• {customer.document_number[-4:]}"


def test_star_goes_back_to_the_document_until_it_was_looked_up(phone: Phone) -> None:
    """From the confirmation the star leads back step by step."""
    call = phone.in_menu().presses("3").hears("document_number").presses("1024502450#")
    call.hears("document_type", "option_type_CC", "option_type_TI").presses("1").hears("document_confirm")
    call.presses("*").hears("document_type", "option_type_CC", "option_type_TI").presses("*").hears("document_number")
