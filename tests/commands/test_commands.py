"""The commands of the program: what they print, and how they end."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from ivr.cli import COMMANDS, main
from ivr.stores.audit import chain
from ivr.stores.clock import SystemClock
from ivr.stores.records import Records
from tests.conftest import ROOT


def ivr(*arguments: str) -> Result:
    """Run the program in this process."""
    return CliRunner().invoke(main, arguments)


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run commands where the tables are, in an environment that names nothing."""
    monkeypatch.chdir(ROOT)
    for name in ("INSTITUTIONS_FOLDER", "PROMPTS_FOLDER", "DATABASE_URL", "TWILIO_API_URL"):
        monkeypatch.delenv(name, raising=False)


def test_help_names_every_command() -> None:
    """A newcomer sees all words of the program."""
    result = ivr("--help")
    assert result.exit_code == 0
    assert [name for name in COMMANDS if f"  {name} " not in result.output] == []


def test_help_says_whole_sentences() -> None:
    """What a command is for is not cut off."""
    assert "..." not in ivr("--help").output.partition("Commands:")[2]


@pytest.mark.parametrize("number", ["300", "3000000001", "+0300000000", "++573000000001", "+57 300 000 0001"])
def test_a_caller_has_a_number_with_country_code(number: str) -> None:
    """Anything else is refused before a call is tried, with what is allowed."""
    result = ivr("call", "serfinansa", "--from", number)
    assert result.exit_code == 2
    assert f"found {number}; allowed: a number with country code" in " ".join(result.output.split())


def test_an_unknown_command_is_refused() -> None:
    """A word that is none ends with code 2."""
    assert ivr("dance").exit_code == 2


def test_the_tables_and_prompts_are_in_order() -> None:
    """What is committed passes its own check."""
    result = ivr("check")
    assert result.exit_code == 0, result.output


def test_mistakes_are_told_without_a_traceback(tmp_path: Path) -> None:
    """A wrong table ends with code 1 and a sentence for each mistake."""
    shutil.copy(ROOT / "institutions/serfinansa.toml", tmp_path)
    table = tmp_path / "serfinansa.toml"
    table.write_text(
        table.read_text().replace('queue = "general"', 'queue = "nobody"').replace("longest = 4", "longest = 40")
    )
    result = ivr("check", "--institutions", str(tmp_path))
    assert result.exit_code == 1
    assert "nobody" in result.output
    assert "40" in result.output


def test_the_recording_script_names_a_file_for_each_sentence() -> None:
    """A studio gets sentence and file name in one line."""
    result = ivr("prompts", "serfinansa")
    assert "welcome.wav" in result.output


def test_the_picture_opens_in_a_browser() -> None:
    """Menus are drawn as SVG: nothing has to be installed to see them."""
    assert ivr("graph", "serfinansa").output.startswith("<svg")


@pytest.mark.parametrize("command", ["prompts", "graph", "call"])
def test_an_unknown_institution_is_answered_with_those_there_are(command: str) -> None:
    """A typing mistake shows what could have been meant."""
    result = ivr(command, "serfinanza")
    assert result.exit_code == 2
    assert "there are: alianza, " in result.output


def test_the_demo_is_printed_for_programs() -> None:
    """Customers and staff come as JSON, without any setting."""
    demo = json.loads(ivr("seed", "--json").output)["institutions"]["serfinansa"]
    assert demo["lines"]
    assert demo["customers"][0]["document"]["number"]
    assert demo["staff"][0]["totp_secret"]


def test_a_setting_that_is_missing_is_named() -> None:
    """Without settings the worker does not start, and says all that it lacks."""
    result = ivr("worker")
    assert result.exit_code == 1
    assert "PUBLIC_URL: found nothing" in result.output
    assert "SECRET_KEY: found nothing" in result.output


def test_a_part_that_is_away_is_named() -> None:
    """A database that cannot be opened ends the command with a sentence."""
    result = ivr("audit", "verify", "--database", "postgresql+psycopg://127.0.0.1:1/ivr")
    assert result.exit_code == 1
    assert result.output.endswith("does not answer\n")


def test_an_address_that_is_none_is_refused_without_a_traceback() -> None:
    """A mistyped address of a database or of the network is told, with what would be right."""
    result = ivr("audit", "verify", "--database", "nowhere")
    assert result.exit_code == 2
    assert "allowed: postgresql+psycopg://... or sqlite:///..." in result.output
    result = ivr("call", "serfinansa", "--network", "nowhere")
    assert result.exit_code == 1
    assert "No telephone network answers at nowhere" in result.output


def test_an_untouched_audit_is_confirmed(tmp_path: Path) -> None:
    """The number of records and the last hash are printed, to be kept elsewhere."""
    url = f"sqlite:///{tmp_path}/ivr.sqlite"
    written(url)
    result = ivr("audit", "verify", "--database", url)
    assert result.exit_code == 0
    assert "serfinansa: 3 records in order" in result.output


def test_a_touched_audit_is_named(tmp_path: Path) -> None:
    """The first record that is not as it was written ends the command with code 1."""
    url = f"sqlite:///{tmp_path}/ivr.sqlite"
    records = written(url)
    with records.begin() as session:
        for trigger in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            session.execute(text(f'DROP TRIGGER "{trigger}"'))
        session.execute(text("UPDATE audit SET actor = 'nobody' WHERE sequence = 2"))
    result = ivr("audit", "verify", "--database", url)
    assert result.exit_code == 1
    assert "serfinansa: record 2 is not as it was written" in result.output


def written(url: str) -> Records:
    """Give records with an audit of three."""
    records = Records(url)
    records.migrate()
    with records.begin() as session:
        for _ in range(3):
            chain.append(session, "serfinansa", "key_replaced", at=SystemClock().now(), actor="customer")
    return records
