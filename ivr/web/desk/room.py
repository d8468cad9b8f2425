"""The desk's buttons of the room: hold, mute, help, transfer, and asking a colleague."""

from collections.abc import Callable, Mapping

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
from ivr.web.sign_in.identity import agent_of, needs, sessions, signed_in

__all__ = ["desk"]  # the desk with these routes: see `ivr.web.install`
LONGEST_WORD = 60
LONGEST_ID = 120


BUTTONS: Mapping[str, Callable[[RoomControls], Callable[[AgentIdentity, str], None]]] = {
    "hold": lambda room: room.holding.hold,
    "resume": lambda room: room.holding.resume,
    "mute": lambda room: room.holding.mute,
    "unmute": lambda room: room.holding.unmute,
    "ask_help": lambda room: room.holding.ask_help,
    "help_over": lambda room: room.holding.help_over,
    "end_consultation": lambda room: room.consulting.end,
    "leave_consultation": lambda room: room.consulting.leave,
    "hand_over": lambda room: room.transferring.hand_over,
}
"""The buttons that need nothing but their call, by the name of their route: what each does is said there."""


def add_button(name: str, use_case: Callable[[RoomControls], Callable[[AgentIdentity, str], None]]) -> None:
    """Give a button its route, /handoffs/<handoff>/<name>."""

    def press(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
        use_case(RoomControls.of(cases))(agent, handoff)

    press.__name__ = name
    action(f"/handoffs/<handoff>/{name.replace('_', '-')}")(press)


for each, what in BUTTONS.items():
    add_button(each, what)


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


def colleague(staff_id: str) -> AgentIdentity:
    """Give somebody who takes calls at the same institution. Raises DeskError (unknown_colleague)."""
    member = parts().staff.member(staff_id)
    if member is None or member.institution != signed_in().member.institution:
        raise DeskError("unknown_colleague")
    if Right.SERVE not in rights_of(member.role):
        raise DeskError("unknown_colleague")
    return agent_of(member, sessions().phone_of(member.id))
