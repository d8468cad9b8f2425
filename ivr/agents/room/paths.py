"""The addresses that lead an agent's or a caller's telephone into their room, and the proof that they are ours."""

from ivr.agents.handoff import Handoff
from ivr.agents.queue.call_back import CallBack
from ivr.security.tokens import Tokens


def agent_path(tokens: Tokens, handoff: Handoff) -> str:
    """Give what the agent's leg fetches when it is answered; good for this agent and this offer only."""
    return f"/voice/agent/{handoff.id}?token={tokens.make(*_offer(handoff))}"


def agent_status_path(tokens: Tokens, handoff: Handoff) -> str:
    """Give where the network says what became of the agent's leg."""
    return f"/voice/agent-status/{handoff.id}?token={tokens.make(*_offer(handoff))}"


def is_of_offer(tokens: Tokens, token: str, handoff: Handoff) -> bool:
    """Say whether the token was made for the offer that stands now."""
    return tokens.good(token, *_offer(handoff))


def room_path(tokens: Tokens, handoff: str) -> str:
    """Give what the caller's leg fetches to enter the room."""
    return f"/voice/room/{handoff}?token={tokens.make('room', handoff)}"


def room_end_path(tokens: Tokens, handoff: str) -> str:
    """Give what a leg fetches when it has left the room without being led elsewhere."""
    return f"/voice/room-end/{handoff}?token={tokens.make('room', handoff)}"


def hold_path(tokens: Tokens, handoff: str) -> str:
    """Give what a caller hears whom the agent has wait."""
    return f"/voice/hold/{handoff}?token={tokens.make('room', handoff)}"


def agent_hold_path(tokens: Tokens, handoff: str) -> str:
    """Give what an agent hears whose caller is at the keypad."""
    return f"/voice/agent-hold/{handoff}?token={tokens.make('room', handoff)}"


def is_of_room(tokens: Tokens, token: str, handoff: str) -> bool:
    """Say whether the token was made for this room."""
    return tokens.good(token, "room", handoff)


def conference_path(handoff: str) -> str:
    """Give where the network says who comes into a room and who leaves it."""
    return f"/voice/conference/{handoff}"


def call_back_path(tokens: Tokens, call_back: CallBack) -> str:
    """Give what a customer's leg fetches when it is answered; good for this try only."""
    return f"/voice/call-back/{call_back.id}?token={tokens.make(*_try(call_back))}"


def call_back_status_path(tokens: Tokens, call_back: CallBack) -> str:
    """Give where the network says what became of a customer's leg."""
    return f"/voice/call-back-status/{call_back.id}?token={tokens.make(*_try(call_back))}"


def is_of_call_back(tokens: Tokens, token: str, call_back: CallBack) -> bool:
    """Say whether the token was made for the try that is under way."""
    return tokens.good(token, *_try(call_back))


def _try(call_back: CallBack) -> tuple[str, ...]:
    return "call-back", call_back.id, str(call_back.tries)


def leads_to_turn(path: str) -> bool:
    """Say whether a path goes on in the caller's conversation."""
    return path.startswith("/voice/turn/")


def _offer(handoff: Handoff) -> tuple[str, ...]:
    return "agent", handoff.id, handoff.agent, str(handoff.attempt)
