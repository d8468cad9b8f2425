"""What the local telephone network is told about the demo."""

import json
from pathlib import Path

from ivr.institutions import Institution
from ivr.local.network_file import write_network_file
from ivr.stores.demo import demo


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
