"""The documents say what is there: every setting, every command, and the two commands of a newcomer first."""

import re

from ivr.cli import COMMANDS, main
from ivr.security.roles import RIGHTS, Right, Role
from ivr.settings import Settings
from ivr.stores.demo.guide import demo
from ivr.tables import load
from tests.house.source import ROOT


def read(path: str) -> str:
    """Give a document's text."""
    return (ROOT / path).read_text()


def test_every_setting_is_documented() -> None:
    """docs/operations.md names each setting."""
    text = read("docs/operations.md")
    assert [name for name in map(str.upper, Settings.model_fields) if f"`{name}`" not in text] == []


def test_every_documented_setting_exists() -> None:
    """The table of settings in docs/operations.md names nothing that the service does not read."""
    rows = set(re.findall(r"^\| `([A-Z_]+)`", read("docs/operations.md"), re.MULTILINE))
    assert rows == {name.upper() for name in Settings.model_fields}


def test_every_command_is_documented() -> None:
    """docs/operations.md names each command of the program."""
    text = read("docs/operations.md")
    assert [name for name in COMMANDS if f"`ivr {name}" not in text] == []


def test_every_command_has_a_module_and_a_help_text() -> None:
    """Each command can be loaded and says in its help what it does."""
    for name in COMMANDS:
        command = main.get_command(None, name)  # type: ignore[arg-type]  # the context is not looked at
        assert command is not None
        assert command.help


def test_the_readme_begins_with_the_two_commands() -> None:
    """The first commands that the README shows are make run and make test."""
    commands = re.findall(r"^make \w+", read("README.md"), re.MULTILINE)
    assert commands[:2] == ["make run", "make test"]


def test_the_readme_lists_the_demos_customers() -> None:
    """Each demo customer stands in the README with document, mobile and what is special about them."""
    readme = (ROOT / "README.md").read_text()
    customers = demo(load(ROOT / "institutions")).institutions["serfinansa"].customers
    assert len(customers) >= 10
    for one in customers:
        mobile = f"`{one.mobile}`" if one.mobile else "none"
        assert f"| {one.name} | {one.document_type} {one.document_number} | {mobile} | {one.note} |" in readme


def test_the_readme_lists_the_demos_staff() -> None:
    """Each member of the demo's staff stands in the README with their user name and role."""
    readme = read("README.md")
    staff = demo(load(ROOT / "institutions")).institutions["serfinansa"].staff
    rows = [f"| {one.name} | `{one.user}` | {one.role} |" for one in staff]
    assert [row for row in rows if row not in readme] == []


def test_the_table_of_rights_is_the_one_that_is_asked() -> None:
    """docs/security.md says of each role just the rights that it has."""
    rows = re.findall(r"^\| (\w+): [^|]+\|(.*)\|$", read("docs/security.md"), re.MULTILINE)
    said = {right: [cell.strip() == "yes" for cell in cells.split("|")] for right, cells in rows}
    assert said == {right.value: [right in RIGHTS[role] for role in Role] for right in Right}


def test_the_readme_shows_a_script_as_it_is() -> None:
    """Each piece of Python in the README stands in a script, word for word."""
    scripts = "\n".join(path.read_text() for path in (ROOT / "ivr/menus").glob("*.py"))
    pieces = re.findall(r"```python\n(.*?)```", read("README.md"), re.DOTALL)
    assert pieces
    assert [piece for piece in pieces if piece not in scripts] == []


def test_continuous_integration_runs_the_readmes_own_test_command() -> None:
    """.ci/run calls make check and make test, and sets CI so that a skip is a failure."""
    lines = [line.strip() for line in read(".ci/run").splitlines()]
    assert "make check" in lines
    assert "make test" in lines
    assert any(line.startswith("export CI=") for line in lines)


def test_every_change_is_written_down() -> None:
    """CHANGELOG.md has a place for what is not released yet."""
    assert "## [Unreleased]" in read("CHANGELOG.md")


def test_no_link_between_the_documents_is_broken() -> None:
    """Each relative link of a document leads to a file."""
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
