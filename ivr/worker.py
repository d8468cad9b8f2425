"""The worker does what no caller waits for: it sends messages, watches times, and repairs what got lost."""

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event, Thread

import structlog

LONGEST_PAUSE = 30.0
GOODBYE_SECONDS = 20.0
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Job:
    """A task that comes back: `run` is called, then rests for `every` seconds."""

    name: str
    every: float
    run: Callable[[], object]


class Worker:
    """Runs each job in a thread of its own, so that a slow or failing one holds up nobody else."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = tuple(jobs)
        self._stopping = Event()
        self._threads = [Thread(target=self._repeat, args=(job,), name=job.name, daemon=True) for job in jobs]

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; each job may end what it has begun. Call it from the main thread."""
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_number, lambda *_: self._stopping.set())
        self.start()
        self._stopping.wait()
        self.stop()

    def start(self) -> None:
        """Begin to work."""
        log.info("worker_started", jobs=[thread.name for thread in self._threads])
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float = GOODBYE_SECONDS) -> None:
        """Stop, and wait for what is under way, `seconds` at most for each job."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(seconds)
        unfinished = [thread.name for thread in self._threads if thread.is_alive()]
        log.info("worker_stopped", unfinished=unfinished)

    def _repeat(self, job: Job) -> None:
        failures = 0
        while not self._stopping.is_set():
            failures = 0 if run_once(job) else failures + 1
            self._stopping.wait(pause_after(job, failures))


def run_once(job: Job) -> bool:
    """Run a job; say whether it went well. A failure is logged and ends nothing."""
    try:
        job.run()
    except Exception:
        log.exception("job_failed", job=job.name)
        return False
    return True


def pause_after(job: Job, failures: int) -> float:
    """Give the seconds until the next run: the job's own, doubled with each failure in a row, half a minute at most."""
    return job.every if not failures else min(job.every * 2 ** min(failures, 10), max(LONGEST_PAUSE, job.every))
