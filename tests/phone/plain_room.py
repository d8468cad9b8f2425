"""The desk's buttons of the room, by their use cases."""

from ivr.agents.agent import AgentIdentity
from ivr.agents.desk.desk import Desk
from ivr.agents.room.controls import RoomControls

ALONE = ("hold", "resume", "mute", "unmute")


def press(desk: Desk, agent: AgentIdentity, action: str, handoff: str, fields: dict[str, str]) -> bool:
    """Press one of these buttons; no when it is none of them. Raises DeskError."""
    controls = RoomControls.of(desk)
    given = dict(fields)
    if action in ALONE:
        getattr(controls.holding, action)(agent, handoff)
    elif action == "consult":
        controls.consulting.consult(agent, handoff, colleague(given["agent"]))
    elif action == "hand_over":
        controls.transferring.hand_over(agent, handoff)
    elif action == "transfer" and "queue" in given:
        controls.transferring.to_queue(agent, handoff, given.pop("queue"), **given)
    elif action == "transfer":
        controls.transferring.to_agent(agent, handoff, colleague(given.pop("agent")), **given)
    else:
        return False
    return True


def colleague(agent: str) -> AgentIdentity:
    """Give somebody who sits at another desk, by their identifier."""
    institution, _, user = agent.partition(".")
    return AgentIdentity(agent, institution, user.title(), f"client:{user}")
