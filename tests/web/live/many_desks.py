"""An office for a real server: `gunicorn -k gevent 'tests.web.live.many_desks:app()'`."""

import os

from flask import Flask
from redis import BlockingConnectionPool, Redis

from ivr.stores.records import Records
from ivr.tables import load_file
from tests.conftest import ROOT, FixedClock
from tests.web.office import Office


def app() -> Flask:
    """Give the pages over the parts that the environment names."""
    # A pool that makes greenlets wait: the usual one refuses the hundred-and-first when all desks come back at once.
    pool = BlockingConnectionPool.from_url(
        os.environ["REDIS_URL"], decode_responses=True, max_connections=50, timeout=3
    )
    redis = Redis(connection_pool=pool)
    table = load_file(ROOT / "institutions" / "serfinansa.toml")
    return Office(redis, FixedClock(), table, Records(os.environ["DATABASE_URL"])).pages
