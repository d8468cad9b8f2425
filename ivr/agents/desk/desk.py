"""The desk: everything an agent can do, each with the right to do it."""

from dataclasses import dataclass

from ivr.agents.agent import AgentIdentity, AgentState, Wish
from ivr.agents.centre import CallCentre
from ivr.agents.checks.asking import refuse_pending
from ivr.agents.checks.checking import Checking
from ivr.agents.checks.checklist import checklist_of
from ivr.agents.checks.freezing import Freezing
from ivr.agents.checks.naming import Naming
from ivr.agents.checks.progress import CAPSULE_FAILED
from ivr.agents.desk.pause_view import pause_view, wrap_up_view
from ivr.agents.desk.view import DeskView, call_view, last_view, offer_view
from ivr.agents.floor import Errand, Move
from ivr.agents.handoff import Handoff, Outcome, State
from ivr.agents.outside import AuditTrail
from ivr.agents.reasons import reason_of
from ivr.agents.rights import theirs
from ivr.agents.room.capsule import close, is_in_room
from ivr.agents.room.consulting import note
from ivr.agents.room.paths import agent_hold_path, agent_path, agent_status_path
from ivr.agents.room.rooms import Rooms, written
from ivr.agents.room.transferring import forget_old_proofs
from ivr.agents.room.view import consultation_view
from ivr.errors import (
    AgentFinished,
    CallUnknown,
    CapsuleFailed,
    ConflictError,
    DeskError,
    NotConfirmed,
    SwitchboardRefused,
    Unavailable,
)
from ivr.institutions import NotReadyReason
from ivr.values import AgentOnCall

RING_SECONDS = 20


