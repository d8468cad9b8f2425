"""An office for a real server: `gunicorn -k gevent 'tests.web.many_desks:app()'`."""

import os

from flask import Flask
from redis import Redis

from ivr.stores.records import Records
from ivr.tables import load_file
from tests.conftest import ROOT, FixedClock
from tests.web.office import Office


def app() -> Flask:
    """Give the pages over the parts that the environment names."""
    redis = Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
    table = load_file(ROOT / "institutions" / "serfinansa.toml")
    return Office(redis, FixedClock(), table, Records(os.environ["DATABASE_URL"])).pages
