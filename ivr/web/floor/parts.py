"""What the floor's pages need from outside, beside what every page of the staff needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.agents.supervision.screens import Screens
from ivr.agents.supervision.supervising import Supervising
from ivr.web.floor.view import FloorViews


@dataclass(frozen=True, slots=True)
class FloorParts:
    """The read model, the actions, the announcements by institution and prompt, and what screens on a wall show."""

    views: FloorViews
    supervising: Supervising
    announcements: Mapping[str, Mapping[str, str]]
    walls: FloorViews
    screens: Screens
