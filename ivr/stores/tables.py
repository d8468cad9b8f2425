"""Keeps every served version of the tables in Redis, so that a call may end with the table it began with."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from redis import Redis
from redis.exceptions import RedisError

from ivr.errors import Unavailable
from ivr.institutions import Institution
from ivr.stores.live import LIFE
from ivr.tables import load_file

KEPT = 2 * LIFE
"""Seconds for which a table is kept after the last call that began with it: longer than any call."""


class ServedTables:
    """The tables of this process, and those of older calls from Redis. Raises Unavailable when that is down."""

    def __init__(self, redis: "Redis", institutions: Mapping[str, Institution], folder: Path) -> None:
        self._redis = redis
        self._by_version = {(table.id, table.version): table for table in institutions.values()}
        self._current = institutions
        self._by_line = {line.number: table for table in institutions.values() for line in table.lines}
        self._texts = {table.id: (folder / f"{table.id}.toml").read_text("utf-8") for table in institutions.values()}

    def get(self, institution: str, version: str) -> Institution:
        """Give the table that a call began with. Raises LookupError when nobody has it any more."""
        if (institution, version) not in self._by_version:
            self._by_version[institution, version] = self._fetch(institution, version)
        return self._by_version[institution, version]

    def current(self, institution: str) -> Institution:
        """Give the table that new calls begin with."""
        return self._current[institution]

    def of_line(self, number: str) -> Institution | None:
        """Give the institution whose line has this number, or None; makes its table known for later turns."""
        table = self._by_line.get(number)
        if table is not None:
            self._publish(table)
        return table

    def _publish(self, table: Institution) -> None:
        """Let those who take later turns find this table, whatever they serve themselves by then."""
        key = _key(table.id, table.version)
        try:
            if not self._redis.expire(key, KEPT):
                self._redis.set(key, self._texts[table.id], ex=KEPT)
        except RedisError as error:
            raise Unavailable("redis") from error

    def _fetch(self, institution: str, version: str) -> Institution:
        try:
            text = self._redis.get(_key(institution, version))
        except RedisError as error:
            raise Unavailable("redis") from error
        if not text:
            raise LookupError(f"{institution} {version}")
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{institution}.toml"
            path.write_text(str(text))
            return load_file(path)


def _key(institution: str, version: str) -> str:
    return f"ivr:{{{institution}}}:table:{version}"
