"""Signing out at the desk: in the middle of a call the page asks, and says what becomes of the caller."""

import pytest
from playwright.sync_api import Page, expect

from ivr.agents.handoff import State
from tests.web.desk.test_page import barriers, in_call, sign_in, stage
from tests.web.office import Office

pytestmark = pytest.mark.browser


def test_who_signs_out_in_a_call_is_asked(page: Page, office: Office) -> None:
    """Nothing happens by one click; who insists is out, the caller stays, and whoever comes back finds the call."""
    handoff = in_call(page, office)
    page.get_by_role("button", name="Salir").click()
    dialog = page.get_by_role("dialog", name="¿Salir ahora?")
    expect(dialog).to_contain_text("la persona sigue en la línea con su teléfono")
    expect(dialog.get_by_role("button", name="Quedarme")).to_be_focused()
    assert barriers(page) == []
    page.keyboard.press("Alt+f")
    expect(page.locator("[data-asking]")).to_have_count(0)  # no key reaches what lies behind the question
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Salir").click()
    dialog.get_by_role("button", name="Quedarme").click()
    stage(page, "call")
    page.get_by_role("button", name="Salir").click()
    dialog.get_by_role("button", name="Salir de todos modos").click()
    page.wait_for_url("**/desk/sign-in")
    found = office.scene.floor.get(handoff.id)
    assert found is not None
    assert found.state is State.TALKING
    office.clock.advance(30)  # a code is good for one sign-in
    sign_in(page, office)
    stage(page, "call")


def test_who_has_nobody_on_the_line_is_out_at_once(page: Page, office: Office) -> None:
    """There is nothing to ask about."""
    sign_in(page, office)
    stage(page, "offline")
    page.get_by_role("button", name="Salir").click()
    page.wait_for_url("**/desk/sign-in")
