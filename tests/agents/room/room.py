"""A room at work: supervisors and colleagues whose telephones ring, are answered, and come in as the door says."""

import re
from dataclasses import dataclass, field

from ivr.agents.agent import AgentIdentity, AgentState
from ivr.agents.handoff import Handoff
from ivr.agents.room.controls import RoomControls
from ivr.agents.room.guest import Guest, GuestKind
from ivr.agents.room.guests import Guests, guest_by
from ivr.agents.room.listening import Listening
from ivr.agents.supervision.supervising import FloorDeed
from ivr.errors import Unavailable
from tests.agents.scene import HUNG_UP, Scene


@dataclass
class FloorBook:
    """The audit of the floor, in memory."""

    deeds: list[FloorDeed] = field(default_factory=list)
    down: bool = False

    def note(self, deed: FloorDeed) -> None:
        """Write an entry."""
        if self.down:
            raise Unavailable("records")
        self.deeds.append(deed)

    def is_agent(self, institution: str, agent: str) -> bool:
        """Say whether somebody takes calls."""
        return bool(institution and agent)

    def end_sessions(self, institution: str, supervisor: str, agent: str) -> None:
        """Sign an agent out."""


@dataclass
class RoomScene:
    """A scene, and who does what in its rooms."""

    scene: Scene
    book: FloorBook = field(default_factory=FloorBook)

    def __post_init__(self) -> None:
        controls = RoomControls.of(self.scene.desk)
        self.holding, self.consulting, self.transferring = controls.holding, controls.consulting, controls.transferring
        self.guests = Guests(self.scene.centre)
        self.listening = Listening(self.guests, self.book)

    def supervisor(self, name: str = "berta", institution: str = "serfinansa") -> AgentIdentity:
        """Give a supervisor, who sits at no desk."""
        return AgentIdentity(name, institution, name.title(), f"client:{name}")

    def together(self, laura: AgentIdentity) -> Handoff:
        """Bring an agent and a caller together."""
        return self.scene.talking(laura, self.scene.caller())

    def token(self) -> str:
        """Give the token of the guest who was dialled last."""
        dialled = [command for command in self.scene.switchboard.commands if command.name == "dial"][-1]
        found = re.search(r"/voice/guest/.+token=(.+)$", dialled.given[2])
        assert found is not None
        return found.group(1)

    def guest(self, handoff: Handoff, who: AgentIdentity) -> Guest | None:
        """Give somebody as the room knows them now."""
        return guest_by(self.scene.again(handoff), who.id)

    def comes(self, handoff: Handoff, who: AgentIdentity) -> str:
        """Have the telephone that rings be answered and come in, as the door says; give the leg."""
        rings = self.guest(handoff, who)
        assert rings is not None
        entered = self.guests.answered(handoff.id, rings.leg, self.token())
        assert entered is not None
        whom = self.scene.again(handoff).agent_leg if entered.kind is GuestKind.WHISPER else ""
        muted = entered.kind is GuestKind.LISTEN
        self.scene.switchboard.join(handoff.id, rings.leg, f"guest-{entered.visit}", muted=muted, coaches=whom)
        self.scene.event(handoff, "join", rings.leg)
        return rings.leg

    def consulted(self, laura: AgentIdentity, handoff: Handoff, pedro: AgentIdentity) -> str:
        """Have an agent ask a colleague, who answers; give the colleague's leg."""
        self.consulting.consult(laura, handoff.id, pedro)
        return self.comes(handoff, pedro)

    def state_of(self, agent: AgentIdentity) -> AgentState:
        """Give an agent's state."""
        return self.scene.floor.agent(agent.institution, agent.id).state

    def goes(self, handoff: Handoff, leg: str) -> None:
        """Have a leg hang up."""
        self.scene.switchboard.hang_up(leg)
        self.scene.event(handoff, "leave", leg, HUNG_UP)

    def hears(self, handoff: Handoff, call: str) -> frozenset[str]:
        """Give whom a leg hears."""
        return self.scene.switchboard.hears(handoff.id, call)
