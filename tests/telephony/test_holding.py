"""Who is on hold: heard by our own tokens only, and whatever else is down."""

from xml.etree import ElementTree as ET

from flask import Flask

from ivr.agents.room.paths import agent_hold_path, hold_path
from ivr.institutions import Institution
from ivr.security.tokens import Tokens
from ivr.telephony.gate import Gate
from ivr.telephony.holding import HoldDoor, hold_routes
from ivr.telephony.signature import Signatures
from ivr.telephony.twiml import Renderer
from tests.telephony.sender import ACCOUNT, PUBLIC_URL, TOKEN, Sender

TOKENS = Tokens(["a secret of the tests, long enough to make tokens of"])
ROOM = "serfinansa.1"


def test_only_our_own_token_is_answered(renderer: Renderer, institution: Institution) -> None:
    """Another room's token, an unknown institution, none: nothing is said; ours, with a CallSid or without: music.

    The caller hears music at once, the agent whose caller is at the keypad first of all why.
    """
    door, app = HoldDoor(renderer, {institution.id: institution}, TOKENS), Flask("holding")
    app.register_blueprint(hold_routes(Gate(Signatures(PUBLIC_URL, [TOKEN]), ACCOUNT), door))
    sender = Sender(app.test_client(), [])
    ours, foreign = hold_path(TOKENS, ROOM), hold_path(TOKENS, "other.1")
    stolen = hold_path(TOKENS, "serfinansa.2").replace("serfinansa.2", ROOM)
    for path, expected in (
        (ours, ["Play", "Say", "Redirect"]),
        (agent_hold_path(TOKENS, ROOM), ["Say", "Play", "Redirect"]),
        (agent_hold_path(TOKENS, "other.1"), []),
        (f"/voice/agent-hold/{ROOM}", []),
        (foreign, []),
        (stolen, []),
        (f"/voice/hold/{ROOM}", []),
    ):
        for own in ({}, {"CallSid": "CA" + "a" * 32}):
            answer = sender.post(path, {"AccountSid": ACCOUNT, **own})
            assert [verb.tag for verb in ET.fromstring(answer.text)] == expected  # noqa: S314 - our own document
