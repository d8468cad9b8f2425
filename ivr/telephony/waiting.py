"""What a caller hears while they wait: news of their place at once, place and range as often as the table says."""

from collections.abc import Mapping

from ivr.agents.handoff import News
from ivr.agents.queue.callers import Callers, Wait
from ivr.dialog import Say

NEWS: Mapping[str, tuple[str, ...]] = {
    News.RETURNED: ("returned_to_front",),
    News.REGAINED: ("place_regained",),
    News.LONG: ("queue_long",),
    News.CALL_BACK: ("queue_long", "queue_call_back"),
}


def sentences(callers: Callers, handoff: str, second: int, *, due: bool) -> tuple[Say, ...]:
    """Give what is said at this second of waiting; with nothing new and nothing due, nothing."""
    wait = callers.wait_of(handoff, second)
    if wait is None:
        return (Say("agent_coming"),) if due else ()
    news = _news(wait)
    if not due:
        return news
    if wait.place.position > 1:
        callers.promised(handoff, wait)
    keys = ("queue_keys", *(("queue_call_back",) if wait.may_call_back else ()))
    told = {say.prompt for say in news}
    return news + _place(wait, told) + tuple(Say(prompt) for prompt in keys if prompt not in told)


def _news(wait: Wait) -> tuple[Say, ...]:
    offered = wait.may_call_back or wait.news != News.CALL_BACK
    return tuple(Say(prompt) for prompt in NEWS.get(wait.news if offered else News.LONG, ()))


def _place(wait: Wait, told: set[str]) -> tuple[Say, ...]:
    position = ("position", wait.place.position)
    if not wait.place.working:
        nobody = Say("queue_nobody")
        return (nobody,) if wait.place.position == 1 else (nobody, Say("queue_position_only", (position,)))
    if wait.place.position == 1:
        return () if "returned_to_front" in told else (Say("queue_next"),)
    if wait.minutes is None:
        return (Say("queue_position_only", (position,)),)
    return (Say("queue_position", (position, ("minutes", f"{wait.minutes[0]}-{wait.minutes[1]}"))),)
