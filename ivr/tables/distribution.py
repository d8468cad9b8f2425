"""Reads how callers come to agents: priority, skills that widen, overflow, places that are kept, and call-backs."""

from collections.abc import Mapping
from itertools import pairwise

from ivr.institutions import QueueRule
from ivr.procedures import Procedure
from ivr.queues import (
    MOST_PRIORITY,
    USUAL_PRIORITIES,
    CallBackRule,
    Condition,
    Distribution,
    OverflowRule,
    Priorities,
    Relief,
    SkillStep,
)
from ivr.tables.reader import TableReader

SKILL = r"[a-z][a-z_]{0,39}"
SKILLS = "a list of skills in lower case letters and _, as the staff have them"
LONGEST_STEP = 3600
ANYBODY = "skills = []: the last step takes anybody, so that no caller waits for nobody"


def read_distribution(table: TableReader) -> Distribution:
    """Give how a queue's callers come to agents; times in seconds."""
    return Distribution(
        priority=table.number("priority", 0, MOST_PRIORITY, default=0),
        steps=_read_steps(table),
        overflow=_read_overflow(table),
        place_kept=table.number("place_kept", 0, 3600, default=600),
        closing_grace=table.number("closing_grace", 0, 7200, default=1800),
        call_back=_read_call_back(table),
    )


def read_priorities(root: TableReader) -> Priorities:
    """Give what raises a caller's priority."""
    table, usual = root.table("priorities", optional=True), USUAL_PRIORITIES
    return Priorities(
        repeated=table.number("repeated_call", 0, MOST_PRIORITY, default=usual.repeated),
        within=table.number("repeated_within", 60, 86_400, default=usual.within),
        call_back=table.number("call_back", 0, MOST_PRIORITY, default=usual.call_back),
    )


def _read_steps(table: TableReader) -> tuple[SkillStep, ...]:
    first = SkillStep(0, _read_skills(table))
    later = tuple(
        SkillStep(step.number("after", 5, LONGEST_STEP), _read_skills(step))
        for step in table.tables("widening", optional=True)
    )
    steps = (first, *later)
    if any(after.after <= before.after for before, after in pairwise(steps)):
        table.note("widening", " ".join(str(step.after) for step in later), "each `after` later than the one before")
    if any(not set(after.skills) < set(before.skills) for before, after in pairwise(steps)):
        table.note("widening", "a step that does not ask for less", "each step with fewer of the skills before it")
    if steps[-1].skills:
        table.note("widening" if later else "skills", " ".join(steps[-1].skills), ANYBODY)
    return steps


def _read_skills(table: TableReader) -> tuple[str, ...]:
    return tuple(sorted(set(table.texts("skills", SKILLS, SKILL, ()))))


def _read_overflow(table: TableReader) -> tuple[OverflowRule, ...]:
    rules = tuple(_read_rule(rule) for rule in table.tables("overflow", optional=True))
    conditions = [rule.when for rule in rules]
    if len(set(conditions)) < len(conditions):
        table.note("overflow", " ".join(conditions), "each condition once")
    return rules


def _read_rule(table: TableReader) -> OverflowRule:
    when, then = table.one_of("when", Condition), table.one_of("then", Relief)
    rule = OverflowRule(
        when=Condition(when) if when in set(Condition) else Condition.WAITED,
        over=0 if when == Condition.NOBODY else table.number("over", 1, LONGEST_STEP),
        then=Relief(then) if then in set(Relief) else Relief.SAY,
        queue=table.text("queue") if then == Relief.QUEUE else "",
    )
    if rule.when is Condition.NOBODY and rule.then is Relief.SAY:
        table.note("then", repr(then), "queue or call_back: that nobody is there is said anyway")
    return rule


def _read_call_back(table: TableReader) -> CallBackRule | None:
    usual = CallBackRule()
    offered = table.flag("call_back", default=False)
    rule = CallBackRule(
        tries=table.number("call_back_tries", 1, 3, default=usual.tries),
        apart=table.number("call_back_apart", 60, 3600, default=usual.apart),
    )
    return rule if offered else None


def check_overflow(root: TableReader, queues: Mapping[str, QueueRule]) -> None:
    """Note an overflow into a queue that the table does not have, or back again, and one to a call-back never made."""
    for queue in queues.values():
        for place, rule in enumerate(queue.distribution.overflow, 1):
            name = f"queues.{queue.id}.overflow[{place}]"
            if rule.then is Relief.QUEUE:
                _check_target(root, queues, queue, f"{name}.queue", rule)
            if rule.then is Relief.CALL_BACK and queue.distribution.call_back is None:
                root.note(f"{name}.then", "'call_back'", f"queues.{queue.id}.call_back = true beside it")


def _check_target(
    root: TableReader, queues: Mapping[str, QueueRule], queue: QueueRule, name: str, rule: OverflowRule
) -> None:
    others = sorted(set(queues) - {queue.id})
    if rule.queue not in others:
        root.note(name, repr(rule.queue), ", ".join(others) or "nothing: the table has one queue")
    elif any(each.then is Relief.QUEUE for each in queues[rule.queue].distribution.overflow):
        root.note(name, repr(rule.queue), "a queue that does not overflow into another one itself")


def check_priorities(
    root: TableReader, queues: Mapping[str, QueueRule], procedures: Mapping[str, Procedure], added: Priorities
) -> None:
    """Note priorities that together are higher than any place but the front."""
    highest = max((queue.distribution.priority for queue in queues.values()), default=0)
    urgent = max((procedure.priority for procedure in procedures.values()), default=0)
    total = highest + urgent + added.repeated + added.call_back
    if total > MOST_PRIORITY:
        root.note("priorities", f"{total} in all", f"at most {MOST_PRIORITY}: queue, procedure, repeated, call_back")
