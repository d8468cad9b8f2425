"""A caller as the telephone network sends them: the form of a turn, signed, and where the answer says to go next."""

import hmac
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from bench.place import ACCOUNT, AUTH_TOKEN

LINE = "+576053091919"
FIRST_KEYS = ("9", "7")
"""Repeat, and a wrong key: only once in a call, because a caller has three tries."""
KEYS = ("4", "3", "1024567890", "*", "*", "*")
"""From then on, again and again: the second menu, a document, and back. No turn has an effect, none uses up a try."""
PLACES = 1 + len(FIRST_KEYS) + len(KEYS)
"""How many turns of a call differ."""
ROUNDS = 8
"""So often a caller may go back from the same question (`ivr.turn.REPEATS`): then another one calls."""
LAST = 1 + len(FIRST_KEYS) + ROUNDS * len(KEYS)
"""The last turn of a call."""
NEXT = re.compile(rb"(/voice/turn/\d+\?token=[\w-]+)")
DIGITS = "Digits"


def keys_at(turn: int) -> str:
    """Give what is pressed in the turn with this number; the call's opening is turn 1."""
    place = turn - 2
    return FIRST_KEYS[place] if place < len(FIRST_KEYS) else KEYS[(place - len(FIRST_KEYS)) % len(KEYS)]


def parameters(call: str, caller: str) -> dict[str, str]:
    """Give what Twilio says of a call from Colombia, with each request."""
    ends = {"From": caller, "Caller": caller, "To": LINE, "Called": LINE}
    places = {end + place: "" for end in ends for place in ("City", "State", "Zip")}
    countries = {f"{end}Country": "CO" for end in ends}
    own = {"CallSid": call, "AccountSid": ACCOUNT, "ApiVersion": "2010-04-01", "Direction": "inbound"}
    return own | ends | places | countries | {"CallStatus": "in-progress"}


def signed(url: str, given: Sequence[tuple[str, str]]) -> str:
    """Sign as Twilio does: HMAC-SHA1 over the URL and the parameters in order of name."""
    text = url + "".join(name + value for name, value in given)
    return b64encode(hmac.digest(AUTH_TOKEN.encode(), text.encode(), "sha1")).decode()


@dataclass(slots=True)
class Telephone:
    """One call on one service; `path` is where its next webhook goes, `begin` the turn with which measuring begins."""

    url: str
    call: str
    caller: str
    begin: int = 2
    path: str = "/voice/incoming"
    turn: int = 1
    heard: bytes = b""
    calls: int = 1

    def request(self) -> bytes:
        """Give the next request, ready for the socket."""
        given = parameters(self.call, self.caller)
        if self.turn > 1:
            given |= {DIGITS: keys_at(self.turn), "msg": "Gather End", "FinishedOnKey": ""}
        pairs = sorted(given.items())
        body = "&".join(f"{name}={quote_plus(value)}" for name, value in pairs)
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {self.url[7:]}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"X-Twilio-Signature: {signed(self.url + self.path, pairs)}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return (head + body).encode()

    def answered(self, answer: bytes) -> None:
        """Take the next address from the TwiML. Raises ValueError when the service does not ask for the next keys."""
        found = NEXT.search(answer)
        if found is None or b"<Gather" not in answer:
            raise ValueError(f"turn {self.turn} ({keys_at(self.turn)}): {answer.decode(errors='replace')}")
        self.path, self.heard = found[1].decode(), answer
        self.turn += 1
        if self.turn > LAST:
            self._call_anew()

    def _call_anew(self) -> None:
        """Be somebody else with a call of their own: whoever calls again is asked whether they want to go on."""
        self.calls += 1
        self.call = f"CA{self.calls:08x}{self.call[-24:]}"
        self.caller = f"+573{self.calls % 100:02}{self.caller[-7:]}"
        self.path, self.turn = "/voice/incoming", 1


def telephones(url: str, count: int) -> list[Telephone]:
    """Give so many calls that have not come in yet, each to begin at another place of the conversation."""
    return [Telephone(url, f"CA{n:032x}", f"+57300{n:07}", 2 + n % (PLACES - 1)) for n in range(count)]
