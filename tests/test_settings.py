"""The settings: what is right is read, all that is wrong is told at once, and no secret is ever shown."""

import pytest

from ivr.errors import ConfigurationError
from ivr.settings import Settings

RIGHT = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "1" * 32,
    "TWILIO_SENDER": "+576053091919",
    "PUBLIC_URL": "https://ivr.example.co/",
    "REDIS_URL": "redis://127.0.0.1",
    "DATABASE_URL": "postgresql+psycopg://ivr@127.0.0.1/ivr",
    "SECRET_KEY": f"{'n' * 32}, {'o' * 32}",
}
WRONG = {
    "TWILIO_ACCOUNT_SID": "SK123",
    "TWILIO_AUTH_TOKEN": "hunter2",
    "TWILIO_API_KEY": "AC123",
    "TWILIO_API_URL": "api.twilio.com",
    "TWILIO_SENDER": "+57",
    "PUBLIC_URL": "http://bank.example.co",
    "REDIS_URL": "http://hunter2@redis",
    "DATABASE_URL": "mysql://ivr:hunter2@db/ivr",
    "SECRET_KEY": f"{'n' * 32},hunter2",
    "METRICS_TOKEN": "hunter2",
    "PORT": "65535",
    "SHARED_NUMBERS": "3000000001",
    "LOG_LEVEL": "LOUD",
}


@pytest.fixture(autouse=True)
def _right(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with an environment in which everything is right."""
    for name in map(str.upper, Settings.model_fields):
        monkeypatch.delenv(name, raising=False)
    for name, value in RIGHT.items():
        monkeypatch.setenv(name, value)


def test_a_right_environment_is_read() -> None:
    """Values come as they were given; the address loses its last slash, the keys come one by one."""
    settings = Settings.load()
    assert settings.public_url == "https://ivr.example.co"
    assert settings.secret_keys == ("n" * 32, "o" * 32)
    assert settings.twilio_api_url == "https://api.twilio.com"


def test_shared_numbers_are_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers come one by one, without the spaces between them."""
    monkeypatch.setenv("SHARED_NUMBERS", "+576050000001, +576050000002")
    assert Settings.load().shared_number_list == ("+576050000001", "+576050000002")


def test_all_mistakes_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each wrong setting has a sentence of its own, which says what is allowed."""
    for name, value in WRONG.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as error:
        Settings.load()
    assert {mistake.split(":")[0] for mistake in error.value.mistakes} == set(WRONG)
    assert all("; allowed: " in mistake for mistake in error.value.mistakes)


@pytest.mark.parametrize("name", RIGHT)
def test_a_missing_setting_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has no default must be given."""
    monkeypatch.delenv(name)
    with pytest.raises(ConfigurationError, match=f"{name}: found nothing"):
        Settings.load()


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a mistake nor the settings themselves show a key, a token or a password."""
    for name, value in WRONG.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as error:
        Settings.load()
    assert "hunter2" not in str(error.value)
    for name, value in RIGHT.items():
        monkeypatch.setenv(name, value)
    for name in WRONG.keys() - RIGHT:
        monkeypatch.delenv(name)
    shown = repr(Settings.load())
    assert not [secret for secret in ("1" * 32, "n" * 32, "o" * 32, "ivr@127") if secret in shown]


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost", "https://bank.example.co:8443"])
def test_plain_http_is_for_this_machine_only(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address of this machine needs no certificate; every other one does."""
    monkeypatch.setenv("PUBLIC_URL", address)
    assert Settings.load().public_url == address


@pytest.mark.parametrize("address", ["https://bank.example.co/ivr", "https://bank.example.co?a=1", "https://"])
def test_an_address_with_more_than_a_host_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signatures are checked against PUBLIC_URL and the path: it must be exactly scheme, host and port."""
    monkeypatch.setenv("PUBLIC_URL", address)
    with pytest.raises(ConfigurationError, match="PUBLIC_URL"):
        Settings.load()
