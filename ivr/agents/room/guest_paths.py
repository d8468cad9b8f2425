"""The addresses that lead a guest's telephone into a room, and the proof that they are ours."""

from ivr.agents.room.guest import Guest
from ivr.security.tokens import Tokens


def guest_path(tokens: Tokens, handoff: str, guest: Guest) -> str:
    """Give what the leg of a guest fetches when it is answered; good for this one call of theirs."""
    return f"/voice/guest/{handoff}?token={tokens.make(*_visit(handoff, guest))}"


def guest_status_path(tokens: Tokens, handoff: str, guest: Guest) -> str:
    """Give where the network says what became of that leg."""
    return f"/voice/guest-status/{handoff}?token={tokens.make(*_visit(handoff, guest))}"


def is_of_guest(tokens: Tokens, token: str, handoff: str, guest: Guest) -> bool:
    """Say whether the token was made for this call of this guest."""
    return tokens.good(token, *_visit(handoff, guest))


def announcement_path(tokens: Tokens, handoff: str) -> str:
    """Give what a leg in the room hears before a supervisor comes in."""
    return f"/voice/announcement/{handoff}?token={tokens.make('room', handoff)}"


def _visit(handoff: str, guest: Guest) -> tuple[str, ...]:
    return "guest", handoff, guest.id, str(guest.visit)
