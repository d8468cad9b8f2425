"""An agent who asks about their caller, and the floor that answers: two people for one change of contact."""

from dataclasses import dataclass, field

from ivr.agents.agent import AgentIdentity
from ivr.agents.checks.asking import Asking
from ivr.agents.desk.view import ChangeView
from ivr.agents.handoff import Handoff
from ivr.agents.supervision.approving import Approving
from tests.agents.room.room import FloorBook
from tests.agents.scene import Scene

BERTA = AgentIdentity("berta", "serfinansa", "Berta", "client:berta")
CARLOS = AgentIdentity("carlos", "serfinansa", "Carlos", "client:carlos")


@dataclass
class Pair:
    """An agent who asks about their caller, and the floor that answers."""

    scene: Scene
    book: FloorBook = field(default_factory=FloorBook)

    def __post_init__(self) -> None:
        checking = self.scene.desk.checking
        self.approving = Approving(checking, self.book)
        self.asking = Asking(checking.centre, checking.sealer, checking.trail)
        self.laura = self.scene.agent("laura")
        self.handoff = self.scene.talking(self.laura, self.scene.caller())
        self.scene.checked(self.laura, self.handoff, 5)

    def ask(self, number: str = "300 123 4567") -> str:
        """Ask for a mobile and give the identifier of the change."""
        self.scene.desk.change_mobile(self.laura, self.handoff.id, number)
        return self.change()

    def change(self) -> str:
        """Give the identifier of the change that was asked for last."""
        change = self.now().change
        assert change is not None
        return change.id

    def state(self) -> str:
        """Give what became of it; nothing when there is none."""
        change = self.now().change
        return change.state if change else ""

    def now(self) -> Handoff:
        """Give the handoff as it stands."""
        return self.scene.again(self.handoff)

    def deeds(self) -> list[str]:
        """Give what the audit says of changes, the desk's entries before the floor's."""
        asked = [kind for kind, _, _ in self.scene.records.notes if kind.startswith("contact_change")]
        return asked + [deed.kind for deed in self.book.deeds]

    def shown(self) -> ChangeView:
        """Give what the agent's page shows of it."""
        view = self.scene.desk.view(self.laura).call
        assert view is not None
        assert view.change is not None
        return view.change

    def may(self) -> set[str]:
        """Give what the agent's page offers."""
        view = self.scene.desk.view(self.laura).call
        assert view is not None
        return set(view.actions)
