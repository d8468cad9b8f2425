"""What an agent does in the room: lets the caller wait with music, mutes their own voice, asks for help."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ivr.agents.agent import AgentIdentity
from ivr.agents.centre import CallCentre
from ivr.agents.checks.noting import noted
from ivr.agents.floor import stamp
from ivr.agents.handoff import Handoff, State
from ivr.agents.rights import theirs
from ivr.agents.room.paths import hold_path
from ivr.errors import DeskError, SwitchboardRefused, Unavailable

MUTED = {True: "1", False: ""}


@dataclass(frozen=True)
class Holding:
    """Whoever is told that nobody hears must be right: the network confirms it before the page says so, and the page
    stops saying so before the network is asked to end it.

    Each raises DeskError: not_yours, ended, wrong_state, caller_away (not in the room yet), unavailable.
    """

    centre: CallCentre

    def hold(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Let the caller hear music, and now and then that they are waited for; nobody hears the caller."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        if handoff.held_since is None:
            with confirmed():
                url = hold_path(self.centre.tokens, handoff.id)
                self.centre.switchboard.hold(handoff.id, handoff.call, held=True, url=url)
            noted(self.centre, handoff, {"held_since": stamp(self.centre.clock.now())}, "held")

    def resume(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Fetch the caller back."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        board, again = self.centre.switchboard, {"held_since": stamp(self.centre.clock.now())}
        if handoff.held_since is not None:
            noted(self.centre, handoff, {"held_since": ""}, "resumed")
            self._surely(handoff, again, lambda: board.hold(handoff.id, handoff.call, held=False))

    def mute(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Let nobody hear the agent."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        with confirmed():
            self.centre.switchboard.mute(handoff.id, handoff.agent_leg, muted=True)
        noted(self.centre, handoff, {"muted": MUTED[True]}, "muted")

    def unmute(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Let everybody hear the agent again."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        board = self.centre.switchboard
        noted(self.centre, handoff, {"muted": MUTED[False]}, "unmuted")
        muted = {"muted": MUTED[handoff.muted]}
        self._surely(handoff, muted, lambda: board.mute(handoff.id, handoff.agent_leg, muted=False))

    def _surely(self, handoff: Handoff, before: dict[str, str], command: Callable[[], None]) -> None:
        """Carry out a command that the page tells of already; when it fails the page says again what was so before."""
        try:
            with confirmed():
                command()
        except DeskError:
            noted(self.centre, handoff, before, "not_done")
            raise

    def ask_help(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Raise a flag on the floor: a supervisor sees who needs them."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        if handoff.help_since is None:
            noted(self.centre, handoff, {"help_since": stamp(self.centre.clock.now())}, "help_asked")

    def help_over(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Lower the flag."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        noted(self.centre, handoff, {"help_since": ""}, "help_over")


@contextmanager
def confirmed() -> Iterator[None]:
    """Turn what the network does not do into the desk's words. Raises DeskError."""
    try:
        yield
    except SwitchboardRefused as refusal:
        raise DeskError("caller_away") from refusal
    except Unavailable as away:
        raise DeskError("unavailable") from away
