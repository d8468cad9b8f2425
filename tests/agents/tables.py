"""The institutions of a test, and one whose agents are free as soon as a call is over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ivr.institutions import Institution, WrapUpRule


@dataclass(frozen=True)
class MemoryTables:
    """The institutions of a test."""

    institutions: Mapping[str, Institution]

    def get(self, institution: str, version: str) -> Institution:  # noqa: ARG002 - a test has one version
        """Give an institution."""
        return self.institutions[institution]

    def current(self, institution: str) -> Institution:
        """Give an institution."""
        return self.institutions[institution]

    def of_line(self, number: str) -> Institution | None:
        """Give the institution of a line."""
        found = (i for i in self.institutions.values() if number in {line.number for line in i.lines})
        return next(found, None)


def without_wrap_up(institution: Institution) -> Institution:
    """Give the institution with queues after whose calls nothing follows."""
    queues = {name: replace(rule, wrap_up=WrapUpRule()) for name, rule in institution.queues.items()}
    return replace(institution, queues=queues)
