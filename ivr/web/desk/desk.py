"""The desk: the page at which an agent works, and the actions behind its buttons."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import Response, jsonify, render_template
from flask.typing import ResponseReturnValue

from ivr.agents.agent import AgentIdentity
from ivr.agents.checks.asking import Asking
from ivr.agents.desk.day import beginning, day_view
from ivr.agents.desk.desk import Desk
from ivr.agents.desk.wrapping import LONGEST_NOTE, Wrapping
from ivr.security.roles import Right
from ivr.web.desk.softphone import away_since, in_browser, phone, report, require, softphone_routes, with_policy
from ivr.web.desk.view import as_json
from ivr.web.fields import field, flag, optional
from ivr.web.guarding import protected
from ivr.web.live.stream import stream
from ivr.web.parts import parts
from ivr.web.sign_in.identity import action_needs, needs, page_needs, sessions, signed_in
from ivr.web.sign_in.own_password import own_password
from ivr.web.sign_in.signin import sign_in, sign_out

P = ParamSpec("P")
LONGEST_ANSWER = 100
LONGEST_NUMBER = 20
LONGEST_WORD = 40

desk = protected("desk", "/desk")
desk.add_url_rule("/sign-in", view_func=sign_in, methods=["GET", "POST"])
desk.add_url_rule("/sign-out", view_func=sign_out, methods=["POST"])
desk.add_url_rule("/password", view_func=own_password, methods=["GET", "POST"])
softphone_routes(desk, Right.SERVE)


def action(
    rule: str,
) -> Callable[[Callable[Concatenate[Desk, AgentIdentity, P], object]], Callable[P, ResponseReturnValue]]:
    """Make a use case the answer to a POST: only for agents, a sign of life, and answered with the view after it."""

    def decorate(use_case: Callable[Concatenate[Desk, AgentIdentity, P], object]) -> Callable[P, ResponseReturnValue]:
        @desk.post(rule)
        @action_needs(Right.SERVE)
        @wraps(use_case)
        def route(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            use_case(parts().desk, signed_in().agent, *args, **kwargs)
            return view()

        return route

    return decorate


@desk.get("")
@page_needs(Right.SERVE)
def page() -> ResponseReturnValue:
    """Show the page; what it shows comes from the view."""
    member, softphone = signed_in().member, in_browser(signed_in().agent)
    names = {"name": member.name, "institution": parts().institutions[member.institution]}
    key = parts().desk.centre.institutions[member.institution].key
    shown = render_template("desk.html", **names, key=key, softphone=softphone, signalling=phone().signalling)
    return with_policy(shown) if softphone else shown


@desk.get("/view")
@needs(Right.SERVE)
def view() -> ResponseReturnValue:
    """Give how things stand for this agent: the only truth that the page shows."""
    ends, shown = sessions().ends(signed_in().session_id), parts().desk.view(signed_in().agent)
    return as_json(shown, parts().clock.now(), ends, away_since(signed_in().agent, shown))


@desk.get("/events")
@needs(Right.SERVE)
def events() -> Response:
    """Send what happens to this agent as it happens (text/event-stream)."""
    return stream(signed_in())


@desk.post("/heartbeat")
@needs(Right.SERVE)
def heartbeat() -> ResponseReturnValue:
    """Note that the browser lives and, when it says that somebody touched it, that the person is there."""
    if flag("active"):
        sessions().seen(signed_in().session_id)
    parts().desk.heartbeat(signed_in().agent)
    report(signed_in().agent)
    return view()


@action("/available")
def available(cases: Desk, agent: AgentIdentity) -> None:
    """Begin to take calls, once the telephone can ring."""
    require(agent)
    cases.available(agent)


@action("/unavailable")
def unavailable(cases: Desk, agent: AgentIdentity) -> None:
    """Take no more calls, with a reason for a while; a call under way goes on."""
    cases.unavailable(agent, optional("reason", LONGEST_WORD) or "")


@action("/offers/<handoff>/accept")
def accept(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Take the caller who is offered."""
    cases.accept(agent, handoff)


@action("/offers/<handoff>/decline")
def decline(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Give the caller back to the front of the queue."""
    cases.decline(agent, handoff)


@action("/handoffs/<handoff>/identify")
def identify(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Note whom a caller without a document says they are."""
    cases.identify(agent, handoff, field("kind", LONGEST_NUMBER), field("number", LONGEST_NUMBER))


@action("/handoffs/<handoff>/check")
def check(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Hold what the caller said against the records: a match or none, never the stored answer."""
    cases.check(agent, handoff, field("question", 64), field("answer", LONGEST_ANSWER))


@action("/handoffs/<handoff>/send-code")
def send_code(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Send a code to the registered mobile."""
    cases.send_code(agent, handoff)


@action("/handoffs/<handoff>/change-mobile")
def change_mobile(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Register another mobile, and the code goes there at once; or ask a supervisor to approve it."""
    cases.change_mobile(agent, handoff, field("number", LONGEST_NUMBER))


@action("/handoffs/<handoff>/withdraw-change")
def withdraw_change(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Want another mobile no more: nobody needs to approve it."""
    checking = cases.checking
    Asking(checking.centre, checking.sealer, checking.trail).withdraw(agent, handoff)


@action("/handoffs/<handoff>/freeze")
def freeze(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Freeze the key: the customer says that a change was not theirs."""
    cases.freeze(agent, handoff)


@action("/handoffs/<handoff>/unfreeze")
def unfreeze(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Release what was frozen."""
    cases.unfreeze(agent, handoff)


@action("/handoffs/<handoff>/to-keypad")
def to_keypad(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Send the caller to the keypad, out of everybody's hearing."""
    cases.to_keypad(agent, handoff)


@action("/handoffs/<handoff>/take-back")
def take_back(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Fetch the caller back from the keypad."""
    cases.take_back(agent, handoff)


@action("/handoffs/<handoff>/not-confirmed")
def not_confirmed(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """End it: who is calling could not be confirmed."""
    cases.not_confirmed(agent, handoff)


@action("/handoffs/<handoff>/wrap-up")
def save_wrap_up(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Keep what was written about a call so far."""
    Wrapping(cases.centre).save(agent, handoff, written())


@action("/handoffs/<handoff>/wrap-up/finish")
def finish_wrap_up(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Be ready for the next call."""
    Wrapping(cases.centre).finish(agent, handoff, written())


@action("/handoffs/<handoff>/wrap-up/more")
def more_wrap_up(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """Get more time, once."""
    Wrapping(cases.centre).more(agent, handoff)


def written() -> dict[str, str]:
    """Give what of the wrap-up was sent: only that is changed, so that two windows do not undo each other."""
    longest = {"wrap_up_code": LONGEST_WORD, "note": LONGEST_NOTE, "follow_up": LONGEST_NOTE}
    sent = {name: optional(name, most) for name, most in longest.items()}
    return {name: text for name, text in sent.items() if text is not None}


@desk.get("/day")
@needs(Right.SERVE)
def day() -> ResponseReturnValue:
    """Give the agent's own day, from the records."""
    who, now = signed_in().agent, parts().clock.now()
    institution = parts().desk.centre.institutions[who.institution]
    return jsonify(day_view(institution, parts().days.day(who.institution, who.id, beginning(institution, now), now)))


@action("/handoffs/<handoff>/finish")
def finish(cases: Desk, agent: AgentIdentity, handoff: str) -> None:
    """End it: the caller was helped."""
    cases.finish(agent, handoff)
