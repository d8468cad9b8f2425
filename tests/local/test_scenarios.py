"""Calls that play by themselves press what the table asks for."""

from datetime import date
from pathlib import Path

import pytest

from ivr.institutions import Institution
from ivr.local.network_file import write_network_file
from ivr.local.scenarios import HEARD, NEW_KEY, NEW_KEYS, scenarios, way
from ivr.prompts import Prompts
from ivr.sandbox.config import read_config
from ivr.security.hashing import KeyHasher
from ivr.security.keys import KeyRules
from ivr.stores.demo.guide import demo
from ivr.tables import load
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def table() -> Institution:
    """Give the table of Serfinansa."""
    return load(ROOT / "institutions")["serfinansa"]


def test_the_way_to_a_procedure_follows_the_menus(table: Institution) -> None:
    """The institution's own document: option 4, then 3 to restore a key."""
    assert way(table, table.first_menu, "restore") == ("4", "3")
    assert way(table, table.first_menu, "dance") == ()


def test_each_procedure_has_a_caller_of_its_own(table: Institution) -> None:
    """Restore, activate and change can be played at the same time, on three telephones."""
    calls = list(scenarios(table, demo({table.id: table}).institutions[table.id].customers))
    assert [call.keys[:2] for call in calls] == [("4", "3"), ("4", "1"), ("4", "2")]
    assert len({call.caller for call in calls}) == len(calls)


def test_a_document_that_fits_several_types_is_told_apart(table: Institution) -> None:
    """A number of ten digits may be a cédula or a minor's card: one key more is pressed."""
    first = next(scenarios(table, demo({table.id: table}).institutions[table.id].customers))
    assert first.keys == ("4", "3", "1032456789#", "1", "1", "{sms}", NEW_KEY, NEW_KEY)


def test_the_new_key_is_one_that_the_institution_takes(table: Institution) -> None:
    """No caller of a scenario is refused for a weak key, and there are more than the institution remembers."""
    by_mobile = {one.mobile: one for one in demo({table.id: table}).institutions[table.id].customers}
    rules = KeyRules(table.key, KeyHasher(["a secret"]))
    for call in scenarios(table, tuple(by_mobile.values())):
        customer = by_mobile[call.caller]
        born = date.fromisoformat(customer.answer_by_question["birth_date"])
        document, phones = customer.document_number, (customer.mobile,)
        for key in NEW_KEYS:
            assert rules.broken(key, document=document, phones=phones, birth_date=born, earlier=()) == ()
    assert len(NEW_KEYS) > table.key.history + 1


def test_what_a_call_listens_for_is_really_said(table: Institution) -> None:
    """A call that broke off, or was played before, is recognised by words of exactly one sentence."""
    book = Prompts.load(ROOT / "voice_prompts", load(ROOT / "institutions")).book(table.id)
    found = [[each for each, prompt in book.items() if words in prompt.example()] for words in HEARD]
    replayed = ["welcome_back", "already_active", "key_refused_history", "key_wrong", "key_changed", "key_activated"]
    assert found == [[each] for each in replayed]


def test_the_network_reads_what_it_is_told(table: Institution, tmp_path: Path) -> None:
    """The file says all lines, telephones, staff and calls, and only its owner may read it."""
    file = tmp_path / "network.json"
    write_network_file(file, "http://127.0.0.1:8000", {table.id: table}, demo({table.id: table}))
    config = read_config(file)
    assert config.scenarios[0].heard == HEARD
    assert [line.number for line in config.lines] == [line.number for line in table.lines]
    assert config.desk.url == "http://127.0.0.1:8000"
    people = [(member.user, member.role) for member in config.desk.staff]
    assert people[:3] == [("carolina", "agent"), ("andres", "agent"), ("milena", "agent")]
    office = [("ines", "branch"), ("tomas", "branch")]
    assert people[3:] == [*office, ("beatriz", "supervisor"), ("gloria", "administrator"), ("hernan", "auditor")]
    assert file.stat().st_mode & 0o777 == 0o600
