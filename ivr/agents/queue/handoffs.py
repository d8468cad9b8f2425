"""A caller's script asks for an agent, leads the caller back to one, and enters and leaves the capsule."""

from dataclasses import replace

from ivr.agents.centre import CallCentre
from ivr.agents.checks.progress import AT_KEYPAD, CAPSULE_FAILED, KEY_SET, word
from ivr.agents.floor import Errand, Move, stamp
from ivr.agents.handoff import LIVE, TOGETHER, Handoff, Outcome, State
from ivr.agents.queue.entering import Entrance
from ivr.agents.room.capsule import close, is_in_room
from ivr.agents.room.paths import agent_hold_path, room_path
from ivr.errors import AgentLost, CapsuleFailed, ConflictError, Unavailable
from ivr.reply import Enqueue
from ivr.values import AgentOnCall, Customer, Effect

IN_CAPSULE = frozenset({State.CAPSULE})
APART = frozenset({State.CAPSULE, State.HOLDING})


class CentreHandoffs:
    """The port `ivr.ports.Handoffs`, for every institution."""

    def __init__(self, centre: CallCentre) -> None:
        self._centre, self._entrance = centre, Entrance(centre)

    def request(self, effect: Effect, queue: str, about: Customer | None, front: int) -> str:
        """Put the caller into the queue and give the handoff's identifier.

        Raises QueueClosed (see `ivr.errors`), QueueFull.
        """
        return self._entrance.enter(effect, queue, about, front=bool(front))

    def reachable(self, effect: Effect, queue: str) -> None:
        """Raise QueueClosed where the caller would find the queue closed now, or nobody signed in for it."""
        self._entrance.ask(effect, queue)

    def back(self, effect: Effect, agent: AgentOnCall) -> str:
        """Lead the caller back to the same agent and give the handoff's identifier. Raises AgentLost."""
        handoff = self._theirs(agent)
        if handoff is None or handoff.state not in APART | {State.TALKING}:
            raise AgentLost
        self._return(handoff, effect.idempotency_key, sequence=effect.sequence)
        return handoff.id

    def keep(self, institution: str, call: str, effect: str) -> Enqueue | None:
        """Lead a caller whose script was changed back to the agent who has them; give the wait, or None without one.

        Whatever the caller was doing at the keypad is over: the agent is told that the room is not private.
        """
        handoff = self._centre.floor.of_call(institution, call)
        if handoff is None or handoff.state not in TOGETHER:
            return None
        if handoff.state is not State.TALKING:
            try:
                self._return(handoff, effect, CAPSULE_FAILED)
            except AgentLost:
                return None
        return Enqueue(handoff.queue, handoff.id)

    def _return(self, handoff: Handoff, effect: str, progress: str = "", sequence: int = 0) -> None:
        centre, agent = self._centre, handoff.agent
        if not is_in_room(centre.switchboard, handoff.id, handoff.agent_leg):
            centre.end(handoff, Outcome.AGENT_LOST)
            raise AgentLost
        path = room_path(centre.tokens, handoff.id)
        owed = (Errand(handoff.id, handoff.call, path),)  # carried out when this turn has been answered: see Callers
        back = Move(handoff.id, APART, "returning", State.TALKING, agent, progress=progress, errands=owed)
        back = replace(back, effect=effect, sequence=sequence)
        try:
            centre.floor.move(back, centre.clock.now())
        except ConflictError:
            raise AgentLost from None

    def named(self, effect: Effect, agent: AgentOnCall) -> Customer:
        """Give whom the agent named in this very call. Raises Unavailable when there is no such handoff or customer."""
        handoff = self._theirs(agent)
        if handoff is None or handoff.call != effect.conversation or handoff.customer is None:
            raise Unavailable("customer")
        return handoff.customer

    def enter_capsule(self, effect: Effect, agent: AgentOnCall) -> None:
        """Confirm that nobody can hear the caller's keys. Raises CapsuleFailed: then nothing secret is asked.

        A repetition confirms again: what was true a moment ago is no proof. An attempt that is late, while the caller
        has gone on to another one or back to the agent, changes nothing and fails.
        """
        handoff = self._theirs(agent)
        if handoff is None or handoff.call != effect.conversation:
            raise CapsuleFailed("handoff")
        if handoff.state is State.ENDED:  # the agent is gone: the caller goes on alone
            self._close(handoff, "")
            return
        attempt = Move(handoff.id, LIVE, "capsule", State.CAPSULE, agent.agent, sequence=effect.sequence)
        self._go_on(attempt)
        attempt = replace(attempt, before=IN_CAPSULE)
        try:
            self._close(handoff, handoff.agent_leg)
        except CapsuleFailed:
            self._note(replace(attempt, event="capsule_failed", to=State.HOLDING, progress=CAPSULE_FAILED))
            raise
        fields = {"capsule": stamp(self._centre.clock.now())}
        self._go_on(replace(attempt, event="progress", to=None, fields=fields, progress=AT_KEYPAD))

    def _close(self, handoff: Handoff, agent_leg: str) -> None:
        heard = agent_hold_path(self._centre.tokens, handoff.id)
        close(self._centre.switchboard, handoff.id, handoff.call, agent_leg, heard)

    def _go_on(self, attempt: Move) -> None:
        """Make a move into the capsule, unless the agent is gone: the caller goes on alone.

        Raises CapsuleFailed when the caller has gone on without this attempt.
        """
        try:
            self._centre.move(attempt)
        except ConflictError:
            now = self._centre.floor.get(attempt.handoff)
            if now is None or now.state is not State.ENDED:
                raise CapsuleFailed("handoff") from None

    def leave_capsule(self, effect: Effect, agent: AgentOnCall) -> None:
        """Say that nothing secret is being typed any more; an agent whose caller has their key is free again."""
        handoff = self._theirs(agent)
        if handoff is None or handoff.call != effect.conversation:
            return
        if KEY_SET in handoff.progress:
            self._centre.end(handoff, Outcome.KEY_SET)
        else:
            self._note(Move(handoff.id, IN_CAPSULE, "left_capsule", State.HOLDING, agent.agent))

    def tell(self, effect: Effect, agent: AgentOnCall, progress: str) -> None:
        """Show the agent how far the caller is. Raises ValueError for anything but a word."""
        key = effect.idempotency_key
        self._note(Move(agent.handoff, LIVE, "progress", None, agent.agent, progress=word(progress), effect=key))

    def _theirs(self, agent: AgentOnCall) -> Handoff | None:
        handoff = self._centre.floor.get(agent.handoff)
        return handoff if handoff is not None and handoff.agent == agent.agent else None

    def _note(self, move: Move) -> None:
        """Make a move that somebody else may have made already, or that came too late to matter."""
        try:
            self._centre.move(move)
        except ConflictError:
            return
