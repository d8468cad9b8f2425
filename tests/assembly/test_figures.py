"""The worker counts what happened on the line, from the first webhook to a figure of a report."""

from datetime import timedelta
from pathlib import Path

import pytest

from ivr.assembly import Assembly, build
from ivr.calls import Call
from ivr.conversation_parts import TurnEvent
from ivr.reports.calendar import Period, local_day
from ivr.reports.funnel import FunnelKey
from ivr.reports.outside import Scope
from ivr.reports.steps import StepFigures, StepKey
from ivr.stores.reporting.figures import Reports
from tests.phone.plain import settings


@pytest.fixture
def parts(redis_url: str, tmp_path: Path) -> Assembly:
    """Give the parts of a service with empty records."""
    parts = build(settings(redis_url, tmp_path / "records.sqlite"))
    parts.redis.flushall()
    parts.records.migrate()
    return parts


def test_a_call_becomes_a_figure(parts: Assembly) -> None:
    """Its turns are carried, its day is counted, and the report has its steps: by the worker's own jobs."""
    at = parts.clock.now()
    call = Call("CA" + "1" * 32, "serfinansa", "v1", "+5718000510513", "+573001234567", "key", at.isoformat())
    for place, step, kind in (
        ("", "", "nothing"),
        ("restore", "menu_main", "answer"),
        ("restore", "document_number", "wrong"),
    ):
        call = call.become(call.status, turn=call.turn + 1, place=place)
        assert parts.calls.save(call, TurnEvent("turn" if step else "opened", call, step, kind, 3))
    parts.calls.wipe(call, TurnEvent("ended", call, "document_number", "hang_up", 0))
    for job in parts.worker.jobs:
        if job.name in {"turns", "figures"}:
            job.run()
    day = local_day(at, "America/Bogota")
    week = Scope("serfinansa", Period(day - timedelta(days=1), day + timedelta(days=1)))
    book = Reports(parts.records, parts.clock, parts.institutions)
    assert book.counted(week).calls == 1
    assert book.steps(week) == {
        StepKey("v1", "menu_main"): StepFigures(went_on=1),
        StepKey("v1", "document_number"): StepFigures(hung_up=1, repeats=1),
    }
    assert book.funnel(week)[FunnelKey("restore")].came == 1
