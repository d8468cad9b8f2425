"""The floor: the page from which a supervisor runs the shift, live, and the actions behind its buttons."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from ivr.agents.agent import AgentIdentity
from ivr.agents.supervision.notices import FREE, LONGEST_TEXT
from ivr.agents.supervision.supervising import LONGEST_WHY, Supervising
from ivr.errors import DeskError
from ivr.security.roles import Right
from ivr.web.desk.softphone import in_browser, phone, softphone_routes, with_policy
from ivr.web.fields import field, optional
from ivr.web.guarding import protected
from ivr.web.live.revoking import tell_ended
from ivr.web.live.stream import floor_stream
from ivr.web.parts import parts
from ivr.web.sign_in.identity import action_needs, needs, page_needs, sessions, signed_in

P = ParamSpec("P")
LONGEST_WORD = 60

floor = protected("floor", "/floor")
softphone_routes(floor, Right.LISTEN)


def action(
    rule: str,
) -> Callable[[Callable[Concatenate[Supervising, AgentIdentity, P], object]], Callable[P, ResponseReturnValue]]:
    """Make a use case the answer to a POST: only for who directs, a sign of life, answered with the view after it."""

    def decorate(
        use_case: Callable[Concatenate[Supervising, AgentIdentity, P], object],
    ) -> Callable[P, ResponseReturnValue]:
        @floor.post(rule)
        @action_needs(Right.DIRECT)
        @wraps(use_case)
        def route(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            use_case(parts().floor.supervising, signed_in().agent, *args, **kwargs)
            return answer(anew=True)

        return route

    return decorate


@floor.get("")
@page_needs(Right.WATCH)
def page() -> ResponseReturnValue:
    """Show the page; what it shows comes from the view. Who may listen has a telephone in it, unless by a number."""
    sentences, rights = parts().floor.announcements[signed_in().member.institution], signed_in().rights
    listed = {prompt: text for prompt, text in sentences.items() if prompt != FREE}
    softphone = Right.LISTEN in rights and in_browser(signed_in().agent)
    telephone = {"softphone": softphone, "signalling": phone().signalling}
    about = {"announcements": listed, "free": FREE, "rights": sorted(rights), "me": signed_in().member.id}
    zone = parts().desk.centre.institutions[signed_in().member.institution].hours.time_zone
    shown = render_template("floor.html", **about, **telephone, zone=zone)
    return with_policy(shown) if softphone else shown


@floor.get("/view")
@needs(Right.WATCH)
def view() -> ResponseReturnValue:
    """Give how things stand at the supervisor's own institution."""
    return answer()


def answer(*, anew: bool = False) -> ResponseReturnValue:
    """Answer with the board; `anew` so that who has just done something sees it."""
    who = signed_in()
    return parts().floor.views.answer(who.member.institution, sessions().ends(who.session_id), anew=anew)


@floor.get("/events")
@needs(Right.WATCH)
def events() -> Response:
    """Send how things stand whenever something happens at the institution (text/event-stream)."""
    institution, views = signed_in().member.institution, parts().floor.views
    return floor_stream(signed_in(), lambda since, session_ends: views.text(institution, session_ends, since))


@floor.post("/present")
@action_needs(Right.WATCH)
def present() -> ResponseReturnValue:
    """Note that somebody sits before the page: they touched it."""
    return answer()


@action("/agents/<agent>/free")
def free(cases: Supervising, who: AgentIdentity, agent: str) -> None:
    """Free an agent who is stuck."""
    cases.free(who, agent)


@action("/agents/<agent>/state")
def set_state(cases: Supervising, who: AgentIdentity, agent: str) -> None:
    """Set what an agent does."""
    cases.set_state(who, agent, field("state", LONGEST_WORD), optional("reason", LONGEST_WORD) or "")


@action("/agents/<agent>/sign-out")
def sign_agent_out(cases: Supervising, who: AgentIdentity, agent: str) -> None:
    """End an agent's sessions; their open pages hear it now."""
    cases.end_sessions(who, agent)
    post = parts().staffing.find(who.institution, agent.removeprefix(f"{who.institution}."))
    if post is not None:
        tell_ended(post)


@action("/handoffs/<handoff>/front")
def prioritise(cases: Supervising, who: AgentIdentity, handoff: str) -> None:
    """Put a caller who waits before all others."""
    cases.prioritise(who, handoff)


@action("/handoffs/<handoff>/move")
def move(cases: Supervising, who: AgentIdentity, handoff: str) -> None:
    """Have a caller wait in another queue."""
    cases.move(who, handoff, field("queue", LONGEST_WORD))


@action("/queues/<queue>/close")
def close(cases: Supervising, who: AgentIdentity, queue: str) -> None:
    """Take nobody new into a queue."""
    cases.close(who, queue, optional("why", LONGEST_WHY) or "", minutes())


@action("/queues/<queue>/open")
def open_queue(cases: Supervising, who: AgentIdentity, queue: str) -> None:
    """Take callers again."""
    cases.open(who, queue)


@action("/announcement")
def announce(cases: Supervising, who: AgentIdentity) -> None:
    """Have every caller hear a sentence before the menu."""
    cases.announce(who, field("prompt", LONGEST_WORD), optional("text", LONGEST_TEXT) or "", minutes())


@action("/announcement/withdraw")
def withdraw(cases: Supervising, who: AgentIdentity) -> None:
    """Say nothing before the menu."""
    cases.withdraw(who)


def minutes() -> int:
    """Give for how many minutes; 0 until somebody ends it. Raises DeskError("malformed")."""
    typed = optional("minutes", 5) or "0"
    if not typed.isascii() or not typed.isdigit():
        raise DeskError("malformed", "minutes")
    return int(typed)
