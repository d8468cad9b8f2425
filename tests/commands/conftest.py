"""The service whose settings the staff's command reads."""

import shutil
from pathlib import Path

import pytest

from ivr.assembly import Assembly
from ivr.settings import Settings
from tests.commands.staff import ADD, done, secret_in
from tests.conftest import ROOT, FixedClock


@pytest.fixture
def own_database(database: Path, tmp_path: Path) -> Path:
    """Give the test's own database file."""
    return shutil.copyfile(database, tmp_path / "records.sqlite")


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch, own_database: Path, redis_url: str, clock: FixedClock) -> Assembly:
    """Give the service whose settings the command reads, with empty records."""
    monkeypatch.chdir(ROOT)
    for name in map(str.upper, Settings.model_fields):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", "AC" + "0" * 32)
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "1" * 32)
    monkeypatch.setenv("TWILIO_SENDER", "891888")
    monkeypatch.setenv("PUBLIC_URL", "https://ivr.example.co")
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{own_database}")
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    return Assembly(Settings.load(), clock)


@pytest.fixture
def secret(parts: Assembly) -> str:
    """Add Lucía, and give the secret of her second factor."""
    del parts
    return secret_in(done(*ADD))
