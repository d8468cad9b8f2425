"""The desk's buttons of the room: hold, mute, help, transfer, and asking a colleague."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from ivr.agents.agent import AgentIdentity, AgentState
from ivr.agents.desk.desk import Desk
from ivr.agents.desk.wrapping import LONGEST_NOTE
from ivr.agents.room.controls import RoomControls
from ivr.errors import DeskError
from ivr.security.roles import Right, rights_of
from ivr.web.desk.desk import action, desk
from ivr.web.fields import field, optional
from ivr.web.parts import parts
from ivr.web.sign_in.identity import needs, signed_in

__all__ = ["desk"]  # the desk with these routes: see `ivr.web.install`
LONGEST_WORD = 60
LONGEST_ID = 120


@desk.get("/colleagues")
@needs(Right.SERVE)
def colleagues() -> ResponseReturnValue:
    """Give to whom a caller can be transferred: queues by id and name, and who takes calls here, free ones first."""
    member, floor = signed_in().member, parts().desk.centre.floor
    queues = parts().desk.centre.institutions[member.institution].queues.values()
    serving = [post for post in parts().staffing.posts(member.institution) if post.active and post.id != member.id]
    agents = [
        {
            "id": post.id,
            "name": post.name,
            "free": floor.agent(member.institution, post.id).state is AgentState.AVAILABLE,
        }
        for post in serving
        if Right.SERVE in rights_of(post.role)
    ]
    agents.sort(key=lambda agent: (not agent["free"], agent["name"]))
    return jsonify(queues=[{"id": queue.id, "name": queue.name} for queue in queues], agents=agents)


@action("/handoffs/<handoff>/hold")
def hold(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Let the caller wait with music."""
    RoomControls.of(cases).holding.hold(agent, handoff)


@action("/handoffs/<handoff>/resume")
def resume(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Fetch the caller back; with a colleague in the room, three talk."""
    RoomControls.of(cases).holding.resume(agent, handoff)


@action("/handoffs/<handoff>/mute")
def mute(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Let nobody hear the agent."""
    RoomControls.of(cases).holding.mute(agent, handoff)


@action("/handoffs/<handoff>/unmute")
def unmute(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Let everybody hear the agent again."""
    RoomControls.of(cases).holding.unmute(agent, handoff)


@action("/handoffs/<handoff>/ask-help")
def ask_help(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Raise a flag on the floor."""
    RoomControls.of(cases).holding.ask_help(agent, handoff)


@action("/handoffs/<handoff>/help-over")
def help_over(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Lower it."""
    RoomControls.of(cases).holding.help_over(agent, handoff)


@action("/handoffs/<handoff>/transfer")
def transfer(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Give the caller to a `queue`, or to the colleague `agent`, with a `note` for whoever takes them."""
    transferring, queue = RoomControls.of(cases).transferring, optional("queue", LONGEST_WORD)
    note = optional("note", LONGEST_NOTE) or ""
    if queue:
        transferring.to_queue(agent, handoff, queue, note)
    else:
        transferring.to_agent(agent, handoff, colleague(field("agent", LONGEST_ID)), note)


@action("/handoffs/<handoff>/consult")
def consult(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Have the colleague `agent` come into the room while the caller hears music."""
    RoomControls.of(cases).consulting.consult(agent, handoff, colleague(field("agent", LONGEST_ID)))


@action("/handoffs/<handoff>/end-consultation")
def end_consultation(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Go on alone with the caller."""
    RoomControls.of(cases).consulting.end(agent, handoff)


@action("/handoffs/<handoff>/hand-over")
def hand_over(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Leave the caller with the colleague in the room."""
    RoomControls.of(cases).transferring.hand_over(agent, handoff)


@action("/handoffs/<handoff>/leave-consultation")
def leave_consultation(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Be asked no more: the colleague's own way out."""
    RoomControls.of(cases).consulting.leave(agent, handoff)


def colleague(staff_id: str) -> AgentIdentity:
    """Give somebody who takes calls at the same institution. Raises DeskError (unknown_colleague)."""
    member = parts().staff.member(staff_id)
    if member is None or member.institution != signed_in().member.institution:
        raise DeskError("unknown_colleague")
    if Right.SERVE not in rights_of(member.role):
        raise DeskError("unknown_colleague")
    return AgentIdentity(member.id, member.institution, member.name, member.voice)
