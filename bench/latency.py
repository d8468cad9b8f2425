"""From an event on the telephone to the pixel on the floor, while 300 desks and 50 floors are open under gunicorn.

A caller presses 0 and is offered to an agent; some seconds later they hang up. Both are events: the clock starts before
the webhook is sent, and stops when the browser has painted the agent's new state on a supervisor's page. All on one
machine: gunicorn with its usual two workers, Valkey, records, the callers, 349 pages played by a program that reads as
much as a browser does (`bench.pages`), and one real Chromium. The same is measured before with Chromium's page alone:
what the machine cannot do faster in the same run.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import pyotp
from playwright.sync_api import Page, sync_playwright

from bench.place import Place, place
from bench.server import gunicorn
from bench.shift import BANK, FLOORS, Shift, open_pages
from bench.telephone import NEXT, parameters, signed
from ivr.agents.floor import Floor
from ivr.stores.demo.staff import STAFF

CALLS, EVERY, LASTS, SETTLE = 60, 0.5, 4.0, 5.0
"""So many calls, seconds from one to the next, for how long each is offered; seconds for pages to become quiet."""
PATIENCE = 10.0
WORKERS = "2"
SUPERVISOR = next(one for one in STAFF[BANK] if one.role == "supervisor")
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]

WATCH = """() => {
  window.painted = [];
  const rows = document.querySelector("#agents tbody");
  new MutationObserver((records) => {
    const changed = records.filter((one) => one.attributeName).map((one) => one.target);
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const at = (performance.timeOrigin + performance.now()) / 1000;
        for (const row of changed) window.painted.push([at, row.dataset.id, row.dataset.state]);
      };
      channel.port2.postMessage(0);
    });
  }).observe(rows, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
}"""


Event = tuple[float, float, str, str]
"""When it began and when its webhook was answered (seconds since 1970), the agent, and the state to be seen."""


@dataclass(frozen=True)
class Latency:
    """Milliseconds from the event to the pixel: `middle` is the median, `worst` the 99th percentile; `answered` the
    median until the webhook was answered. `lost` events were not seen in ten seconds. `megabytes` is what gunicorn's
    workers take together, `told` what the other pages heard.
    """

    middle: float
    worst: float
    answered: float
    events: int
    lost: int
    megabytes: float
    told: dict[str, int]


@dataclass
class Caller:
    """Calls, is offered to an agent, and hangs up."""

    here: Place
    floor: Floor
    number: int = field(default_factory=count(1).__next__)
    events: list[Event] = field(default_factory=list)

    def live(self) -> None:
        """Call, and note when each event began."""
        call = f"CA{self.number:032x}"
        connection = HTTPConnection("127.0.0.1", self.here.port, timeout=PATIENCE)
        answer = self._post(connection, call, "/voice/incoming", {})
        found = NEXT.search(answer)
        if found is None:
            raise ValueError(answer.decode())
        begun = time.time()
        self._post(connection, call, found[1].decode(), {"Digits": "0", "msg": "Gather End", "FinishedOnKey": ""})
        answered, handoff = time.time(), self.floor.of_call(BANK, call)
        agent = handoff.agent if handoff else ""
        self.events.append((begun, answered, agent, "offered"))
        time.sleep(LASTS)
        begun = time.time()
        self._post(connection, call, "/voice/status", {"CallStatus": "completed"})
        self.events.append((begun, time.time(), agent, "available"))
        connection.close()

    def _post(self, connection: HTTPConnection, call: str, path: str, more: dict[str, str]) -> bytes:
        pairs = sorted((parameters(call, f"+57300{self.number:07}") | more).items())
        headers = {"X-Twilio-Signature": signed(self.here.url + path, pairs)}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, urlencode(pairs), headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status not in (200, 204):
            raise ValueError(f"{path}: {answer.status} {text.decode()}")
        return text


def measure() -> tuple[Latency, Latency]:
    """Let callers call while one floor is open, and while all pages are; hold what was painted against the events."""
    with place() as here:
        shift = Shift(here, here.assembly())
        shift.hire()
        log = here.folder / "log"
        with gunicorn("app:app", {**here.variables, "WEB_CONCURRENCY": WORKERS}, log), floor_page(here) as page:
            alone = _round(here, shift, page, log)
            with open_pages(shift.browsers(FLOORS - 1)) as told:
                everybody = _round(here, shift, page, log)
        return _summed_up(*alone, {}), _summed_up(*everybody, told)


def _round(here: Place, shift: Shift, page: Page, log: Path) -> tuple[list[Event], list[Any], float]:
    """Wait until the pages are quiet, let callers call, and give the events, what was painted, and the memory."""
    shift.sit_down()
    time.sleep(SETTLE)
    callers = [Caller(here, shift.parts.floor) for _ in range(CALLS)]
    threads = [Thread(target=caller.live) for caller in callers]
    for number, thread in enumerate(threads):
        thread.start()
        time.sleep(EVERY)
        if number * EVERY % SETTLE == 0:
            shift.sit_down()  # also a sign of life for desks that are not open
    for thread in threads:
        thread.join()
    time.sleep(SETTLE)
    return [event for caller in callers for event in caller.events], page.evaluate("window.painted"), _megabytes(log)


@contextmanager
def floor_page(here: Place) -> Iterator[Page]:
    """Sign in as a supervisor in a real browser, and watch what is painted."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        page = browser.new_page(locale="es-CO", timezone_id="America/Bogota")
        page.goto(f"{here.url}/desk/sign-in")
        page.get_by_label("Entidad").select_option(value=BANK)
        page.get_by_label("Usuario").fill(SUPERVISOR.user)
        page.get_by_label("Contraseña").fill(SUPERVISOR.password)
        page.get_by_label("Código de verificación").fill(pyotp.TOTP(SUPERVISOR.totp_secret).now())
        page.get_by_role("button", name="Ingresar").click()
        page.wait_for_url("**/floor")
        page.locator("#agents").wait_for(state="attached")
        page.evaluate(WATCH)
        yield page
        browser.close()


def _summed_up(events: list[Event], painted: list[Any], megabytes: float, told: dict[str, int]) -> Latency:
    found = [_seen(event, painted) for event in events]
    seen = [1000 * seconds for seconds in found if seconds is not None]
    answered = median(1000 * (answer - begun) for begun, answer, _, _ in events)
    lost = 2 * CALLS - len(seen)
    return Latency(median(seen), quantiles(seen, n=100)[98], answered, len(events), lost, megabytes, told)


def _seen(event: Event, painted: list[Any]) -> float | None:
    """Give after how many seconds the agent's new state was painted; None when it was not."""
    begun, _, agent, state = event
    times = (at for at, who, what in painted if who == agent and what == state and begun <= at < begun + PATIENCE)
    return min(times, default=begun) - begun or None


def _megabytes(log: Path) -> float:
    """Give the memory of gunicorn's workers, which name themselves in the log when they begin."""
    words = log.read_text(errors="replace").split("Booting worker with pid: ")[1:]
    sizes = (Path(f"/proc/{int(word.split()[0])}/statm").read_text().split()[1] for word in words)
    return sum(int(pages) * 4096 for pages in sizes) / 2**20
