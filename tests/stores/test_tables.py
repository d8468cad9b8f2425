"""A call ends with the table that it began with, whoever takes its turns."""

from pathlib import Path

import pytest
from redis import Redis

from ivr.institutions import Institution
from ivr.stores.live import LIFE
from ivr.stores.tables import ServedTables
from ivr.tables import load
from tests.conftest import ROOT

NAME = "serfinansa"


class Release:
    """A version of the product with a table of its own."""

    def __init__(self, folder: Path, redis: "Redis", life: int) -> None:
        folder.mkdir()
        text = (ROOT / "institutions" / f"{NAME}.toml").read_text("utf-8")
        (folder / f"{NAME}.toml").write_text(text.replace("life = 300", f"life = {life}"), "utf-8")
        self.folder, self.redis, self.loaded = folder, redis, load(folder)

    @property
    def table(self) -> Institution:
        """Give its table."""
        return self.loaded[NAME]

    def process(self) -> ServedTables:
        """Start a process of this release."""
        return ServedTables(self.redis, self.loaded, self.folder)


@pytest.fixture
def old(tmp_path: Path, redis: "Redis") -> Release:
    return Release(tmp_path / "old", redis, 300)


@pytest.fixture
def new(tmp_path: Path, redis: "Redis") -> Release:
    return Release(tmp_path / "new", redis, 600)


def test_a_newer_release_finds_the_table_of_an_older_call(old: Release, new: Release) -> None:
    """The release before left its table behind with the call."""
    old.process().of_line(old.table.lines[0].number)
    assert new.process().get(NAME, old.table.version) == old.table


def test_a_process_that_fetched_an_older_table_does_not_overwrite_it(old: Release, new: Release) -> None:
    """A new process takes a turn of an older call, then opens one of its own: each version keeps its own text."""
    line = old.table.lines[0].number
    old.process().of_line(line)
    busy = new.process()
    busy.get(NAME, old.table.version)
    busy.of_line(line)
    assert new.process().get(NAME, old.table.version) == old.table


def test_a_table_outlives_the_last_call_that_began_with_it(old: Release, redis: "Redis") -> None:
    """Each new call renews it: a process that runs for days leaves no call without a table."""
    process = old.process()
    process.of_line(old.table.lines[0].number)
    (key,) = redis.keys("ivr:*:table:*")
    redis.expire(key, 10)
    process.of_line(old.table.lines[0].number)
    assert redis.ttl(key) > LIFE


def test_a_table_that_was_lost_is_left_behind_again(old: Release, new: Release, redis: "Redis") -> None:
    """After Redis has lost everything, the next call makes its table known again."""
    process = old.process()
    process.of_line(old.table.lines[0].number)
    redis.flushall()
    process.of_line(old.table.lines[0].number)
    assert new.process().get(NAME, old.table.version) == old.table


def test_a_table_that_nobody_has_is_said(new: Release) -> None:
    """A call whose table is gone starts again: the caller of `get` is told."""
    with pytest.raises(LookupError):
        new.process().get(NAME, "never")
