"""The capsule: while a caller types secrets, the agent is held, nobody else is in the room, and nothing is recorded."""

from ivr.errors import CapsuleFailed, SwitchboardRefused, Unavailable
from ivr.ports import Participant, Switchboard


def close(switchboard: Switchboard, room: str, caller: str, agent_leg: str, heard: str) -> None:
    """Make the room private and have the network confirm it; give nothing, or raise CapsuleFailed.

    `heard` is the path of what the agent hears meanwhile.
    `caller` is the only leg that need not be held: it leaves the room to fetch what comes next, or has left already.
    `agent_leg` is empty when the agent is gone: then the room must be empty too. `detail` of the error is one of
    network (a command failed), agent (not confirmed held), listener (somebody stayed).
    """
    try:
        switchboard.pause_recording(room)
        for participant in switchboard.participants(room):
            if participant.call == agent_leg:
                switchboard.hold(room, agent_leg, held=True, url=heard)
            elif participant.call != caller:
                switchboard.remove(room, participant.call)
        confirm(switchboard.participants(room), caller, agent_leg)
    except (SwitchboardRefused, Unavailable) as error:
        raise CapsuleFailed("network") from error


def confirm(participants: tuple[Participant, ...], caller: str, agent_leg: str) -> None:
    """Hold what the network says against what the capsule needs. Raises CapsuleFailed."""
    for participant in participants:
        if participant.call == agent_leg and not participant.held:
            raise CapsuleFailed("agent")
        if participant.call not in (caller, agent_leg):
            raise CapsuleFailed("listener")


def is_in_room(switchboard: Switchboard, room: str, call: str) -> bool:
    """Say whether a leg is in the room; no when the network cannot tell."""
    try:
        return any(participant.call == call for participant in switchboard.participants(room))
    except (SwitchboardRefused, Unavailable):
        return False
