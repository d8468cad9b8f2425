"""Make the tables of the database, and put the demo's people into them."""

from collections.abc import Mapping

from ivr.institutions import Institution
from ivr.security.hashing import KeyHasher
from ivr.security.sealing import Sealer
from ivr.settings import Settings
from ivr.stores.clock import SystemClock
from ivr.stores.demo.guide import demo
from ivr.stores.demo.seed import seed
from ivr.stores.records import Records


def migrate(settings: Settings) -> None:
    """Make or renew the tables. Raises Unavailable without a database."""
    Records(settings.database_url).migrate()


def add_demo(settings: Settings, tables: Mapping[str, Institution]) -> int:
    """Add those of the demo who are not there yet, and give how many those were."""
    keys = settings.secret_keys
    return seed(Records(settings.database_url), SystemClock(), Sealer(keys), KeyHasher(keys), demo(tables))
