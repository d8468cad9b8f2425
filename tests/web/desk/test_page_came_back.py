"""An agent whose caller comes back from the keypad reads why, and what helps now."""

import pytest
from playwright.sync_api import Page, expect

from tests.agents.bank import ANSWERS
from tests.web.desk.test_page import answer, in_call
from tests.web.office import Office

pytestmark = pytest.mark.browser


def test_a_used_up_code_is_said_until_another_one_is_sent(page: Page, office: Office) -> None:
    """Nobody is sent to the keypad again with a code that opens nothing, and each visit's progress stands alone."""
    handoff = in_call(page, office)
    for question in ("birth_date", "mother_surname", "card_last_four"):
        answer(page, question, ANSWERS[question])
    page.keyboard.press("Alt+c")
    expect(page.locator('[data-step="code_sent"]')).to_have_attribute("data-done", "")
    for progress in ("at_keypad", "code_exhausted"):
        office.scene.tell(handoff, progress)
    expect(page.locator("#came-back")).to_have_text("Se acabaron los intentos de ese código. Envíe otro código.")
    office.clock.advance(31)
    page.keyboard.press("Alt+c")
    expect(page.locator("#came-back")).to_be_hidden()
    office.scene.tell(handoff, "at_keypad", "again")
    expect(page.locator("#progress li")).to_have_count(1)
