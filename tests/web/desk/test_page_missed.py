"""An agent who does not take an offer in time reads why no more calls come, and the way back."""

import pytest
from playwright.sync_api import Page, expect

from ivr.agents.agent import AgentIdentity
from tests.web.desk.test_page import barriers, sign_in, stage
from tests.web.office import Office

pytestmark = pytest.mark.browser


def test_a_missed_offer_is_explained(page: Page, office: Office) -> None:
    """Two tones, the window's title and a sentence say it until the person says that they are there."""
    page.add_init_script(
        "window.tones = []; const start = OscillatorNode.prototype.start;"
        "OscillatorNode.prototype.start = function (at) { tones.push(this.frequency.value); start.call(this, at); };"
    )
    sign_in(page, office)
    stage(page, "offline")
    expect(page.locator("#missed")).to_be_hidden()
    page.get_by_role("main").get_by_role("button", name="Ponerme disponible").click()
    stage(page, "available")
    handoff = office.scene.handoff(office.scene.caller())
    stage(page, "offered")
    for _ in range(3):  # the page lives: nobody is taken for gone
        office.clock.advance(7)
        office.scene.desk.heartbeat(AgentIdentity(handoff.agent, handoff.institution, "", ""))
    office.scene.reconciler.tend()
    stage(page, "offline")
    expect(page.get_by_role("alert").filter(has_text="No atendió a tiempo la última llamada")).to_be_visible()
    expect(page).to_have_title("○ Ya no recibe llamadas")
    assert page.evaluate("tones.slice(-2)") == [659, 440]
    assert barriers(page) == []
    page.get_by_role("main").get_by_role("button", name="Ponerme disponible").click()
    stage(page, "offered")
    expect(page).to_have_title("● Llamada para usted")
