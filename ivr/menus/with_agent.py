"""With an agent who checked the caller: a code proves the phone out of their hearing, and a page takes the key."""

from ivr.dialog import Caller
from ivr.errors import AgentWanted, TriesExhausted
from ivr.menus.continuing import Finish, finish_on_page
from ivr.menus.secure import TROUBLE, prove_code, tell, with_agent_again, words_for
from ivr.procedures import Procedure
from ivr.values import AgentOnCall, Customer


async def finish_by_telephone(
    caller: Caller, procedure: Procedure, customer: Customer, agent: AgentOnCall | None, finish: Finish
) -> None:
    """Finish on a page while the telephone waits; any trouble leads to an agent, and after them a code is asked too."""
    while True:
        try:
            async with caller.capsule(agent):
                if agent is not None:
                    await prove_code(caller, customer)
                    await tell(caller, agent, "code_accepted")
                await finish_on_page(caller, customer, finish)
                await tell(caller, agent, "key_set")
                await caller.say("key_ready_on_page")
        except TROUBLE as trouble:
            if agent is not None or not isinstance(trouble, (AgentWanted, TriesExhausted)):
                await caller.say(words_for(trouble))  # who has no agent yet hears that one comes
            await tell(caller, agent, words_for(trouble))
            agent = await with_agent_again(caller, agent, procedure, customer)
        else:
            return
