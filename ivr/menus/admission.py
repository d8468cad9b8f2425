"""Before anything is sent: the terms are accepted, and a person shows that they are one."""

from typing import Any

from ivr.admission import NOTHING
from ivr.dialog import Caller, Form, Kind, Question, script
from ivr.errors import HumanCheckFailed, LimitReached, TriesExhausted
from ivr.menus.questions import confirmation
from ivr.proof_ports import HumanChecks
from ivr.values import HumanCheck

CHECKS = 3
"""How many checks may fail before a person helps."""


@script
async def accepts_terms(caller: Caller) -> bool:
    """Say whether the caller accepts the institution's terms and conditions, or there are none to accept."""
    if not caller.institution.admission.terms or await caller.ask(confirmation("terms")):
        return True
    await caller.say("terms_refused")
    return False


async def asked_of_a_person(caller: Caller, *questions: Question[Any]) -> tuple[Any, ...]:
    """Ask questions and the human check together; one that fails is asked again alone.

    Raises TriesExhausted.
    """
    check = await new_check(caller)
    if check is None:
        return await caller.ask_together(*questions)
    *answers, typed = await caller.ask_together(*questions, human_check(check))
    if not await is_proven(caller, check, typed):
        await show_a_person(caller, CHECKS - 1)
    return tuple(answers)


@script
async def show_a_person(caller: Caller, checks: int = CHECKS) -> None:
    """Ask for the digits that are heard, or read, until they are right. Raises TriesExhausted."""
    for _ in range(checks):
        check = await new_check(caller)
        if check is None or await is_proven(caller, check, await caller.ask(human_check(check))):
            return
    raise TriesExhausted("human_check")


async def new_check(caller: Caller) -> HumanCheck | None:
    """Give a new check; None where the institution's table asks for none on this channel."""
    if caller.institution.admission.way(caller.channel) == NOTHING:
        return None
    return await caller.do(HumanChecks.begin)


async def is_proven(caller: Caller, check: HumanCheck, typed: str) -> bool:
    """Use the check up; one that failed is told, and counts against nobody's key. Raises TriesExhausted."""
    try:
        await caller.do(HumanChecks.prove, check, typed)
    except HumanCheckFailed:
        await caller.say("human_check_failed")
        return False
    except LimitReached:
        await caller.say("limit_reached")
        raise TriesExhausted("human_check") from None
    return True


def human_check(check: HumanCheck) -> Question[str]:
    """Ask for the digits of a check; a page may do the work instead."""
    form = Form(len(check.digits), len(check.digits))
    shown = (("digits", check.digits), ("work", check.work))
    return Question("human_check", "human_check", Kind.HUMAN, form, variables=shown)
