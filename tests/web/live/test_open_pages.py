"""What may be read without signing in says nothing that helps anybody: health, figures, recordings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis

from ivr.web.health import Health, health_routes
from ivr.web.metrics import Figures, metrics_routes
from ivr.web.recordings import recording_routes
from tests.conftest import ROOT

TOKEN = "a token of the tests"
FIGURES = Figures(lambda: 7, lambda: 2, {"serfinansa": lambda: 3})


class Records:
    """Records that answer, or do not."""

    def __init__(self) -> None:
        self.there = True

    def reachable(self) -> bool:
        """Say so."""
        return self.there


@pytest.fixture
def pages() -> Flask:
    """Give an application with nothing in it."""
    return Flask("open", static_folder=None)


@pytest.fixture
def kept(redis: "Redis") -> Iterator["Redis"]:
    """Give a Redis kept as it has to be."""
    redis.config_set("appendonly", "yes")
    redis.config_set("maxmemory-policy", "noeviction")
    yield redis
    redis.config_set("appendonly", "no")
    redis.config_set("maxmemory-policy", "noeviction")


def figures(pages: Flask, token: str) -> FlaskClient:
    """Serve the figures."""
    pages.register_blueprint(metrics_routes(FIGURES, token))
    return pages.test_client()


def test_figures_are_for_who_has_the_token(pages: Flask) -> None:
    """Without it there is no such page; with it the figures, in which nobody is named."""
    client = figures(pages, TOKEN)
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": TOKEN}):
        assert client.get("/metrics", headers=headers).status_code == 404
    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert "ivr_live_calls 7.0" in text
    assert 'ivr_callers_waiting{institution="serfinansa"} 3.0' in text


def test_without_a_token_there_are_no_figures(pages: Flask) -> None:
    """An empty setting opens nothing."""
    client = figures(pages, "")
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": ""}):
        assert client.get("/metrics", headers=headers).status_code == 404


def test_readiness_complains_of_a_redis_that_may_forget(pages: Flask, kept: "Redis") -> None:
    """One that throws keys away, or loses them at a restart, is not ready; nor are records that do not answer."""
    records = Records()
    pages.register_blueprint(health_routes(Health(kept, records, lambda: 0)))
    client = pages.test_client()
    assert (client.get("/readyz").status_code, client.get("/readyz").get_json()["ready"]) == (200, True)
    for setting, value, right in (("maxmemory-policy", "allkeys-lru", "noeviction"), ("appendonly", "no", "yes")):
        kept.config_set(setting, value)
        answer = client.get("/readyz")
        assert (answer.status_code, len(answer.get_json()["complaints"])) == (503, 1)
        assert right in answer.get_json()["complaints"][0]
        kept.config_set(setting, right)
    records.there = False
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_only_recordings_leave_the_folder_of_prompts(pages: Flask) -> None:
    """The network fetches .wav files; sentences, programs and whatever lies outside are not given to anybody."""
    pages.register_blueprint(recording_routes(ROOT / "voice_prompts"))
    client = pages.test_client()
    assert client.get("/prompts/music.wav").status_code == 200
    for name in ("music.py", "es-CO/common.toml", "../app.py", "%2e%2e/app.py", "../tests/nothing.wav", "nothing.wav"):
        assert client.get(f"/prompts/{name}").status_code == 404, name


def test_a_recording_cannot_be_reached_through_a_way_out(pages: Flask, tmp_path: Path) -> None:
    """A .wav beside the folder stays there, however the way to it is written."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "secret.wav").write_bytes(b"RIFF")
    pages.register_blueprint(recording_routes(tmp_path / "prompts"))
    for name in ("../secret.wav", "%2e%2e/secret.wav", "..%2fsecret.wav", f"/{tmp_path}/secret.wav"):
        assert pages.test_client().get(f"/prompts/{name}").status_code in (308, 404), name
