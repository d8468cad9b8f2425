"""After a call: the agent says what it was about, what is still to be done, and that they are ready for another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ivr.agents.agent import AgentIdentity
from ivr.agents.centre import CallCentre
from ivr.agents.desk.wrap_up import WrapUpAct, WrapUpAnswer, WrapUpStep
from ivr.agents.handoff import Handoff, institution_of
from ivr.errors import DeskError
from ivr.institutions import WrapUpRule

LONGEST_NOTE = 500
CODE, NOTES = "wrap_up_code", ("note", "follow_up")
ONE_BY_ONE = r"(?<!\d)\d(?:[\W_]{1,3}\d(?!\d)){3}"
DOCUMENT = r"(?<![\d$.])(?<!\$[ \xa0])\d{1,3}(?:[. '\xa0]\d{3}){2,3}(?![\d.]*\s*pesos)(?!\d)"
TELEPHONE = r"(?<!\d)3\d\d[\W_]{1,2}\d{3}[\W_]{1,2}\d\d[\W_]{1,2}\d\d(?!\d)"
SECRET = re.compile(rf"\d{{4}}|{ONE_BY_ONE}|{DOCUMENT}|{TELEPHONE}")
"""Four digits in a row, or four that were written down one by one: a key, a code, the end of a card. And what people
write in groups: a document (52.345.678; an amount has its sign before it, or its word behind it), a mobile.
"""
REFUSALS = {
    WrapUpAnswer.OVER: "wrap_up_over",
    WrapUpAnswer.CODE_MISSING: "code_missing",
    WrapUpAnswer.NO_MORE_TIME: "no_more_time",
}


@dataclass(frozen=True)
class Wrapping:
    """What an agent may do in their own wrap-up; `written` has those of wrap_up_code, note and follow_up that changed.

    Each raises DeskError: not_yours, wrap_up_over (it ended, perhaps in another window), unknown_code, digits_in_note,
    malformed (a note over 500 characters), code_missing, no_more_time.
    """

    centre: CallCentre

    def save(self, agent: AgentIdentity, handoff_id: str, written: Mapping[str, str]) -> None:
        """Keep what was written so far: it stays when time is over or the browser is gone."""
        self._step(agent, handoff_id, WrapUpAct.SAVE, written)

    def finish(self, agent: AgentIdentity, handoff_id: str, written: Mapping[str, str]) -> None:
        """Keep what was written, and be ready before time is over."""
        handoff = self._step(agent, handoff_id, WrapUpAct.FINISH, written)
        self.centre.save(handoff)
        self.centre.distribute(agent.institution)

    def more(self, agent: AgentIdentity, handoff_id: str) -> None:
        """Get the queue's time once more, within the longest that it allows."""
        self._step(agent, handoff_id, WrapUpAct.MORE, {})

    def _step(self, agent: AgentIdentity, handoff_id: str, act: WrapUpAct, written: Mapping[str, str]) -> Handoff:
        rule = self._rule(self._theirs(agent, handoff_id))
        check(written, rule)
        step = WrapUpStep(agent.institution, agent.id, handoff_id, act, written, rule.seconds)
        answer = self.centre.floor.wrap_up(step, self.centre.clock.now())
        if answer is not WrapUpAnswer.DONE:
            raise DeskError(REFUSALS[answer])
        return self._theirs(agent, handoff_id)

    def _theirs(self, agent: AgentIdentity, handoff_id: str) -> Handoff:
        if institution_of(handoff_id) != agent.institution:
            raise DeskError("not_yours")
        handoff = self.centre.floor.get(handoff_id)
        mine = handoff_id == self.centre.floor.agent(agent.institution, agent.id).handoff
        if handoff is None or not (mine or handoff.agent == agent.id):
            raise DeskError("not_yours")
        return handoff

    def _rule(self, handoff: Handoff) -> WrapUpRule:
        queue = self.centre.institutions[handoff.institution].queues.get(handoff.queue)
        return queue.wrap_up if queue else WrapUpRule()


def check(written: Mapping[str, str], rule: WrapUpRule) -> None:
    """Refuse a code that the queue does not have, and notes that hold what nobody may write down. Raises DeskError."""
    if written.get(CODE) and written[CODE] not in {code.id for code in rule.codes}:
        raise DeskError("unknown_code")
    for name in NOTES:
        check_note(written.get(name, ""))


def check_note(note: str) -> None:
    """Refuse a note that is too long (malformed), or holds digits that nobody may write down (digits_in_note)."""
    if len(note) > LONGEST_NOTE:
        raise DeskError("malformed", "note")
    if SECRET.search(note):
        raise DeskError("digits_in_note")
