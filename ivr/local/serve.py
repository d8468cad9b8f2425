"""Start every part that the environment does not name, say where to look, and keep them until told to stop."""

import signal
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

from ivr.institutions import Institution
from ivr.local.child import Write
from ivr.local.children import Children
from ivr.local.environment import complete
from ivr.local.folder import Folder
from ivr.local.network_file import write_network_file
from ivr.local.page import page
from ivr.local.ports import refuse_taken
from ivr.local.ready import answers
from ivr.settings import Settings
from ivr.stores.demo.guide import demo
from ivr.tables import load

GUNICORN = "-m gunicorn --config gunicorn.conf.py --log-level warning --access-logfile /dev/null --graceful-timeout 3"


@dataclass(frozen=True, slots=True)
class Stage:
    """What the start works with; `missing` are the services that the environment does not name."""

    folder: Folder
    settings: Settings
    tables: Mapping[str, Institution]
    missing: frozenset[str]

    @property
    def has_network(self) -> bool:
        """Say whether the local telephone network is used."""
        return "TWILIO_API_URL" in self.missing


def serve(folder: Folder, write: Write) -> None:
    """Run the whole service until SIGTERM or SIGINT.

    Raises ConfigurationError for a setting or a table that is wrong, CannotStart when a part cannot start or ends.
    """
    began = monotonic()
    missing = complete(folder)
    settings = Settings.load()
    stage = Stage(folder, settings, load(settings.institutions_folder), missing)
    with folder.lock(), Children(write) as children:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: children.told_to_stop.set())
        start(stage, children)
        if not children.told_to_stop.is_set():
            write(page(settings, stage.tables.values(), has_network=stage.has_network, seconds=monotonic() - began))
        children.watch()
        write("  Stopping: what is under way is finished first.")


def start(stage: Stage, children: Children) -> None:
    """Start all parts side by side, as far as one does not need the other, and wait until they are ready."""
    port, network_port, *beside = (stage.settings.port + place for place in range(4))
    refuse_taken(port, *[network_port, *beside] * stage.has_network)
    if "REDIS_URL" in stage.missing:
        children.start("state", "-m", "ivr.local.valkey", str(stage.folder.path / "valkey"), str(stage.folder.socket))
    children.start("web", *GUNICORN.split())
    ready = {"the web service": answers(port, "/readyz")}
    if stage.has_network:
        file = stage.folder.path / "network.json"
        write_network_file(file, stage.settings.public_url, stage.tables, demo(stage.tables))
        signalling, mail = map(str, beside)
        ports = ("--port", str(network_port), "--signalling-port", signalling, "--mail-port", mail)
        children.start("network", "-m", "ivr.sandbox", *ports, "--config", str(file))
        ready["the telephone network"] = answers(network_port, "/sandbox/clock")
    fill(stage)
    children.start("worker", "-m", "ivr", "worker")
    children.wait_until(ready)
    if stage.has_network and not children.told_to_stop.is_set():
        connect(stage)


def fill(stage: Stage) -> None:
    """Make the tables of a database of our own, and put the demo's people into it."""
    from ivr.local.records import add_demo, migrate  # takes half a second, in which the other parts start

    if "DATABASE_URL" in stage.missing:
        migrate(stage.settings)
        add_demo(stage.settings, stage.tables)


def connect(stage: Stage) -> None:
    """Tell the local network who answers our lines."""
    from ivr.local.connecting import connect_all  # takes half a second, in which the other parts start

    connect_all(stage.settings, stage.tables.values())
