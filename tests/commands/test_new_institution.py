"""`ivr new-institution`: what it asks, what it refuses, and that whatever it writes passes `ivr check`."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.assembly.service import service
from ivr.authoring.checking import check
from ivr.authoring.founding.offers import OFFERS
from ivr.authoring.founding.reading import RESERVED
from ivr.cli import main
from ivr.tables import load
from ivr.tables.service import PROCEDURES
from tests.conftest import ROOT
from tests.phone.fixtures import Build, build, own_database, shared

__all__ = ["build", "own_database", "shared"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give folders with one institution, and the prompts that all share."""
    pages = "voice_prompts/es-CO/pages"
    for folder in ("institutions", pages, "logos"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("institutions/becoop.toml", f"{pages}/common.toml", "voice_prompts/es-CO/common.toml"):
        shutil.copyfile(ROOT / file, tmp_path / file)
    for file in (f"{pages}/becoop.toml", "voice_prompts/es-CO/becoop.toml"):
        shutil.copyfile(ROOT / file, tmp_path / file)
    return tmp_path


def found(place: Path, *options: str, typed: str = "") -> Result:
    """Run the command on these folders."""
    names = {"INSTITUTIONS_FOLDER": "institutions", "PROMPTS_FOLDER": "voice_prompts", "LOGOS_FOLDER": "logos"}
    environment = {name: str(place / folder) for name, folder in names.items()}
    return CliRunner(env=environment).invoke(main, ["new-institution", *options], input=typed)


def files(place: Path) -> set[str]:
    """Give every file that there is, by its path."""
    return {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}


LETTERS = ("--key-signs", "letters")


@pytest.mark.parametrize(
    "options",
    [
        ("--hours", "always", "--colour", "#0B5563"),
        ("--phone", "activate,change,restore,office_code", "--web", "activate,change,office_code"),
        ("--phone", "recover,enter", "--web", "recover,enter"),
        ("--phone", "regain", "--web", "regain", "--code-by", "email", "--key-length", "6-8"),
        ("--phone", "none", "--web", "change", "--documents", "CC,NIT,PA", "--code-by", "choice"),
        LETTERS,
        (*LETTERS, "--phone", "none", "--web", "activate,change,regain"),
        (*LETTERS, "--phone", "reset"),
        (*LETTERS, "--phone", "none", "--web", "reset", "--documents", "CC,FID"),
    ],
)
def test_whatever_is_asked_for_is_in_order(place: Path, options: tuple[str, ...]) -> None:
    """Table, prompts and logo pass the check together with the others', also for a name with accents."""
    result = found(place, "--name", "Caja Económica", "--id", "ahorro", "--yes", *options)
    assert result.exit_code == 0, result.output
    assert check(place / "institutions", place / "voice_prompts") == []


def test_every_procedure_can_be_founded() -> None:
    """What a table may name is offered: no institution has a procedure that another one cannot have."""
    assert set(OFFERS) == set(PROCEDURES)


def test_the_table_says_what_was_answered(place: Path) -> None:
    """Each answer stands where the service reads it; what was not answered is as usual."""
    hours = "monday-friday 07:00-12:00, monday-friday 14:00-18:00"
    options = ("--name", "Faro & Ñañas", "--line", "+57 (605) 123-4567", "--branch", "un punto Faro", "--hours", hours)
    assert found(place, *options, "--web", "change", "--yes").exit_code == 0
    table = load(place / "institutions")["faro_nanas"]
    assert (table.name, table.web.branch) == ("Faro & Ñañas", "un punto Faro")
    assert (table.lines[0].number, table.lines[0].label) == ("+576051234567", "605 123 4567")
    assert [len(day) for day in table.hours.week] == [2, 2, 2, 2, 2, 0, 0]
    assert [option.procedure or option.queue for option in table.menus["main"].options] == [
        *("activate", "change", "restore"),
        "general",
    ]
    assert list(table.web.procedures) == ["change"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--name", "x" * 31), "--name: found " + "x" * 31 + "; allowed: a line of at most 30"),
        (("--name", "Banco 24"), "numbers in words"),
        (("--branch", "la oficina 3"), "numbers in words"),
        (("--id", "Faro"), "lower case"),
        (("--id", "becoop"), "nothing is overwritten"),
        (("--id", "desk"), "the service's own pages are at /desk"),
        (("--colour", "#ffee00"), "a darker one"),
        (("--line", "6015550134"), "country code"),
        (("--line", "+999123456789"), "country code"),
        (("--line", "+576015550134"), "another institution"),
        (("--documents", "PA"), "a keypad has none"),
        (("--documents", "CC,XX"), "not XX"),
        (("--key-length", "3"), "between 4 and 12"),
        (("--phone", "recovr"), "not recovr, but words of"),
        (("--phone", "sent_key"), "not sent_key: it is for keys of letters"),
        (("--phone", "activate,change,restore,recover,enter"), "at most 4"),
        ((*LETTERS, "--phone", "change"), "a keypad cannot type letters"),
        ((*LETTERS, "--web", "private_zone"), "sent_key among them"),
        ((*LETTERS, "--phone", "reset,sent_key"), "reset and nothing else"),
        ((*LETTERS, "--phone", "reset", "--web", "reset,change"), "reset and nothing else"),
        ((*LETTERS, "--phone", "reset", "--documents", "NIT"), "one of the persons"),
        (("--documents", "CC,FID"), "not FID"),
        (("--phone", "none", "--web", "none"), "at least one procedure"),
        (("--hours", "monday 18:00-08:00"), "monday-friday"),
        (("--hours", "monday 08:00-12:00, monday 11:00-13:00"), "none of them twice"),
        (("--sender", "nobody"), "an address"),
    ],
)
def test_a_wrong_option_is_refused_and_nothing_is_written(place: Path, options: tuple[str, ...], told: str) -> None:
    """The sentence names the option, what was found, and what is allowed."""
    before = files(place)
    given = () if "--name" in options else ("--name", "Faro")
    result = found(place, *given, *options, "--yes")
    assert result.exit_code == 1
    assert told in " ".join(result.output.split())
    assert files(place) == before


