"""Everything that reaches an agent's browser: the pages, the answers to their requests, the live line."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.desk import Desk

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+")


@dataclass(frozen=True)
class Ears:
    """Listens from now on; `har` is the file into which the desk's context writes what it receives (Playwright)."""

    desk: Desk
    har: Path
    live: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Begin with the live line, which the file leaves out."""
        session = self.desk.page.context.new_cdp_session(self.desk.page)
        session.send("Network.enable")
        session.on("Network.eventSourceMessageReceived", lambda event: self.live.append(event["data"]))

    def page(self) -> str:
        """Give the page as it is now."""
        return self.desk.page.content()

    def received(self) -> str:
        """Sign out and give all that was received; instants, whose fractions could be anything, are cut out."""
        self.desk.leave()
        self.desk.page.context.close()
        entries = json.loads(self.har.read_text())["log"]["entries"]
        bodies = [entry["response"]["content"].get("text", "") for entry in entries]
        return INSTANT.sub("", "\n".join([*bodies, *self.live]))
