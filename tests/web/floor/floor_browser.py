"""A supervisor before the floor in a browser, and agents who take calls."""

import re

from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from ivr.stores.demo.staff import DemoStaff
from tests.web.office import BERTA, LAURA, PABLO, Office
from tests.web.office import Browser as Client

WIDE: ViewportSize = {"width": 1280, "height": 900}


def at_floor(context: BrowserContext, office: Office) -> Page:
    """Sign the supervisor in: her page is the floor."""
    page = context.new_page()
    page.goto("/desk")
    office.clock.advance(30)
    page.locator("#user").fill(BERTA.user)
    page.locator("#password").fill(BERTA.password)
    page.locator("#code").fill(Client(office, office.pages.test_client()).code(BERTA))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/floor$"))
    expect(page.locator("#queues tbody tr")).to_have_count(2)
    return page


def seat(office: Office, *people: DemoStaff) -> None:
    """Have agents take calls."""
    for person in people:
        agent = office.identity(person)
        office.scene.desk.heartbeat(agent)
        office.scene.desk.available(agent)


def busy(office: Office) -> None:
    """Have a floor with something of everything."""
    seat(office, LAURA, PABLO)
    office.scene.at_keypad(office.identity(LAURA), office.scene.caller())
    office.scene.desk.unavailable(office.identity(PABLO), office.institution.not_ready[0].id)
    for _ in range(16):
        office.scene.caller()
