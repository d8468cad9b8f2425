"""What a caller who waits for an agent takes in Redis: the call, its place in the queue, and the handoff."""

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.place import ROOT, Place, place
from bench.telephone import LINE, telephones
from bench.throughput import without_events
from ivr.agents.agent import Wish
from ivr.assembly import Assembly
from ivr.conversation import Incoming

WAITING = 1000
"""As many as a queue can take."""
HEARTBEAT_EVERY = 100
TO_AGENT = "1"


def bytes_per_caller() -> float:
    """Put callers into one queue, and give the bytes of each."""
    with TemporaryDirectory() as name, place(_with_long_queues(Path(name))) as here:
        parts = here.assembly()
        _enter(parts, here, 1)  # what is stored once for all
        used = without_events(here)
        _enter(parts, here, WAITING - 1)
        if parts.floor.waiting("serfinansa", ("general",)) != WAITING:
            raise ValueError("not everybody waits")
        return (without_events(here) - used) / (WAITING - 1)


def _with_long_queues(folder: Path) -> Path:
    tables = Path(shutil.copytree(ROOT / "institutions", folder / "institutions"))
    file = tables / "serfinansa.toml"
    file.write_text(re.sub(r"(?m)^size = \d+", f"size = {WAITING}", file.read_text()))
    return tables


def _enter(parts: Assembly, here: Place, count: int) -> None:
    conversations = parts.conversations
    for place_in_line, call in enumerate(telephones(here.url, count)):
        if place_in_line % HEARTBEAT_EVERY == 0:  # somebody must be signed in, else the line is closed
            parts.floor.presence("serfinansa", "bench", Wish.HEARTBEAT, parts.clock.now())
        sid = f"CA{place_in_line:031x}{'ab'[count > 1]}"
        call.answered(conversations.open(Incoming(sid, LINE, call.caller)).encode())
        conversations.take_turn(sid, 2, call.path.partition("token=")[2], TO_AGENT)
