"""The page of an agent to whom somebody says "no fui yo", in a real browser."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.agents.bank import ANSWERS
from tests.web.desk.test_page import answer, barriers, in_call, sign_in, stage
from tests.web.office import LAURA, Office

pytestmark = pytest.mark.browser


def twice(page: Page, action: str) -> None:
    """Press a button that asks whether one is sure."""
    for _ in range(2):
        page.locator(f'[data-action="{action}"]').click()


def test_a_key_is_frozen_and_released(page: Page, office: Office) -> None:
    """Asked twice, shown at once, with nothing else to press; the way back opens with the stricter checklist."""
    in_call(page, office)
    page.locator("#freeze summary").click()
    expect(page.locator('[data-action="freeze"]')).to_be_disabled()
    for question in list(ANSWERS)[:3]:
        answer(page, question, ANSWERS[question])
    twice(page, "freeze")
    expect(page.locator("#frozen")).to_contain_text("La clave está congelada")
    expect(page.locator('[data-action="send-code"]')).to_be_disabled()
    expect(page.locator('[data-action="unfreeze"]')).to_be_disabled()
    assert barriers(page) == []
    for question in list(ANSWERS)[3:5]:
        answer(page, question, ANSWERS[question])
    twice(page, "unfreeze")
    expect(page.locator("#frozen")).to_be_hidden()
    expect(page.locator('[data-action="send-code"]')).to_be_enabled()


def test_who_came_without_a_document_is_named(page: Page, office: Office) -> None:
    """The agent picks the type, types the number, and the checklist is there."""
    sign_in(page, office)
    stage(page, "offline")
    page.keyboard.press("Alt+d")
    stage(page, "available")
    scene, call = office.scene, office.scene.switchboard.place_call()
    scene.handoffs.request(replace(scene.effect(call, "1"), procedure="help_from_agent"), "general", None, 0)
    scene.desk.accept(office.identity(LAURA), scene.handoff(call).id)
    scene.agent_enters(scene.handoff(call))
    page.locator("#document-kind").select_option("CC")
    assert barriers(page) == []
    page.locator("#document-number").fill("1032456789")
    page.keyboard.press("Enter")
    answer(page, "birth_date", ANSWERS["birth_date"])
    expect(page.locator("#tally")).to_have_text("1 de 3 coincidencias")
    for why in ("send-code", "to-keypad"):
        expect(page.locator(f'[data-why="{why}"]')).to_contain_text("pídale que vuelva al menú")
