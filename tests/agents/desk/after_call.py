"""What tests of wrap-up share: a call that is over, and time that passes with an open page or without one."""

from ivr.agents.agent import AgentIdentity
from ivr.agents.desk.pause_view import WrapUpView
from ivr.agents.handoff import Handoff
from tests.agents.scene import Scene

SECONDS, LONGEST = 30, 120


def after_call(scene: Scene) -> tuple[AgentIdentity, Handoff]:
    """Have an agent talk to a caller for a minute, and finish."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    passes(scene, laura, 60)
    scene.desk.finish(laura, handoff.id)
    return laura, scene.again(handoff)


def passes(scene: Scene, agent: AgentIdentity | None, seconds: float) -> None:
    """Let time pass at the worker, with an open page or without one."""
    for _ in range(round(seconds)):
        scene.clock.advance(1)
        if agent:
            scene.desk.heartbeat(agent)
        scene.reconciler.tend()


def state(scene: Scene, agent: AgentIdentity) -> str:
    """Give an agent's state."""
    return scene.desk.view(agent).state


def wrap_up(scene: Scene, agent: AgentIdentity) -> WrapUpView:
    """Give what the page shows of the wrap-up."""
    shown = scene.desk.view(agent).wrap_up
    assert shown is not None
    return shown
