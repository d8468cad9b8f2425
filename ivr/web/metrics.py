"""The service's figures for Prometheus: read when asked for, the same from every worker."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hmac import compare_digest

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

Count = Callable[[], int]


@dataclass(frozen=True)
class Figures:
    """What is counted: calls that are live, messages owed, and the callers who wait, by institution."""

    live_calls: Count
    messages_owed: Count
    waiting: Mapping[str, Count]


class Gauges(Collector):
    """Gives each figure as it is now."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Say nothing before the first reading: the figures need their stores."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read every figure."""
        yield GaugeMetricFamily("ivr_live_calls", "Calls in progress", self._figures.live_calls())
        yield GaugeMetricFamily("ivr_messages_owed", "Messages not sent yet", self._figures.messages_owed())
        waiting = GaugeMetricFamily("ivr_callers_waiting", "Callers in the queues", labels=["institution"])
        for institution, count in self._figures.waiting.items():
            waiting.add_metric([institution], count())
        yield waiting


def metrics_routes(figures: Figures, token: str) -> Blueprint:
    """Give /metrics for who sends `Authorization: Bearer <token>`; without a token there is no such page."""
    routes = Blueprint("metrics", __name__)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Gauges(figures))

    @routes.get("/metrics")
    def metrics() -> Response:
        given = request.headers.get("Authorization", "")
        if not token or not compare_digest(given.encode(), f"Bearer {token}".encode()):
            abort(404)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return routes
