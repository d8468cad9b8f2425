"""`make bench`: measure everything in one run, print a table, write build/bench.json, fail when a target is far off."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator

from bench import assignments, latency, replaying, reporting, starting, throughput, turn_parts, waiting
from bench.figures import Figure
from bench.place import ROOT
from ivr.tables import load_file

REPORT = ROOT / "build" / "bench.json"


def main() -> int:
    """Give the exit code: 1 when a figure failed."""
    began = time.perf_counter()
    figures = []
    for title, measure in chosen(sys.argv[1:]):
        print(f"\n{title}", flush=True)
        for figure in measure():
            print(f"  {figure.row()}", flush=True)
            figures.append(figure)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([vars(each) | {"verdict": each.verdict} for each in figures], indent=1) + "\n")
    failed = [figure.name for figure in figures if figure.verdict == "FAILED"]
    print(f"\n{_machine()}. {time.perf_counter() - began:.0f} seconds; written to {REPORT.relative_to(ROOT)}")
    print(f"Far from the target: {', '.join(failed)}" if failed else "No target is far off.")
    return 1 if failed else 0


def chosen(names: list[str]) -> list[tuple[str, Callable[[], Iterator[Figure]]]]:
    """Give the title of each part that was named, or of all, and what measures it. Ends the run for an unknown name."""
    parts_by_name = {
        "start": ("Start", start),
        "turns": ("Turns, one gunicorn worker each, in alternation", turns),
        "parts": ("Where a turn's work goes, in one process", parts),
        "memory": ("Memory and replay", memory_and_replay),
        "assignments": ("Assignments, 1,000 agents", assigned),
        "latency": ("From the telephone to the floor's pixels, 300 desks and 50 floors open", seen),
        "reports": ("Reports over a million calls", reported),
    }
    if unknown := [name for name in names if name not in parts_by_name]:
        raise SystemExit(f"Nothing is called {', '.join(unknown)}; there are: {', '.join(parts_by_name)}.")
    return [parts_by_name[name] for name in names or parts_by_name]


def _machine() -> str:
    """Say how much else the machine had to do: start-up and turns a second suffer from it, ratios hardly."""
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"


def start() -> Iterator[Figure]:
    """Measure `ivr run`."""
    first, again = starting.measure()
    yield Figure("ivr run with an empty folder, until /readyz answers", first.seconds, "s", 5, 20)
    yield Figure("ivr run again", again.seconds, "s", 5, 20)
    yield Figure("processor time of a start and a stop, all programs", again.processor_seconds, "s")


def turns() -> Iterator[Figure]:
    """Measure the service against the yardstick, and against itself with few calls."""
    found = throughput.measure()
    yield Figure("bare Flask: signature, one Redis trip, TwiML", found.bare, "turns/s")
    yield Figure("product, 10 live calls", found.few, "turns/s")
    yield Figure("product, 10,000 live calls", found.many, "turns/s")
    yield Figure("product / bare Flask", found.against_bare, "", 0.7, 0.5, more_is_better=True)
    yield Figure("10,000 live calls / 10", found.many_against_few, "", 1 / 1.2, 0.6, more_is_better=True)
    yield Figure("Redis memory of a live call", found.bytes_per_call, "bytes", 4096, 16384)
    yield Figure("Redis memory of a turn's event, until carried", found.bytes_per_event, "bytes")


def parts() -> Iterator[Figure]:
    """Measure the parts of a turn."""
    spent = turn_parts.measure()
    for name, microseconds in spent.items():
        yield Figure(name, microseconds, "us")
    yield Figure("all, without gunicorn", sum(spent.values()), "us")


def memory_and_replay() -> Iterator[Figure]:
    """Measure a caller in a queue, and a long journal."""
    yield Figure("Redis memory of a caller in a queue", waiting.bytes_per_caller(), "bytes", 8192, 32768)
    institution = load_file(ROOT / "institutions" / "serfinansa.toml")
    short, long = (replaying.microseconds(answers, institution) for answers in (3, 30))
    yield Figure("replay of 3 answers", short, "us")
    yield Figure("replay of 30 answers", long, "us", 500, 2000)
    yield Figure("30 answers / 3", long / short, "", 10, 20)


def assigned() -> Iterator[Figure]:
    """Measure how fast callers are brought to agents."""
    found = assignments.measure()
    yield Figure("bare Redis: the commands of one assignment", found.bare, "/s")
    yield Figure("assignments, 100 waiting", found.few, "/s")
    yield Figure("assignments, 10,000 waiting", found.many, "/s")
    yield Figure("assignments / bare Redis", found.against_bare, "", 0.4, 0.1, more_is_better=True)
    yield Figure("10,000 waiting / 100", found.many_against_few, "", 0.8, 0.5, more_is_better=True)
    yield Figure("everybody free at once: 1,000 offers", found.at_once, "/s")
    yield Figure("... in one script, which others wait for", found.milliseconds_at_once, "ms")


def seen() -> Iterator[Figure]:
    """Measure how soon a supervisor sees what happens on the telephone."""
    alone, found = latency.measure()
    yield Figure("one floor open: event to pixel, median", alone.middle, "ms")
    yield Figure("one floor open: 99th percentile", alone.worst, "ms")
    yield Figure("all pages open: event to pixel, median", found.middle, "ms", 300, 3000)
    yield Figure("all pages open: 99th percentile", found.worst, "ms", 1500, 10_000)
    yield Figure("all pages open / one floor, medians", found.middle / alone.middle, "", 2, 20)
    yield Figure("webhook answered, median", found.answered, "ms")
    yield Figure(f"of {found.events} events never seen", found.lost + alone.lost, "", 0, 0)
    yield Figure("memory of both gunicorn workers", found.megabytes, "MB", 600, 1200)
    for what, number in sorted(found.told.items()):
        yield Figure(f"... {what}", number)


def reported() -> Iterator[Figure]:
    """Measure reports on each database."""
    for name, found in reporting.measure():
        yield Figure(f"{name}: to count a day of 10,000 calls", found.seconds_a_day, "s", 5, 20)
        for question, milliseconds in found.milliseconds.items():
            yield Figure(f"{name}: {question}", milliseconds, "ms", 500, 2000)
        yield Figure(f"{name}: a hundred days / one day", found.growth, "", 20, 100)


if __name__ == "__main__":
    sys.exit(main())
