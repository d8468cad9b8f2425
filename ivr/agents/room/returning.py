"""An agent whose page was loaded again keeps the call: the caller hears music until the page's telephone is back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from ivr.agents.agent import GONE_AFTER, AgentIdentity
from ivr.agents.centre import CallCentre
from ivr.agents.floor import Move
from ivr.agents.handoff import TOGETHER, Handoff, State
from ivr.agents.room.capsule import is_in_room
from ivr.agents.room.guests import asked
from ivr.agents.room.paths import agent_hold_path, agent_path, agent_status_path, hold_path
from ivr.errors import ConflictError, SwitchboardRefused, Unavailable

log = structlog.get_logger()
PATIENCE = timedelta(seconds=30)
RING_SECONDS = 10
"""A page answers by itself: a ring that nobody answers reached the page that is gone, and there is time for another."""


class Absences(Protocol):
    """Which agents' legs broke off, and since when, by handoff. Every method may raise Unavailable."""

    def ready(self, institution: str, agent: str, since: datetime) -> bool:
        """Say whether a page has said since then that its telephone can ring, and not taken it back."""

    def leave(self, handoff: str, now: datetime) -> None:
        """Note that the agent's leg broke off, and may be dialled anew; since the first time counts."""

    def away_since(self, handoff: str) -> datetime | None:
        """Give when the agent's leg broke off, if they are not back."""

    def claim(self, handoff: str, now: datetime) -> bool:
        """Say whether the leg may be dialled anew now: two pages that come back at once dial one leg."""

    def back(self, handoff: str) -> None:
        """Note that the agent is back, or is waited for no more."""

    def overdue(self, institution: str, before: datetime) -> tuple[str, ...]:
        """Give the handoffs whose agents have been away since before an instant."""


@dataclass(frozen=True)
class Returning:
    """Waits for agents whose telephone is their page: others who lose their line have hung up."""

    centre: CallCentre
    absences: Absences

    def waits(self, handoff: Handoff) -> bool:
        """Say whether the agent whose leg is gone may come back; from now on the caller hears music."""
        if handoff.state not in TOGETHER:
            return False
        now, since = self.centre.clock.now(), self.absences.away_since(handoff.id)
        if since is None and not self.absences.ready(handoff.institution, handoff.agent, now - GONE_AFTER):
            return False
        if since is not None and now - since >= PATIENCE:
            return False
        self.absences.leave(handoff.id, now)
        self._leg(handoff, "", "agent_away")
        if since is None and _plays_music(handoff):
            self._ask(handoff, lambda: self._hold(handoff))
        return True

    def _hold(self, handoff: Handoff) -> None:
        url = hold_path(self.centre.tokens, handoff.id)
        self.centre.switchboard.hold(handoff.id, handoff.call, held=True, url=url)

    def come_back(self, agent: AgentIdentity) -> None:
        """Ring the page of an agent who lost their leg."""
        standing = self.centre.floor.agent(agent.institution, agent.id)
        handoff = self.centre.floor.get(standing.handoff) if standing.handoff else None
        if handoff is None or handoff.agent != agent.id or handoff.state not in TOGETHER or handoff.agent_leg:
            return
        now = self.centre.clock.now()
        if self.absences.away_since(handoff.id) is None or not self.absences.claim(handoff.id, now):
            return
        tokens, line = self.centre.tokens, self.centre.institutions[handoff.institution].lines[0].number
        urls = agent_path(tokens, handoff), agent_status_path(tokens, handoff)
        self._ask(handoff, lambda: self._dialled(handoff, agent.voice, line, *urls))

    def _dialled(self, handoff: Handoff, voice: str, line: str, url: str, status_url: str) -> None:
        leg = self.centre.switchboard.dial(voice, line, url, status_url, RING_SECONDS)
        self._leg(handoff, leg, "agent_rung_again")

    def answered(self, handoff: Handoff, leg: str) -> bool:
        """Say whether a leg is that of an agent who comes back; the answer may be here before its name."""
        if handoff.agent_leg or self.absences.away_since(handoff.id) is None:
            return False
        return self._leg(handoff, leg, "agent_rung_again")

    def settled(self, handoff: Handoff) -> bool:
        """Have all be as it was before, if the agent who came into the room was away: who hears whom, and who waits."""
        if self.absences.away_since(handoff.id) is None:
            return False
        if not self._ask(handoff, lambda: self._as_before(handoff)):
            return True  # the leg has gone again, or the network does not answer: `overdue` looks again
        now = self.centre.floor.get(handoff.id)
        if now is not None and now.agent_leg == handoff.agent_leg:  # it has not broken off again meanwhile
            self.absences.back(handoff.id)
        log.info("agent_back", handoff=handoff.id, institution=handoff.institution)
        return True

    def _as_before(self, handoff: Handoff) -> None:
        board = self.centre.switchboard
        if handoff.state is not State.TALKING:
            heard = agent_hold_path(self.centre.tokens, handoff.id)
            board.hold(handoff.id, handoff.agent_leg, held=True, url=heard)
        elif handoff.muted:
            board.mute(handoff.id, handoff.agent_leg, muted=True)
        if _plays_music(handoff):
            board.hold(handoff.id, handoff.call, held=False)

    def overdue(self, institution: str) -> tuple[Handoff, ...]:
        """Give the handoffs whose agents did not come back in time; those who are there after all are settled."""
        late = self.absences.overdue(institution, self.centre.clock.now() - PATIENCE)
        found = tuple(filter(None, map(self.centre.floor.get, late)))
        return tuple(handoff for handoff in found if not self._is_there(handoff))

    def _is_there(self, handoff: Handoff) -> bool:
        there = handoff.state in TOGETHER and is_in_room(self.centre.switchboard, handoff.id, handoff.agent_leg)
        return there and self.settled(handoff)

    def give_up(self, handoff: Handoff) -> None:
        """Wait no more: whoever is in the room hears the caller again."""
        self.absences.back(handoff.id)
        if _plays_music(handoff):
            self._ask(handoff, lambda: self.centre.switchboard.hold(handoff.id, handoff.call, held=False))

    def _leg(self, handoff: Handoff, leg: str, event: str) -> bool:
        """Write down the agent's leg; no when the handoff is not theirs any more."""
        move = Move(handoff.id, TOGETHER, event, None, handoff.agent, fields={"agent_leg": leg})
        try:
            self.centre.move(move)
        except ConflictError:
            return False
        return True

    def _ask(self, handoff: Handoff, command: Callable[[], object]) -> bool:
        """Ask the network for something that is not worth giving the agent up for; say whether it was done."""
        try:
            command()
        except (SwitchboardRefused, Unavailable) as error:
            log.info("return_not_eased", handoff=handoff.id, reason=type(error).__name__)
            return False
        return True


def _plays_music(handoff: Handoff) -> bool:
    """Say whether the wait for the agent is what keeps the caller on hold: nobody put them there, and no colleague whom
    the agent asked is in the room to talk with them.
    """
    colleague = asked(handoff)
    alone = colleague is None or not colleague.joined
    return alone and handoff.state is State.TALKING and handoff.held_since is None
