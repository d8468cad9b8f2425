"""What an agent's page shows of the room: who is there, who cannot hear whom, and whose call they were asked to."""

from dataclasses import dataclass
from datetime import datetime

from ivr.agents.agent import AgentIdentity
from ivr.agents.desk.labels import label
from ivr.agents.handoff import Handoff, State
from ivr.agents.room.guests import asked, guest_by
from ivr.institutions import Institution


@dataclass(frozen=True, slots=True)
class GuestView:
    """Somebody who was called in: `kind` is a word of `GuestKind`; not `joined` while their telephone rings."""

    name: str
    kind: str
    joined: bool


@dataclass(frozen=True, slots=True)
class RoomView:
    """`held_since` while the caller hears music, `muted` while nobody hears the agent, `help_since` while help is asked
    for; `transferred_by` is the colleague who gave the caller away, or "", and `transfer_note` what they
    wrote; `taken_over`: that colleague's line broke; `called_back`: we called, as the caller had asked by telephone
    (phone) or on a page (web); `actions` what may be done in the room now.
    """

    held_since: datetime | None
    muted: bool
    help_since: datetime | None
    guests: tuple[GuestView, ...]
    transferred_by: str
    transfer_note: str
    taken_over: bool
    called_back: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """A call to which a colleague asked this agent; nothing of the customer is here, whom they did not take on."""

    handoff: str
    procedure: str
    since: datetime
    joined: bool
    with_caller: bool


def room_view(handoff: Handoff) -> RoomView:
    """Show the room of an agent's own call."""
    guests = tuple(GuestView(guest.name, guest.kind, guest.joined) for guest in handoff.guests)
    return RoomView(
        handoff.held_since,
        handoff.muted,
        handoff.help_since,
        guests,
        handoff.transferred_by,
        handoff.transfer_note,
        handoff.taken_over,
        handoff.called_back,
        room_actions(handoff),
    )


def consultation_view(
    institution: Institution, handoff: Handoff | None, agent: AgentIdentity
) -> ConsultationView | None:
    """Show a call of somebody else to which the agent was asked."""
    guest = guest_by(handoff, agent.id)
    if handoff is None or guest is None or handoff.agent == agent.id:
        return None
    with_caller = handoff.held_since is None
    return ConsultationView(handoff.id, label(institution, handoff), guest.since, guest.joined, with_caller)


def room_actions(handoff: Handoff) -> tuple[str, ...]:
    """Give the words of what the agent may do in the room while they talk with the caller."""
    if handoff.state is not State.TALKING:
        return ()
    colleague = asked(handoff)
    may = {
        "hold": handoff.held_since is None,
        "resume": handoff.held_since is not None,
        "mute": not handoff.muted,
        "unmute": handoff.muted,
        "transfer": colleague is None,
        "consult": colleague is None,
        "hand_over": colleague is not None and colleague.joined,
        "end_consultation": colleague is not None,
        "ask_help": handoff.help_since is None,
        "help_over": handoff.help_since is not None,
    }
    return tuple(action for action, allowed in may.items() if allowed)
