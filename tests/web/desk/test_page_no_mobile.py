"""A customer without a mobile: the page says that no code can be sent, why, and what helps."""

import pytest
from playwright.sync_api import Page, expect

from tests.agents.bank import ANSWERS
from tests.agents.scene import CUSTOMER
from tests.web.desk.test_page import answer, in_call
from tests.web.office import Office

pytestmark = pytest.mark.browser


def test_without_a_mobile_one_is_registered_first(page: Page, office: Office) -> None:
    """The button waits with a reason; a mobile that is registered gets its code at once, and the button works."""
    office.scene.bank.mobiles[CUSTOMER.reference] = ""
    in_call(page, office)
    questions = ("birth_date", "document_issue_date", "mother_surname", "card_last_four", "registered_address_city")
    for question in questions:
        answer(page, question, ANSWERS[question])
    send = page.get_by_role("button", name="Enviar código")
    expect(send).to_be_disabled()
    expect(page.locator('[data-why="send-code"]')).to_contain_text("No tiene celular registrado. Regístrelo en")
    page.keyboard.press("Alt+m")
    page.get_by_label("Celular nuevo").fill("3001234567")
    page.keyboard.press("Enter")
    expect(page.locator('[data-call="mobile"]')).to_have_text("•••• 4567")
    expect(page.locator('[data-step="code_sent"]')).to_have_attribute("data-done", "")
    expect(page.get_by_role("button", name="Enviar otro código")).to_be_enabled()
