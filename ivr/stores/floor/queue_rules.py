"""How an institution's queues offer their callers, as the script is told: written once, sent each time."""

import json
from collections.abc import Mapping

from ivr.agents.floor import Steps
from ivr.queues import SkillStep

ANYBODY = (SkillStep(0, ()),)


class QueueRules:
    """What `match.lua` is told of each queue, kept until the institution's tables say something else."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[dict[str, int], Steps, str]] = {}

    def of(self, institution: str, offer_seconds: Mapping[str, int], steps: Steps) -> str:
        """Give a line a queue: its name, the milliseconds of an offer, and its steps as JSON."""
        seconds, wanted, said = self._kept.get(institution, ({}, {}, ""))
        if seconds != offer_seconds or wanted != steps:
            said = "\n".join(_line(queue, offer_seconds[queue], steps) for queue in offer_seconds)
            self._kept[institution] = dict(offer_seconds), dict(steps), said
        return said


def _line(queue: str, seconds: int, steps: Steps) -> str:
    wanted = [{"after": step.after * 1000, "skills": step.skills} for step in steps.get(queue, ANYBODY)]
    return f"{queue} {seconds * 1000} {json.dumps(wanted)}"
