"""What became of a caller who entered a queue: exactly one of five things; and who came to an agent without a queue."""

from enum import StrEnum

from ivr.institutions import ServiceLevelRule
from ivr.reports.facts import HandoffFact

GAVE_UP = frozenset({"hung_up", "left"})
CALL_BACK = frozenset({"call_back"})
HANDED_OVER = "handed_over"
SECOND = 1000


class Fate(StrEnum):
    """What became of them; the five add up to the callers who were offered."""

    ANSWERED = "answered"  # an agent was in the room with them
    SHORT = "short"  # gone before the short limit
    ABANDONED = "abandoned"  # gone later, without an answer
    CALL_BACK = "call_back"  # asked to be called back, which is no abandonment
    HANDED_OVER = "handed_over"  # came from another agent in the room, and entered no queue: none of those offered
    TURNED_AWAY = "turned_away"  # the service ended the wait: closed, failed, replaced by another wait


def fate_of(fact: HandoffFact, rule: ServiceLevelRule) -> Fate:
    """Give what became of a caller; `left` is the star key, and a caller whom the network put out of its queue."""
    if fact.answered is not None:
        return Fate.HANDED_OVER if fact.origin == HANDED_OVER else Fate.ANSWERED
    if fact.outcome in CALL_BACK:
        return Fate.CALL_BACK
    if fact.outcome not in GAVE_UP:
        return Fate.TURNED_AWAY
    return Fate.SHORT if fact.waited < rule.short_abandon * SECOND else Fate.ABANDONED


def is_within(fact: HandoffFact, rule: ServiceLevelRule) -> bool:
    """Say whether the wait was no longer than the queue promises."""
    return fact.waited <= rule.within * SECOND
