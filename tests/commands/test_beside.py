"""Commands beside `ivr run`: without a variable they find its settings and records, and never take them unasked."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli import main
from ivr.local.folder import Folder
from ivr.settings import Settings
from tests.conftest import ROOT

STAFF = "serfinansa\tcarolina\tCarolina Mejía\tagent\tactive"
COMMANDS = [("staff", "list"), ("audit", "verify"), ("seed", "--tables-only")]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand where somebody has just cloned the project, in an environment that names nothing."""
    for folder in ("institutions", "voice_prompts"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    for name in map(str.upper, Settings.model_fields):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def ivr(*arguments: str) -> Result:
    """Run the program in this process."""
    return CliRunner().invoke(main, arguments)


def kept(folder: Path) -> Folder:
    """Give a folder in which `ivr run` has kept its secrets, and whose tables are made."""
    made = Folder.make(folder)
    made.secrets()
    assert ivr("seed", "--folder", str(folder)).exit_code == 0
    return made


def test_the_folder_is_found_without_a_variable(home: Path) -> None:
    """Staff, audit and seed speak of the records in var, and say so."""
    folder = kept(home / "var")
    listed = ivr("staff", "list")
    assert STAFF in listed.stdout
    assert listed.stderr == f"Settings of the folder var; database sqlite:///{folder.database}\n"
    assert "serfinansa: 0 records in order" in ivr("audit", "verify").stdout
    assert "0 people of the demo were added" in ivr("seed").stdout


def test_another_folder_is_named(home: Path) -> None:
    """With --folder the same commands speak of another service."""
    kept(home / "other")
    assert STAFF in ivr("staff", "--folder", "other", "list").stdout
    assert ivr("audit", "verify", "--folder", "other").exit_code == 0


@pytest.mark.parametrize("words", COMMANDS)
def test_without_settings_nothing_is_made(home: Path, words: tuple[str, ...]) -> None:
    """Where nobody has run anything, the command says what to do and leaves no file behind."""
    result = ivr(*words)
    assert result.exit_code == 1
    assert "Start `ivr run` once" in result.output
    assert not (home / "var").exists()


@pytest.mark.parametrize("words", [("staff", "list"), ("seed",)])
def test_the_demos_secrets_never_fill_a_gap_unasked(
    home: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """An environment that names a database but no key is told all that it lacks, and how to ask for the folder."""
    folder = kept(home / "var")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder.database}")
    result = ivr(*words)
    assert result.exit_code == 1
    assert "SECRET_KEY: found nothing" in result.output
    assert "With --folder var" in result.output


def test_a_named_database_with_a_named_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for, the folder's settings stand for what is not named, as in `ivr run`; the named database is used."""
    kept(home / "var")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{home}/own.sqlite")
    assert "12 people" not in ivr("seed", "--folder", "var", "--tables-only").output
    assert ivr("staff", "--folder", "var", "list").stdout == ""


@pytest.mark.parametrize("words", [("staff", "--folder", "var", "list"), ("audit", "verify")])
def test_a_mistyped_file_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """A name that is no database's is told; no empty file looks like a service without records."""
    kept(home / "var")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{home}/var/ivr.sqlit")
    result = ivr(*words)
    assert result.exit_code == 1
    assert f"There is no database {home}/var/ivr.sqlit." in result.output
    assert not (home / "var/ivr.sqlit").exists()


def test_help_asks_for_no_settings() -> None:
    """Who only wants to read what a command does needs no service."""
    assert ivr("staff", "add", "--help").exit_code == 0
