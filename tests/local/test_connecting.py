"""The lines of the tables are connected as on a real account: through the network's REST interface."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from ivr.errors import ConfigurationError, Unavailable
from ivr.institutions import Institution, Line
from ivr.local.connecting import connect_all
from ivr.settings import Settings
from ivr.tables import load
from tests.conftest import ROOT
from tests.local.network import ACCOUNT, local_network


@pytest.fixture(scope="module")
def table() -> Institution:
    """Give the table of Serfinansa."""
    return load(ROOT / "institutions")["serfinansa"]


@pytest.fixture(scope="module")
def network(table: Institution, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a network whose account has the table's numbers, not connected yet."""
    lines = [{"number": line.number, "name": line.label, "voice_url": ""} for line in table.lines]
    folder: Path = tmp_path_factory.mktemp("network")
    with local_network(folder, lines) as address:
        yield address


@pytest.fixture
def settings(network: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Give settings that point at the network."""
    given = ACCOUNT | {"TWILIO_API_URL": network, "TWILIO_SENDER": "891888", "PUBLIC_URL": "https://ivr.example.co"}
    stores = {"REDIS_URL": "redis://127.0.0.1", "DATABASE_URL": "sqlite:///none", "SECRET_KEY": "k" * 32}
    for name, value in (given | stores).items():
        monkeypatch.setenv(name, value)
    return Settings.load()


def numbers(network: str) -> dict[str, dict[str, str]]:
    """Give what the network knows of each number."""
    url = f"{network}/2010-04-01/Accounts/{ACCOUNT['TWILIO_ACCOUNT_SID']}/IncomingPhoneNumbers.json"
    answer = requests.get(url, auth=tuple(ACCOUNT.values()), timeout=10)  # type: ignore[arg-type]  # two of them
    return {row["phone_number"]: row for row in answer.json()["incoming_phone_numbers"]}


def test_every_line_is_pointed_at_our_address(settings: Settings, table: Institution, network: str) -> None:
    """Voice, fallback and status are set; the opening may be asked again, the others are asked once."""
    assert connect_all(settings, [table]) == list(table.lines)
    for row in numbers(network).values():
        assert row["voice_url"].startswith("https://ivr.example.co/voice/incoming#")
        assert row["voice_fallback_url"] == "https://ivr.example.co/voice/fallback"
        assert row["status_callback"] == "https://ivr.example.co/voice/status"
        assert {row["voice_method"], row["voice_fallback_method"], row["status_callback_method"]} == {"POST"}


def test_a_number_that_the_account_lacks_is_named_before_anything_changes(
    settings: Settings, table: Institution, network: str
) -> None:
    """Either all lines are connected or none: a half-connected institution would be worse."""
    before = numbers(network)
    elsewhere = settings.model_copy(update={"public_url": "https://other.example.co"})
    foreign = replace(table, lines=(*table.lines, Line("+576010000000", "Bogotá")))
    with pytest.raises(ConfigurationError, match=r"\+576010000000 \(Bogotá\)"):
        connect_all(elsewhere, [foreign])
    assert numbers(network) == before


def test_a_wrong_token_is_told(settings: Settings, table: Institution) -> None:
    """The settings that may be wrong are named."""
    with pytest.raises(ConfigurationError, match="TWILIO_AUTH_TOKEN"):
        connect_all(settings.model_copy(update={"twilio_auth_token": "2" * 32}), [table])


def test_a_network_that_is_away_is_told(settings: Settings, table: Institution) -> None:
    """Nobody answers: nothing is connected."""
    with pytest.raises(Unavailable):
        connect_all(settings.model_copy(update={"twilio_api_url": "http://127.0.0.1:1"}), [table])
