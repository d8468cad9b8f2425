"""Calls somebody into a room, lets them in while that is allowed, and out again; whoever is not expected stays out."""

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from ivr.agents.agent import AgentIdentity
from ivr.agents.centre import CallCentre
from ivr.agents.floor import Errand
from ivr.agents.handoff import Handoff, State
from ivr.agents.room.guest import Guest, GuestAct, GuestAnswer, GuestKind, GuestStep
from ivr.agents.room.guest_paths import announcement_path, guest_path, guest_status_path, is_of_guest
from ivr.errors import DeskError, SwitchboardRefused, Unavailable

RING_SECONDS = 20
NOBODY, AGENT, EVERYBODY = "nobody", "agent", "everybody"
"""Who hears that a supervisor is there: words of an institution's table (`monitoring_announced`)."""
REFUSALS = {
    GuestAnswer.STATE: "not_talking",
    GuestAnswer.THERE: "there_already",
    GuestAnswer.ELSEWHERE: "in_another_room",
    GuestAnswer.BUSY: "colleague_busy",
    GuestAnswer.GONE: "not_there",
}
log = structlog.get_logger()


@dataclass(frozen=True)
class Guests:
    """What becomes of a guest, from the call to the way out; every step may come twice or too late."""

    centre: CallCentre

    def invite(self, handoff: Handoff, guest: AgentIdentity, kind: GuestKind, by: str = "") -> None:
        """Keep a place for a guest. Raises DeskError: one of REFUSALS."""
        self._step(GuestStep(handoff.id, guest.id, GuestAct.INVITE, kind, guest.name, by))

    def change(self, handoff: Handoff, guest: Guest, kind: GuestKind) -> None:
        """Write down what a guest is heard by from now on. Raises DeskError (not_there)."""
        self._step(GuestStep(handoff.id, guest.id, GuestAct.KIND, kind, visit=guest.visit))

    def _step(self, step: GuestStep) -> None:
        answer = self.centre.floor.guest(step, self.centre.clock.now())
        if answer is not GuestAnswer.DONE:
            raise DeskError(REFUSALS[answer])

    def call(self, handoff_id: str, invited: AgentIdentity) -> None:
        """Have the telephone of an invited guest ring. Raises DeskError (unavailable); then they are no guest."""
        handoff = self.centre.floor.get(handoff_id)
        guest = guest_by(handoff, invited.id)
        if handoff is None or guest is None:
            raise DeskError("not_there")
        tokens = self.centre.tokens
        urls = guest_path(tokens, handoff.id, guest), guest_status_path(tokens, handoff.id, guest)
        line = self.centre.institutions[handoff.institution].lines[0].number
        try:
            leg = self.centre.switchboard.dial(invited.voice, line, *urls, RING_SECONDS)
        except (Unavailable, SwitchboardRefused) as error:
            self.dismiss(handoff, guest)
            raise DeskError("unavailable") from error
        if not self._name(handoff.id, guest, leg):
            self.centre.run(Errand(handoff.id, leg))

    def _name(self, handoff: str, guest: Guest, leg: str) -> bool:
        """Write down which leg is the guest's; no when they are none any more."""
        step = GuestStep(handoff, guest.id, GuestAct.LEG, leg=leg, visit=guest.visit)
        return self.centre.floor.guest(step, self.centre.clock.now()) is GuestAnswer.DONE

    def dismiss(self, handoff: Handoff, guest: Guest) -> None:
        """Have a guest be none any more and hang up their leg; a colleague who was asked takes callers again."""
        self.forget(handoff, guest)
        if guest.leg:
            self.centre.run(Errand(handoff.id, guest.leg))

    def forget(self, handoff: Handoff, guest: Guest) -> None:
        """Note that a guest is gone."""
        step = GuestStep(handoff.id, guest.id, GuestAct.LEFT, visit=guest.visit)
        self.centre.floor.guest(step, self.centre.clock.now())
        self.centre.distribute(handoff.institution)

    def answered(self, handoff_id: str, leg: str, token: str) -> Guest | None:
        """Give the guest whose telephone was answered, if they may come in now; any other leg must be hung up.

        Where an institution wants it, agent (and caller) hear of a supervisor first: who cannot be announced stays out.
        """
        handoff = self.centre.floor.get(handoff_id)
        guest = self._of_token(handoff, token)
        if handoff is None or guest is None or handoff.state is not State.TALKING:
            return None
        if not self._name(handoff.id, guest, leg):
            return None
        if guest.joined or guest.kind is GuestKind.CONSULT or self._announce(handoff):
            return guest
        self.forget(handoff, guest)
        return None

    def agent_leg(self, handoff_id: str) -> str:
        """Give the leg of the agent in the room, or nothing."""
        handoff = self.centre.floor.get(handoff_id)
        return handoff.agent_leg if handoff else ""

    def _of_token(self, handoff: Handoff | None, token: str) -> Guest | None:
        if handoff is None:
            return None
        tokens = self.centre.tokens
        return next((one for one in handoff.guests if is_of_guest(tokens, token, handoff.id, one)), None)

    def _announce(self, handoff: Handoff) -> bool:
        wanted = self.centre.institutions[handoff.institution].monitoring_announced
        hearers = {NOBODY: (), AGENT: (handoff.agent_leg,), EVERYBODY: (handoff.agent_leg, handoff.call)}[wanted]
        try:
            for leg in hearers:
                self.centre.switchboard.announce(handoff.id, leg, announcement_path(self.centre.tokens, handoff.id))
        except (SwitchboardRefused, Unavailable):
            log.warning("listener_not_announced", handoff=handoff.id, institution=handoff.institution)
            return False
        return True

    def came(self, handoff: Handoff, leg: str) -> bool:
        """Note that a leg came into the room; no when it is no guest's, or nobody may be there now."""
        guest = next((one for one in handoff.guests if one.leg == leg), None)
        if guest is None:
            return False
        step = GuestStep(handoff.id, guest.id, GuestAct.CAME, visit=guest.visit)
        return self.centre.floor.guest(step, self.centre.clock.now()) is GuestAnswer.DONE

    def left(self, handoff: Handoff, leg: str) -> None:
        """Note that a leg left the room, if it is a guest's."""
        for guest in handoff.guests:
            if guest.leg == leg:
                self.forget(handoff, guest)

    def put_out(self, handoff: Handoff) -> Mapping[str, str]:
        """Hang up on everybody whom the capsule put out, or who still rings; give for the audit who that was."""
        for guest in handoff.guests:
            if guest.leg:
                self.centre.run(Errand(handoff.id, guest.leg))
        return {"put_out": ",".join(guest.id for guest in handoff.guests)} if handoff.guests else {}

    def leg_ended(self, handoff_id: str, leg: str, token: str) -> None:
        """Note that a guest's telephone did not answer, was busy, failed, or hung up."""
        handoff = self.centre.floor.get(handoff_id)
        guest = self._of_token(handoff, token)
        if handoff is not None and guest is not None and guest.leg in ("", leg):
            self.forget(handoff, guest)


def guest_by(handoff: Handoff | None, staff: str) -> Guest | None:
    """Give somebody who was called into the room."""
    return next((one for one in handoff.guests if one.id == staff), None) if handoff else None


def asked(handoff: Handoff) -> Guest | None:
    """Give the colleague whom the agent asks."""
    return next((one for one in handoff.guests if one.kind is GuestKind.CONSULT), None)
