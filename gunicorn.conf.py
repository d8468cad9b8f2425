"""How gunicorn serves app:app: cooperative workers, on this machine only unless told otherwise, no query in the log."""

import gc
import os
from typing import Any

import gevent

wsgi_app = "app:app"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gevent"
worker_connections = 1000  # a desk keeps one open for its events
timeout = 30
graceful_timeout = 15  # a webhook has 15 seconds in all
keepalive = 75  # longer than the proxy in front, which closes first
control_socket_disable = True
accesslog = "-"
# Method and path only: a query holds tokens. Nor who called: a proxy's address says nothing, a browser's is personal.
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(D)s us"


def post_fork(server: Any, worker: Any) -> None:
    """Load the app without the garbage collector: it would walk all that was loaded so far, again and again."""
    del server, worker
    gc.disable()


def post_worker_init(worker: Any) -> None:
    """Collect from now on, but nothing of the app itself; have the open desks let go when this worker is to stop."""
    gc.freeze()
    gc.enable()
    gevent.spawn(_let_desks_go, worker)


def _let_desks_go(worker: Any) -> None:
    while worker.alive:
        gevent.sleep(0.25)
    worker.wsgi.extensions["ivr.web.live.events"].close()
