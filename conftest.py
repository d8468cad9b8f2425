"""A skipped test is a failure where CI is set; elsewhere the end of the run says loudly what was missing."""

import gc
import os
from collections.abc import Generator

import pytest

Report = pytest.TestReport | pytest.CollectReport


def _refuse_skip(report: Report) -> None:
    """Turn a skip into a failure that gives the skip's reason; an expected failure is none."""
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped where CI is set: {_reason(report)}"


def _reason(report: Report) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Look at each test's report."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Look at each file's report: a whole file may be skipped too."""
    report = yield
    _refuse_skip(report)
    return report


def pytest_collection() -> None:
    """Import and collect without the garbage collector: thousands of tests stay to the end."""
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what asks for a whole service last: it takes processor time from its first test to the end of the run."""
    items.sort(key=_asks_for_a_service)


def _asks_for_a_service(item: pytest.Item) -> bool:
    return item.get_closest_marker("network") is not None or "service" in getattr(item, "fixturenames", ())


def pytest_collection_finish() -> None:
    """Keep them out of its sight from now on."""
    gc.freeze()
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not tested, and why."""
    skipped: list[Report] = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("NOT TESTED", sep="!", red=True, bold=True)
    for reason in sorted({_reason(report) for report in skipped}):
        terminalreporter.write_line(reason)
