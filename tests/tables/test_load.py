"""Tables are loaded as a whole, and refused with all their mistakes."""

from pathlib import Path

import pytest

from ivr.errors import ConfigurationError
from ivr.institutions import CodePolicy, Institution, Limits
from ivr.tables import load, load_file
from tests.conftest import ROOT
from tests.tables.conftest import Mistakes

SERFINANSA = ROOT / "institutions/serfinansa.toml"


@pytest.fixture(scope="module")
def serfinansa() -> Institution:
    return load_file(SERFINANSA)


def test_the_tables_that_are_shipped_are_right() -> None:
    """Every table of the repository loads, under the name of its file."""
    tables = load(ROOT / "institutions")
    assert [institution.id for institution in tables.values()] == list(tables)
    assert "serfinansa" in tables


def test_the_key_is_reached_by_option_four(serfinansa: Institution) -> None:
    """As the institution publishes it: 4 leads to the submenu with 1 activate, 2 change, 3 restore; 4 is ours."""
    four = next(option for option in serfinansa.menus["main"].options if option.key == "4")
    submenu = serfinansa.menus[four.menu]
    assert {option.key: option.procedure for option in submenu.options} == {
        "1": "activate",
        "2": "change",
        "3": "restore",
        "4": "office_code",
    }


def test_an_agent_takes_every_procedure(serfinansa: Institution) -> None:
    """After the document an agent asks the checklist, in all three procedures; a branch's code needs none."""
    alone = {procedure.id for procedure in serfinansa.procedures.values() if not procedure.agent}
    assert alone == {"office_code"}
    assert {procedure.checklist for procedure in serfinansa.procedures.values()} == {"identity"}


def test_the_version_follows_the_content(tmp_path: Path, serfinansa: Institution) -> None:
    """The same table has the same version, a changed one another."""
    assert load_file(SERFINANSA).version == serfinansa.version
    changed = tmp_path / "serfinansa.toml"
    changed.write_bytes(SERFINANSA.read_bytes().replace(b'"Serfinansa"', b'"Serfinanza"', 1))
    assert load_file(changed).version != serfinansa.version


def test_an_institution_cannot_be_changed(serfinansa: Institution) -> None:
    """A call may rely on the tables that it began with."""
    with pytest.raises(TypeError):
        serfinansa.menus["other"] = serfinansa.menus["main"]  # type: ignore[index]


def test_all_mistakes_are_told_at_once(mistakes_after: Mistakes) -> None:
    """Three mistakes give three sentences, each with file, key, what was found and what is allowed."""
    mistakes = mistakes_after(("length = 6", "length = 3"), ('key = "4" ', 'key = "9" '), ("records_calls = true", ""))
    assert len(mistakes) == 3
    assert all(mistake.startswith("serfinansa.toml: ") for mistake in mistakes)
    assert "serfinansa.toml: code.length: found 3; allowed: a whole number from 4 to 8" in mistakes


def test_a_folder_with_a_mistake_does_not_load(tmp_path: Path) -> None:
    """The error carries every mistake, and nothing is loaded by halves."""
    (tmp_path / "one.toml").write_text("name = 1", encoding="utf-8")
    (tmp_path / "Two.toml").write_text("name = [", encoding="utf-8")
    with pytest.raises(ConfigurationError) as error:
        load(tmp_path)
    assert {mistake.split(":")[0] for mistake in error.value.mistakes} == {"one.toml", "Two.toml"}
    with pytest.raises(ConfigurationError):
        load_file(tmp_path / "one.toml")


def test_an_empty_folder_is_a_mistake(tmp_path: Path) -> None:
    """A service without an institution would answer nobody."""
    with pytest.raises(ConfigurationError, match="found no table"):
        load(tmp_path)


def test_a_line_belongs_to_one_institution(tmp_path: Path) -> None:
    """Two institutions cannot answer the same number."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_bytes(SERFINANSA.read_bytes())
    with pytest.raises(
        ConfigurationError, match=r"two.toml: lines: found \+5718000510513; allowed: not the line of one"
    ):
        load(tmp_path)


def test_what_a_table_leaves_out_is_the_careful_default(tmp_path: Path) -> None:
    """Without [code] and [limits] the defaults of the security requirements hold."""
    text = SERFINANSA.read_text(encoding="utf-8")
    code, limits, checklists = text.index("[code]"), text.index("[limits]"), text.index("# ---- What the agent")
    short = tmp_path / "short.toml"
    short.write_text(text[:code] + text[checklists:limits], encoding="utf-8")
    institution = load_file(short)
    assert institution.code == CodePolicy(length=6, life=300, tries=3, resend_after=30)
    assert institution.limits == Limits(5, 10, 15, 5, 3, 5, 3, 100)
