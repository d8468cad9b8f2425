"""Who is calling: the document by keypad, its type where the number fits several, read back."""

from tests.phone.line import Phone
from tests.phone.people import digits


def test_s2_the_document_is_read_back_digit_by_digit(local: Phone) -> None:
    """The caller hears the number in groups and confirms it."""
    call = local.in_menu().presses("3").hears("document_number").presses("1024502450#")
    call.hears("document_type", "option_type_CC", "option_type_TI").presses("1").hears("document_confirm")
    assert "uno cero dos, cuatro cinco cero" in call.said[0]


def test_s2_a_document_read_back_wrong_is_typed_again(local: Phone) -> None:
    """Two asks for the number again; after the third reading that was not right an agent helps."""
    local.agent().available()
    call = local.in_menu().presses("3")
    for _ in range(3):
        call.hears("document_number").presses("1024502450#")
        call.hears("document_type", "option_type_CC", "option_type_TI").presses("1")
        call.hears("document_confirm").presses("2")
    call.hears("to_agent", "agent_coming")


def test_s2_the_type_is_asked_only_when_the_number_fits_several(local: Phone) -> None:
    """Eleven digits are one kind of document only; seven may be three kinds."""
    call = local.in_menu().presses("3").hears("document_number").presses(f"{digits(11)}#").hears("document_confirm")
    call.presses("2").hears("document_number").presses(f"{digits(7)}#")
    call.hears("document_type", "option_type_CC", "option_type_CE", "option_type_PPT")


def test_s2_a_company_types_its_nit_without_the_check_digit(local: Phone) -> None:
    """Nine digits may be a company's; its agent sees the NIT, masked."""
    customer, agent = local.customer(document=f"NIT {digits(9)}"), local.agent().available()
    call = local.in_menu().presses("3").hears("document_number").presses(f"{customer.document_number}#")
    call.hears("document_type", "option_type_CC", "option_type_NIT").presses("2").hears("document_confirm")
    call.presses("1").hears("to_agent", "agent_needs", "agent_coming")
    agent.takes(call).checks(customer)
    assert agent.door.look()["call"]["document"] == f"NIT •••• {customer.document_number[-4:]}"


def test_star_goes_back_to_the_document_until_it_was_looked_up(local: Phone) -> None:
    """From the confirmation the star leads back step by step."""
    call = local.in_menu().presses("3").hears("document_number").presses("1024502450#")
    call.hears("document_type", "option_type_CC", "option_type_TI").presses("1").hears("document_confirm")
    call.presses("*").hears("document_type", "option_type_CC", "option_type_TI").presses("*").hears("document_number")


def test_too_many_documents_from_one_number_lead_to_an_agent(local: Phone) -> None:
    """The sixth document of a day from one telephone is not looked up; a person helps."""
    local.agent().available()
    for last in range(5):
        local.identified(local.customer(document=f"CC 102450245{last}")).anyhow().hangs_up()
        local.waits(3600)
    call = local.identified(local.customer())
    call.hears("limit_reached", "to_agent", "agent_coming")
