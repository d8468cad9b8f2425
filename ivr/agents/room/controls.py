"""All that agents do with a room, joined from the desk's parts."""

from dataclasses import dataclass

from ivr.agents.desk.desk import Desk
from ivr.agents.room.consulting import Consulting
from ivr.agents.room.guests import Guests
from ivr.agents.room.holding import Holding
from ivr.agents.room.transferring import Transferring


@dataclass(frozen=True)
class RoomControls:
    """The use cases behind the desk's buttons of the room."""

    holding: Holding
    consulting: Consulting
    transferring: Transferring

    @classmethod
    def of(cls, desk: Desk) -> "RoomControls":
        """Join them from the parts of a desk."""
        transferring, guests = desk.rooms.transferring, Guests(desk.centre)
        return cls(transferring.holding, Consulting(guests, transferring.holding, desk.trail), transferring)
