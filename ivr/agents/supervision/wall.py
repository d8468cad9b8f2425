"""What a wall shows: a few figures of each queue and how many agents do what, and nobody's name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ivr.agents.supervision.board import FloorView


@dataclass(frozen=True, slots=True)
class WallQueue:
    """A queue: `longest` in seconds, service levels as shares (None of nobody), `levels` as on the floor."""

    id: str
    name: str
    closed: bool
    waiting: int
    longest: int
    now: float | None
    today: float | None
    answered: int
    abandoned: int
    levels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WallView:
    """All of the wallboard; `agents` counts them by state, `announcement` is what callers hear before the menu."""

    institution: str
    queues: tuple[WallQueue, ...]
    agents: Mapping[str, int]
    announcement: str


def wall_of(floor: FloorView) -> WallView:
    """Give the part of a floor that anybody in the room may read."""
    queues = tuple(
        WallQueue(
            id=queue.id,
            name=queue.name,
            closed=queue.closed is not None,
            waiting=queue.waiting,
            longest=queue.longest,
            now=queue.now.service_level,
            today=queue.today.service_level,
            answered=queue.today.answered,
            abandoned=queue.today.abandoned,
            levels=queue.levels,
        )
        for queue in floor.queues
    )
    agents = Counter(str(agent.state) for agent in floor.agents)
    return WallView(floor.institution, queues, agents, floor.announcement.text if floor.announcement else "")
