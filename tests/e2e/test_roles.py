"""Everybody of the demo's staff, one click away: each comes to their own page and finds the way to the others."""

import pytest
from playwright.sync_api import expect

from tests.e2e.barriers import barriers
from tests.e2e.people import People
from tests.e2e.telephone import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.network]
CHAIRS = [
    ("Carolina Mejía", "/desk", []),
    ("Inés Quintero", "/branch", ["Oficina"]),
    ("Beatriz Salcedo", "/floor", ["Piso", "Oficinas", "Informes", "Pantallas"]),
    ("Gloria Támara", "/staff", ["Personal", "Pantallas"]),
    ("Hernán Acuña", "/reports", ["Informes", "Auditoría"]),
]


@pytest.mark.parametrize(("name", "page", "places"), CHAIRS, ids=[name for name, *_ in CHAIRS])
def test_each_chair_has_its_page(people: People, name: str, page: str, places: list[str]) -> None:
    """A newcomer sits down with one click; every page that the bar leads to opens, and has no barrier."""
    home = people.newcomer()
    with home.context.expect_page() as opened:
        home.get_by_role("listitem").filter(has_text=name).get_by_role("button", name="Sentarme").click()
    chair = opened.value
    chair.wait_for_load_state()
    assert chair.url.endswith(page)
    links = chair.get_by_role("navigation", name="Páginas").get_by_role("link")
    assert links.all_inner_texts() == places
    for place in places:
        links.filter(has_text=place).click()
        expect(links.filter(has_text=place)).to_have_attribute("aria-current", "page", timeout=PATIENCE)
        assert (place, barriers(chair)) == (place, [])
    chair.get_by_role("button", name="Salir").click()
    expect(chair.get_by_role("button", name="Ingresar")).to_be_visible(timeout=PATIENCE)
