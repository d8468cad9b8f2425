"""The desk between two callers: nothing that was opened or typed for one is there for the next."""

import pytest
from playwright.sync_api import Page, expect

from tests.agents.bank import ANSWERS
from tests.web.desk.test_page import answer, in_call, stage
from tests.web.office import Office

pytestmark = pytest.mark.browser


def test_the_next_caller_finds_nothing_of_the_one_before(page: Page, office: Office) -> None:
    """A mobile that was typed and not sent, and what was unfolded, end with the call; five answers are five of five."""
    in_call(page, office)
    for question in (
        "birth_date",
        "mother_surname",
        "card_last_four",
        "registered_address_city",
        "document_issue_date",
    ):
        answer(page, question, ANSWERS[question])
    expect(page.locator("#tally")).to_have_text("5 de 5 coincidencias")
    page.keyboard.press("Alt+m")
    page.locator("#new-mobile").fill("300 000 0014")
    page.locator("#freeze summary").click()
    page.keyboard.press("Alt+f")
    page.keyboard.press("Alt+f")
    stage(page, "available")
    call = office.scene.caller()
    stage(page, "offered")
    page.keyboard.press("Alt+a")
    stage(page, "call")
    office.scene.agent_enters(office.scene.handoff(call))
    office.scene.caller_enters(office.scene.handoff(call))
    expect(page.locator("#tally")).to_be_visible()
    for folded in ("#change", "#freeze"):
        expect(page.locator(folded)).not_to_have_attribute("open", "")
    expect(page.locator("#new-mobile")).to_have_value("")