@dataclass(frozen=True)
class Desk:
    """The use cases behind an agent's page. Those that change anything raise DeskError with a stable code.

    Codes: not_yours, ended, wrong_state, too_late (the offer ran out), unavailable, no_customer, no_procedure,
    identified, bad_document, unknown_question, checks_missing, limit, too_soon, codes_ten_minutes,
    failures_quarter_hour (changed_ before it says that the new mobile is registered all the same),
    change_waiting, no_mobile, bad_number, frozen, no_code, caller_away, capsule_failed, unknown_reason.
    """

    centre: CallCentre
    rooms: Rooms
    checking: Checking
    freezing: Freezing
    trail: AuditTrail

    def available(self, agent: AgentIdentity) -> None:
        """Take calls from now on."""
        self._wish(agent, Wish.AVAILABLE)

    def unavailable(self, agent: AgentIdentity, reason: str = "") -> None:
        """Take no more calls, for a while with a reason of the table; an offer goes back, a call under way goes on."""
        why = reason_of(self.centre.institutions[agent.institution], reason)
        self._wish(agent, Wish.NOT_READY if why else Wish.OFFLINE, why)

    def heartbeat(self, agent: AgentIdentity) -> None:
        """Note that the page lives."""
        floor, now = self.centre.floor, self.centre.clock.now()
        floor.presence(agent.institution, agent.id, Wish.HEARTBEAT, now, skills=agent.skills)

    def _wish(self, agent: AgentIdentity, wish: Wish, reason: NotReadyReason | None = None) -> None:
        floor, now = self.centre.floor, self.centre.clock.now()
        floor.presence(agent.institution, agent.id, wish, now, reason, skills=agent.skills)
        self.centre.distribute(agent.institution)

    def accept(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Take the caller who is offered: the agent's telephone rings."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.OFFERED)
        offered = frozenset({State.OFFERED})
        move = Move(handoff.id, offered, "calling_agent", State.CALLING_AGENT, agent.id, leased=True)
        try:
            handoff = self.centre.move(move)
        except ConflictError as error:
            raise DeskError("too_late") from error
        try:
            handoff = forget_old_proofs(self.centre, handoff, self.centre.clock.now())
            self.checking.open_file(agent, handoff)
            leg = self._dial(agent, handoff)
        except (Unavailable, SwitchboardRefused) as error:
            self.centre.requeue(handoff, "agent_not_reached", frees=AgentState.AVAILABLE, declined=True)
            raise DeskError("unavailable") from error
        self._remember(handoff, leg)

    def _dial(self, agent: AgentIdentity, handoff: Handoff) -> str:
        tokens, institution = self.centre.tokens, self.centre.institutions[handoff.institution]
        urls = agent_path(tokens, handoff), agent_status_path(tokens, handoff)
        return self.centre.switchboard.dial(agent.voice, institution.lines[0].number, *urls, RING_SECONDS)

    def _remember(self, handoff: Handoff, leg: str) -> None:
        """Write down the agent's leg; if the caller has gone meanwhile, there is nobody to call an agent for."""
        before = frozenset({State.CALLING_AGENT, State.TALKING})
        try:
            self.centre.move(Move(handoff.id, before, "ringing", None, handoff.agent, fields={"agent_leg": leg}))
        except ConflictError:
            self.centre.run(Errand(handoff.id, leg))

    def decline(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Give the caller back to the front of the queue."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.OFFERED)
        try:
            self.centre.requeue(handoff, "declined", frees=AgentState.AVAILABLE, declined=True)
        except ConflictError as error:
            raise DeskError("too_late") from error

    def question(self, agent: AgentIdentity, handoff_id: str) -> str:
        """Give the next question that has not matched yet, or nothing."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        done = {question for question, result in handoff.checks if result}
        checklist = checklist_of(self.centre.institutions[handoff.institution], handoff)
        return next((question.id for question in checklist.questions if question.id not in done), "")

    def check(self, agent: AgentIdentity, handoff_id: str, question_id: str, typed: str) -> bool:
        """Hold what the caller said against the records; the agent learns whether it matches, and nothing else."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        return self.checking.check(agent, handoff, question_id, typed)

    def send_code(self, agent: AgentIdentity, handoff_id: str) -> str:
        """Send a code to the registered mobile and give its mask."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        return self.checking.send_code(agent, handoff)

    def change_mobile(self, agent: AgentIdentity, handoff_id: str, number: str) -> str:
        """Register a new mobile and send the code there at once, or ask for a second approval; give its mask."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        return self.checking.change_mobile(agent, handoff, number)

    def identify(self, agent: AgentIdentity, handoff_id: str, kind: str, number: str) -> None:
        """Note whom a caller without a document says they are."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        Naming(self.checking).identify(agent, handoff, kind, number)

    def freeze(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Freeze the key and all that is pending: the customer says that a change was not theirs."""
        self.freezing.freeze(agent, theirs(self.centre.floor, agent, handoff_id, State.TALKING))

    def unfreeze(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Release what was frozen, after the stricter checklist."""
        self.freezing.unfreeze(agent, theirs(self.centre.floor, agent, handoff_id, State.TALKING))

    def to_keypad(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Send the caller to the keypad, once the network has confirmed that nobody can hear."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        refuse_pending(handoff)
        if handoff.held_since is not None:
            raise DeskError("caller_held")
        if handoff.codes == 0 or handoff.frozen:
            raise DeskError("frozen" if handoff.frozen else "no_code")
        if not is_in_room(self.centre.switchboard, handoff.id, handoff.call):
            raise DeskError("caller_away")
        try:
            self.centre.move(Move(handoff.id, frozenset({State.TALKING}), "capsule", State.CAPSULE, agent.id))
        except ConflictError as error:
            raise DeskError("wrong_state") from error
        self._lead(handoff, "to_keypad", self._prepare(agent, handoff))

    def _prepare(self, agent: AgentIdentity, handoff: Handoff) -> str:
        """Make the room private, then have the caller's script go on; give the path of its turn."""
        try:
            heard = agent_hold_path(self.centre.tokens, handoff.id)
            close(self.centre.switchboard, handoff.id, handoff.call, handoff.agent_leg, heard)
            self.trail.note("to_keypad", handoff, agent.id, self.rooms.guests.put_out(handoff))
            return written(self.rooms.conversations, handoff, AgentOnCall(handoff.id, agent.id))
        except CapsuleFailed as error:
            self._talk_on(handoff, CAPSULE_FAILED)
            raise DeskError("capsule_failed", error.detail) from error
        except (ConflictError, Unavailable) as error:
            self._talk_on(handoff)
            raise DeskError("unavailable" if isinstance(error, Unavailable) else "wrong_state") from error

    def take_back(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Fetch the caller back from the keypad."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.CAPSULE)
        note(self.trail, "taken_back", handoff, agent)
        try:
            path = self.rooms.conversations.take_back(handoff.call)
        except (ConflictError, CallUnknown) as error:
            raise DeskError("wrong_state") from error
        except Unavailable as error:
            raise DeskError("unavailable") from error
        self._lead(handoff, "taken_back", path)

    def not_confirmed(self, agent: AgentIdentity, handoff_id: str) -> None:
        """End it: who is calling could not be confirmed."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING)
        note(self.trail, "not_confirmed", handoff, agent)
        self._release(handoff, NotConfirmed(), Outcome.NOT_CONFIRMED)

    def finish(self, agent: AgentIdentity, handoff_id: str) -> None:
        """End it: the agent's part is done; a caller who is still in the room goes on in the script."""
        handoff = theirs(self.centre.floor, agent, handoff_id, State.TALKING, State.HOLDING)
        if handoff.state is State.HOLDING:
            self.centre.end(handoff, Outcome.FINISHED)
        else:
            self._release(handoff, AgentFinished(), Outcome.FINISHED)

    def view(self, agent: AgentIdentity) -> DeskView:
        """Give all that the agent's page shows."""
        floor, now = self.centre.floor, self.centre.clock.now()
        institution = self.centre.institutions[agent.institution]
        standing = floor.agent(agent.institution, agent.id)
        current = floor.get(standing.handoff) if standing.handoff else None
        last = floor.get(standing.last) if standing.last else None
        own = current if current is not None and current.agent == agent.id else None
        return DeskView(
            agent=agent.id,
            name=agent.name,
            institution=institution.name,
            state=standing.state,
            since=standing.since,
            leaving=standing.leaving,
            pause=pause_view(institution, standing),
            wrap_up=wrap_up_view(institution, standing, current),
            offer=offer_view(institution, own, now),
            call=call_view(institution, own, self.checking.left(own)),
            consultation=consultation_view(institution, current, agent),
            last=last_view(institution, standing, last),
            waiting=floor.waiting(agent.institution, tuple(institution.queues)),
        )

    def _release(self, handoff: Handoff, answer: NotConfirmed | AgentFinished, outcome: Outcome) -> None:
        try:
            self.rooms.release(handoff, answer, outcome)
        except ConflictError as error:
            raise DeskError("wrong_state") from error

    def _lead(self, handoff: Handoff, event: str, path: str) -> None:
        """Send the caller on to a turn; a redirect that gets lost is owed."""
        capsule, errand = frozenset({State.CAPSULE}), Errand(handoff.id, handoff.call, path)
        try:
            self.centre.move(Move(handoff.id, capsule, event, None, fields={"path": path}, errands=(errand,)))
        except ConflictError:
            self.centre.run(errand)

    def _talk_on(self, handoff: Handoff, progress: str = "") -> None:
        try:
            self.rooms.talk_on(handoff, progress)
        except ConflictError as error:
            raise DeskError("ended") from error
