"""The telephone in the page of agents and supervisors: who gets a pass for it, and what the browser may reach."""

from datetime import datetime, timedelta
from math import floor

from flask import Response, jsonify, make_response
from flask.typing import ResponseReturnValue

from ivr.agents.agent import AgentIdentity
from ivr.agents.desk.phone import BROWSER
from ivr.agents.desk.view import DeskView
from ivr.errors import DeskError
from ivr.security.roles import Right
from ivr.web.desk.parts import PhoneParts
from ivr.web.fields import optional
from ivr.web.guarding import Pages
from ivr.web.headers import POLICY, SPEAKING
from ivr.web.parts import parts
from ivr.web.sign_in.identity import needs, sessions, signed_in

LONGEST_PASS = timedelta(hours=1)
LONGEST_PAGE = 40
EDGES = ["roaming", "ashburn", "umatilla", "sao-paulo", "dublin", "frankfurt", "singapore", "sydney", "tokyo"]
HOMES = ["us1", "ie1", "au1"]
"""Where Twilio's Voice SDK signals, and the regions that take its reports of quality (2.18.5, `regions.js`)."""


def softphone_routes(pages: Pages, right: Right) -> None:
    """Add to pages what the telephone in them asks for: the desk (SERVE), and the floor for who listens (LISTEN)."""
    pages.add_url_rule("/phone-pass", "phone_pass", needs(right)(phone_pass), methods=["POST"])


def phone_pass() -> ResponseReturnValue:
    """Give a pass for whoever is signed in, good for an hour, and never for longer than their session can last.

    No sign of life: the page asks by itself. Raises DeskError (no_phone) for who has no telephone in the browser.
    """
    passes, agent = phone().passes, signed_in().agent
    if passes is None or not in_browser(agent):
        raise DeskError("no_phone")
    left = sessions().over(signed_in().session_id) - parts().clock.now()
    seconds = floor(min(left, LONGEST_PASS).total_seconds())
    if seconds < 1:
        raise DeskError("signed_out")
    return jsonify({"token": passes.make(agent.voice.removeprefix(BROWSER), seconds), "seconds": seconds})


def phone() -> PhoneParts:
    """Give what the telephone needs."""
    return parts().phone


def in_browser(agent: AgentIdentity) -> bool:
    """Say whether the agent's telephone is their page: where the network knows us, and they have no number."""
    return phone().passes is not None and agent.voice.startswith(BROWSER)


def report(agent: AgentIdentity) -> None:
    """Take note of what the page says of its telephone with a sign of life; one that says nothing has none to ask."""
    state, page = optional("phone", LONGEST_PAGE), optional("page", LONGEST_PAGE)
    if page and state in ("ready", "not_ready") and in_browser(agent):
        phone().telephone.report(agent, page, ready=state == "ready")


def require(agent: AgentIdentity) -> None:
    """Refuse calls to an agent whose page says that its telephone cannot ring. Raises DeskError (phone_not_ready)."""
    report(agent)
    if optional("phone", LONGEST_PAGE) and in_browser(agent):
        phone().telephone.require(agent)


def away_since(agent: AgentIdentity, view: DeskView) -> datetime | None:
    """Give since when the leg of the call that the page shows is gone, with the page that it was in."""
    return phone().telephone.away_since(view.call.handoff) if view.call and in_browser(agent) else None


def with_policy(page: str) -> Response:
    """Answer a page that may reach the telephone network, and nothing else, besides us, and ask for the microphone.

    The SDK opens a WebSocket (signalling) and posts reports of quality; voices come over WebRTC, which the policy does
    not name. Sounds are our own files.
    """
    response, local = make_response(page), phone().signalling
    hosts = [f"wss://voice-js.{edge}.twilio.com" for edge in EDGES] + ["https://eventgw.twilio.com"]
    hosts += [f"https://eventgw.{home}.twilio.com" for home in HOMES]
    reach = [f"ws://{local}"] if local else hosts
    opened = POLICY.replace("connect-src 'self'", " ".join(("connect-src 'self'", *reach)))
    response.headers.update({"Content-Security-Policy": opened, "Permissions-Policy": SPEAKING})
    return response
