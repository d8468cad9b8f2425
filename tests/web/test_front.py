"""Whoever opens the service's address comes to their own page, and a wrong address says so in Spanish."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.desk.test_page import barriers
from tests.web.office import ADELA, LAURA, Office


def test_the_address_alone_leads_to_the_own_page(office: Office) -> None:
    """A stranger is led to the sign-in, an agent to the desk, an administrator to the staff."""
    led = [each.get("/").headers["Location"] for each in (office.browser(), *map(office.at_desk, (LAURA, ADELA)))]
    assert led == ["/desk/sign-in", "/desk", "/staff"]


@pytest.mark.parametrize("path", ["/nowhere", "/desk/nowhere", "/staff/nowhere/at/all", "/desk/available"])
def test_an_address_that_leads_nowhere_says_so(office: Office, path: str) -> None:
    """People read a page with the way on, whoever they are; also where only a program's request is taken."""
    for browser, way_on in ((office.browser(), "Ingresar"), (office.at_desk(LAURA), "Ir a mi página")):
        answer = browser.get(path, Accept="text/html,*/*;q=0.8")
        assert answer.status_code == (405 if path == "/desk/available" else 404)
        assert "Esa página no existe." in answer.text
        assert way_on in answer.text
        assert 'href="/"' in answer.text


def test_a_program_reads_a_stable_word(office: Office) -> None:
    """Who wants JSON gets JSON."""
    answer = office.browser().get("/nowhere", Accept="application/json")
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.browser
def test_the_page_has_no_barrier(page: Page) -> None:
    """It can be read and left by everybody."""
    page.goto("/nowhere")
    assert barriers(page) == []
    page.get_by_role("link", name="Ingresar").click()
    expect(page.locator("#user")).to_be_visible()
