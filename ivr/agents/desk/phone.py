"""The agent's telephone in the browser: nobody is offered a caller whom they could not hear."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from ivr.agents.agent import AgentIdentity, AgentState, Wish
from ivr.agents.centre import CallCentre
from ivr.agents.reasons import NO_PHONE
from ivr.agents.room.returning import Returning
from ivr.errors import DeskError

FRESH = timedelta(seconds=12)
"""For so long a page's word counts: it says every five seconds how its telephone is."""

BROWSER = "client:"


class Phones(Protocol):
    """What the pages of agents say of their telephones. Every method may raise Unavailable."""

    def report(self, institution: str, agent: str, page: str, now: datetime, *, ready: bool) -> None:
        """Note whether the telephone of one of the agent's pages can ring."""

    def ready(self, institution: str, agent: str, since: datetime) -> bool:
        """Say whether a page has said since then that its telephone can ring, and not taken it back."""


@dataclass(frozen=True)
class DeskPhone:
    """Keeps callers from agents whose telephone cannot ring, and puts back a leg that broke off with its page.

    An agent with several pages can be rung as long as one of them can. A desk that says nothing of a telephone (a
    number of the agent's own, a program) is asked for none.
    """

    centre: CallCentre
    phones: Phones
    returning: Returning

    def report(self, agent: AgentIdentity, page: str, *, ready: bool) -> None:
        """Take note of what a page says, and have calls come or stay away accordingly."""
        now = self.centre.clock.now()
        self.phones.report(agent.institution, agent.id, page, now, ready=ready)
        if ready:
            self.returning.come_back(agent)
        ready = ready or self._is_ready(agent, now)
        standing = self.centre.floor.agent(agent.institution, agent.id)
        if not ready and standing.state in (AgentState.AVAILABLE, AgentState.OFFERED):
            self._wish(agent, Wish.NOT_READY, now)
        elif ready and standing.state is AgentState.NOT_READY and standing.reason == NO_PHONE.id:
            self._wish(agent, Wish.AVAILABLE, now)

    def away_since(self, handoff: str) -> datetime | None:
        """Give since when the leg of an agent who may come back is gone."""
        return self.returning.absences.away_since(handoff)

    def require(self, agent: AgentIdentity) -> None:
        """Raise DeskError (phone_not_ready) when none of the agent's pages can be rung."""
        if not self._is_ready(agent, self.centre.clock.now()):
            raise DeskError("phone_not_ready")

    def _is_ready(self, agent: AgentIdentity, now: datetime) -> bool:
        return self.phones.ready(agent.institution, agent.id, now - FRESH)

    def _wish(self, agent: AgentIdentity, wish: Wish, now: datetime) -> None:
        why = NO_PHONE if wish is Wish.NOT_READY else None
        self.centre.floor.presence(agent.institution, agent.id, wish, now, why, skills=agent.skills)
        self.centre.distribute(agent.institution)
