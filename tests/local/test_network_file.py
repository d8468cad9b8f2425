"""What the local telephone network is told about the demo."""

import json
from pathlib import Path

from ivr.institutions import Institution
from ivr.local.network_file import write_network_file
from ivr.stores.demo.guide import demo
from ivr.tables import load
from tests.conftest import ROOT


def test_every_mobile_of_the_demo_is_a_telephone(tmp_path: Path, institution: Institution) -> None:
    """Who changes their mobile can read the code on the new one: it lies on the table too."""
    tables = {"serfinansa": institution}
    write_network_file(tmp_path / "network.json", "http://127.0.0.1:8000", tables, demo(tables))
    numbers = [handset["number"] for handset in json.loads((tmp_path / "network.json").read_text())["handsets"]]
    assert {"+573000000004", "+573000000014"} <= set(numbers)
    assert len(numbers) == len(set(numbers))
    assert "" not in numbers


def test_the_pages_of_customers_are_one_click_away(tmp_path: Path, institution: Institution) -> None:
    """Each institution that has pages is on the network's home page."""
    tables = {"serfinansa": institution}
    write_network_file(tmp_path / "network.json", "http://127.0.0.1:8000", tables, demo(tables))
    portals = json.loads((tmp_path / "network.json").read_text())["portals"]
    assert portals == [{"name": "Serfinansa", "url": "http://127.0.0.1:8000/serfinansa/", "institution": "serfinansa"}]


def test_who_plays_a_customer_can_answer_for_them(tmp_path: Path) -> None:
    """Beside a telephone stand the facts that the institution asks its owner about; elsewhere their case alone."""
    tables = load(ROOT / "institutions")
    write_network_file(tmp_path / "network.json", "http://127.0.0.1:8000", tables, demo(tables))
    content = json.loads((tmp_path / "network.json").read_text())
    assert set(content["institutions"]) == set(tables)
    assert next(iter(content["institutions"])) == "serfinansa", "the one with the most prepared calls is shown first"
    notes = {one["number"]: one["note"] for one in content["handsets"]}
    customer = demo(tables).institutions["banco_caja_social"].customers[0]
    assert all(product.last_four in notes[customer.mobile] for product in customer.products)
    assert notes["+573000000001"] == "olvidó su clave"
