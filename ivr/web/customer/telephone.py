"""What a page has instead of agents: nobody to be transferred to, only a number to call."""

from ivr.errors import OnlyByTelephone
from ivr.reply import Enqueue
from ivr.values import AgentOnCall, Customer, Effect


class NoAgents:
    """The port `ivr.ports.Handoffs` of pages, as far as a script without an agent can come to it."""

    def request(self, effect: Effect, queue: str, about: Customer | None, front: int) -> str:
        """End the procedure: an agent helps by telephone. Raises OnlyByTelephone with the queue that would help."""
        del effect, about, front
        raise OnlyByTelephone(queue)

    def back(self, effect: Effect, agent: AgentOnCall) -> str:
        """End the procedure. Raises OnlyByTelephone."""
        del effect, agent
        raise OnlyByTelephone

    def keep(self, institution: str, call: str, effect: str) -> Enqueue | None:
        """Say that no agent has the visitor."""
        del institution, call, effect
        return None