def test_all_wrong_options_are_told_at_once(place: Path) -> None:
    """Nobody mends one mistake after the other."""
    output = found(place, "--colour", "red", "--line", "12", "--yes").output
    assert all(f"--{name}: found" in output for name in ("name", "colour", "line"))


def test_nothing_is_overwritten(place: Path) -> None:
    """Not even one file of an institution that has only a logo so far."""
    (place / "logos/faro.svg").write_text("mine")
    assert found(place, "--name", "Faro", "--yes").exit_code == 1
    assert (place / "logos/faro.svg").read_text() == "mine"


def test_a_wrong_answer_is_explained_and_asked_again(place: Path) -> None:
    """Enter takes what is usual; the answers so far are kept."""
    typed = "Faro\n\nyellow\n#112233\n" + "\n" * 11
    result = found(place, typed=typed)
    assert result.exit_code == 0, result.output
    assert "found yellow; allowed: a colour such as #0b5563" in result.output
    assert "Sender" not in result.output  # nothing that was chosen sends e-mails
    assert load(place / "institutions")["faro"].web.colour == "#112233"


def test_who_leaves_is_told_how_to_go_on(place: Path) -> None:
    """The command with the answers so far is printed, and nothing is written."""
    before = files(place)
    result = found(place, "--colour", "#112233", typed="Faro\nfaro_uno\n")
    assert result.exit_code == 1
    assert "ivr new-institution --colour '#112233' --name Faro --id faro_uno\n" in result.output
    assert files(place) == before


def test_the_services_own_addresses_are_reserved(build: Build) -> None:
    """An institution's pages could not be reached under a name that the service uses."""
    app = service(build().parts)
    own = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    assert {name for name in own if name and not name.startswith("<")} <= RESERVED
