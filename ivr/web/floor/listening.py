"""The floor's buttons of a call: listen, whisper, speak to both, leave; each answers how one stands in the room."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from ivr.agents.room.guests import Guests
from ivr.agents.room.listening import Listening
from ivr.security.roles import Right
from ivr.web.guarding import protected
from ivr.web.parts import parts
from ivr.web.sign_in.identity import action_needs, needs, signed_in

listening = protected("listening", "/floor/handoffs")


@listening.get("/<handoff>/listening")
@needs(Right.LISTEN)
def standing(handoff: str) -> ResponseReturnValue:
    """Give `handoff`, `mode` (listen, whisper, barge; "" for who is not there) and `joined` (false while it rings)."""
    guest = cases().standing(signed_in().agent, handoff)
    return jsonify(handoff=handoff, mode=guest.kind if guest else "", joined=bool(guest and guest.joined))


@listening.post("/<handoff>/listen")
@action_needs(Right.LISTEN)
def listen(handoff: str) -> ResponseReturnValue:
    """Have the supervisor's telephone ring, to hear both and be heard by nobody."""
    cases().listen(signed_in().agent, handoff)
    return standing(handoff)


@listening.post("/<handoff>/whisper")
@action_needs(Right.LISTEN)
def whisper(handoff: str) -> ResponseReturnValue:
    """Be heard by the agent alone."""
    cases().whisper(signed_in().agent, handoff)
    return standing(handoff)


@listening.post("/<handoff>/barge")
@action_needs(Right.LISTEN)
def barge(handoff: str) -> ResponseReturnValue:
    """Be heard by both."""
    cases().barge(signed_in().agent, handoff)
    return standing(handoff)


@listening.post("/<handoff>/leave")
@action_needs(Right.LISTEN)
def leave(handoff: str) -> ResponseReturnValue:
    """Go."""
    cases().leave(signed_in().agent, handoff)
    return standing(handoff)


def cases() -> Listening:
    """Give the use cases of this application."""
    supervising = parts().floor.supervising
    return Listening(Guests(supervising.centre), supervising.trail)
