"""What tests of the pages share: an office, its people hired once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from ivr.institutions import Institution
from ivr.stores.records import Records
from tests.conftest import FixedClock
from tests.web.office import Office, hire


@pytest.fixture(scope="session")
def hired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file of records in which the people are."""
    file = tmp_path_factory.mktemp("office") / "records.sqlite"
    records = Records(f"sqlite:///{file}")
    hire(records, FixedClock())
    records.close()
    return file


@pytest.fixture
def records(hired: Path, tmp_path: Path) -> Iterator[Records]:
    """Give records of their own to one test."""
    copy = shutil.copy(hired, tmp_path / "records.sqlite")
    records = Records(f"sqlite:///{copy}")
    yield records
    records.close()


@pytest.fixture
def office(redis: "Redis", clock: FixedClock, institution: Institution, records: Records) -> Office:
    """Give an office where nobody is signed in."""
    return Office(redis, clock, institution, records)
