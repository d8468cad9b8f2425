"""What the environment does not say, a machine of its own provides: the address, the live state, the records."""

import os
from importlib.util import find_spec
from pathlib import Path

from ivr.local.folder import Folder
from ivr.settings import Settings
from ivr.stores.demo.guide import demo
from ivr.tables import load

LOCAL_SERVICES = ("REDIS_URL", "DATABASE_URL", "TWILIO_API_URL")


def complete(folder: Folder) -> frozenset[str]:
    """Set every missing variable for this process and its children; give those of LOCAL_SERVICES that were missing.

    Raises ConfigurationError when a variable that was given is wrong.
    """
    added = missing(folder)
    os.environ.update(added)
    Settings.load()
    return frozenset(name for name in LOCAL_SERVICES if name in added)


def missing(folder: Folder) -> dict[str, str]:
    """Give every variable that the environment does not name, with the value that the service of this folder has.

    Raises ConfigurationError when a table is wrong.
    """
    port = os.environ.get("PORT", "8000")
    network_port = int(port) + 1 if port.isdigit() else 0
    signalling = "" if "TWILIO_API_URL" in os.environ else f"127.0.0.1:{network_port + 1}"
    secrets = folder.secrets()
    account = os.environ.get("TWILIO_ACCOUNT_SID", secrets["TWILIO_ACCOUNT_SID"])
    token = os.environ.get("TWILIO_AUTH_TOKEN", secrets["TWILIO_AUTH_TOKEN"])
    defaults = secrets | {
        "PORT": port,
        "TWILIO_SENDER": "891888",
        "WEB_CONCURRENCY": "1",  # one machine, few callers: ready a second sooner
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "REDIS_URL": f"unix://{folder.socket}",
        "DATABASE_URL": f"sqlite:///{folder.database}",
        "SHARED_NUMBERS": ",".join(demo_mobiles()),
        "TWILIO_API_URL": f"http://127.0.0.1:{network_port}",
        "TWILIO_SIGNALLING": signalling,
        "FINGERPRINT_URL": f"http://{account}:{token}@127.0.0.1:{network_port}/fingerprints" if signalling else "",
        "SMTP_URL": f"smtp://127.0.0.1:{network_port + 2}" if signalling and find_spec("aiosmtpd") else "",
    }
    return {name: value for name, value in defaults.items() if name not in os.environ}


def demo_mobiles() -> list[str]:
    """Give the mobiles of the demo's customers: who tries the demo is many callers."""
    tables = load(Path(os.environ.get("INSTITUTIONS_FOLDER", "institutions")))
    return [one.mobile for people in demo(tables).institutions.values() for one in people.customers if one.mobile]
