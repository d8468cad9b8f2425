"""The worker's jobs come back, survive their failures, and end when they are asked to."""

import os
import signal
import subprocess
import sys
from threading import Event

from structlog.testing import capture_logs

from ivr.worker import Job, Worker, pause_after, run_once

PROGRAM = """
from ivr.worker import Job, Worker
Worker([Job("hello", 0.01, lambda: print("working", flush=True))]).run()
print("ended", flush=True)
"""


def test_one_failing_job_stops_no_other() -> None:
    """A job that fails each time, and one that hangs, leave the others running."""
    ran, release = [Event(), Event()], Event()

    def fail() -> None:
        raise RuntimeError("broken")

    def again() -> None:
        ran[1 if ran[0].is_set() else 0].set()

    worker = Worker([Job("failing", 0.001, fail), Job("hanging", 0.001, release.wait), Job("working", 0.001, again)])
    with capture_logs() as lines:
        worker.start()
        assert all(event.wait(5) for event in ran)
        release.set()
        worker.stop()
    assert {"job_failed"} == {line["event"] for line in lines if line.get("job") == "failing"}
    assert lines[-1] == {"event": "worker_stopped", "unfinished": [], "log_level": "info"}


def test_job_that_does_not_end_is_named() -> None:
    """A job that does not end in time is named when the worker stops."""
    begun, release = Event(), Event()

    def hang() -> None:
        begun.set()
        release.wait()

    worker = Worker([Job("hanging", 1, hang)])
    with capture_logs() as lines:
        worker.start()
        assert begun.wait(5)
        worker.stop(seconds=0.01)
        release.set()
    assert lines[-1]["unfinished"] == ["hanging"]


def test_sigterm_ends_the_worker() -> None:
    """On SIGTERM the worker ends by itself, without an error."""
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        assert process.stdout is not None
        assert "working\n" in iter(process.stdout.readline, "")
        os.kill(process.pid, signal.SIGTERM)
        assert "ended\n" in process.stdout.readlines()
    assert process.returncode == 0


def test_failing_job_rests_longer() -> None:
    """Each failure in a row doubles the pause, up to half a minute; a success ends that."""
    job = Job("job", 2.0, lambda: None)
    assert [pause_after(job, failures) for failures in (0, 1, 2, 3, 4, 40)] == [2, 4, 8, 16, 30, 30]
    assert pause_after(Job("rare", 3600, lambda: None), 3) == 3600


def test_failure_is_logged_and_ends_nothing() -> None:
    """A job's failure is a line in the log with the job's name."""
    with capture_logs() as lines:
        assert run_once(Job("good", 1, lambda: None))
        assert not run_once(Job("bad", 1, lambda: 1 // 0))
    assert [(line["event"], line["job"]) for line in lines] == [("job_failed", "bad")]
