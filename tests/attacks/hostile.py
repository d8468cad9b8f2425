"""Ten thousand things that nobody honest sends, each with what it may at most be answered."""

import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.phone.call import Call
from tests.phone.plain import PlainService
from tests.phone.posting import action, signed, told

FORM = "application/x-www-form-urlencoded"
ODD = string.printable + "ñ١²\x00\u202e\ud7ff🤖"
NAMES = (
    "<Say>hola</Say>",
    "{{7*7}}",
    "'; DROP TABLE customers;--",
    "\r\nSet-Cookie: a=b",
    "%0d%0a",
    "../../etc/passwd",
)
TOKENS = ("", "0" * 22, "..", "a" * 161, "x&token=y", "{}", "\u0661")
HANDOFFS = (
    "serfinansa.0",
    "x",
    "serfinansa}.0",
    "other.0",
    "a" * 300,
    "serfinansa.%00",
    "{serfinansa}",
    "serfinansa.*",
)


@dataclass(frozen=True)
class Hostile:
    """A request; `refused` says that it must be answered 4xx (anything else may be harmless, without an effect)."""

    path: str
    body: bytes
    signature: str = ""
    kind: str = FORM
    method: str = "POST"
    refused: bool = True


@dataclass
class Attacker:
    """Somebody who knows every address of live calls, and sometimes how to sign."""

    service: PlainService
    calls: list[Call]
    chance: random.Random

    def __post_init__(self) -> None:
        """Note where the calls stand."""
        self.live = [(action(self.service, call), told(self.service, call, Digits="1")) for call in self.calls]
        self.ways: tuple[Callable[[], Hostile], ...] = (
            self.forged,
            self.resplit,
            self.twice_named,
            self.odd_digits,
            self.wrong_token,
            self.not_a_form,
            self.too_large,
            self.bytes_only,
            self.odd_names,
            self.odd_handoff,
            self.odd_turn,
            self.another_account,
        )

    def __iter__(self) -> Iterator[Hostile]:
        """Attack for ever."""
        while True:
            yield self.chance.choice(self.ways)()

    def text(self, longest: int = 40) -> str:
        """Give odd letters."""
        return "".join(self.chance.choices(ODD, k=self.chance.randrange(1, longest)))

    def one(self) -> tuple[str, dict[str, str]]:
        """Give the open question of one of the calls."""
        return self.chance.choice(self.live)

    def signed(self, path: str, form: dict[str, str], *, refused: bool = True) -> Hostile:
        """Sign as the network would."""
        whole, signature = signed(path, form)
        return Hostile(path, urlencode(whole).encode(), signature, refused=refused)

    def forged(self) -> Hostile:
        """An answer to an open question, signed by nobody, or by somebody else."""
        path, form = self.one()
        whole, right = signed(path, form)
        almost = ("B" if right.startswith("A") else "A") + right[1:]
        noise = "".join(self.chance.choices(string.ascii_letters, k=28))
        wrong = ("", noise, almost)
        return Hostile(path, urlencode(whole).encode(), self.chance.choice(wrong))

    def resplit(self) -> Hostile:
        """The signature does not bind where a parameter ends: move the border."""
        path, form = self.one()
        digits = "".join(self.chance.choices("0123456789", k=6))
        whole, signature = signed(path, form | {"Digits": digits})
        cut = self.chance.randrange(1, 6)
        if self.chance.random() < 0.5:
            del whole["Digits"]
            whole["Digits" + digits[:cut]] = digits[cut:]
        else:
            del whole["Digits"]
            whole["CallStatus"] += "Digits" + digits
        return Hostile(path, urlencode(whole).encode(), signature)

    def twice_named(self) -> Hostile:
        """One name with two values."""
        path, form = self.one()
        whole, signature = signed(path, form)
        name = self.chance.choice(list(whole))
        return Hostile(path, urlencode([*whole.items(), (name, whole[name])]).encode(), signature)

    def odd_digits(self) -> Hostile:
        """Signed, and no keys of a telephone."""
        path, form = self.one()
        odd = self.text().translate(str.maketrans("", "", string.digits + "*#")) or "x"
        return self.signed(path, form | {"Digits": odd})

    def wrong_token(self) -> Hostile:
        """Signed, for an address that we never made."""
        path, form = self.one()
        return self.signed(path.partition("token=")[0] + "token=" + self.chance.choice(TOKENS), form)

    def not_a_form(self) -> Hostile:
        """Another kind of body, or another method."""
        path, form = self.one()
        kind = self.chance.choice(("application/json", "text/plain", "multipart/form-data; boundary=x", ""))
        method = self.chance.choice(("POST", "GET", "PUT", "DELETE", "PATCH"))
        return Hostile(path, urlencode(form).encode(), "x", kind, method)

    def too_large(self) -> Hostile:
        """More than any webhook has."""
        path, form = self.one()
        many = (
            {f"Extra{number}": "x" for number in range(200)} if self.chance.random() < 0.5 else {"Extra": "x" * 20_000}
        )
        return self.signed(path, form | many)

    def bytes_only(self) -> Hostile:
        """Noise."""
        path, _ = self.one()
        return Hostile(path, self.chance.randbytes(self.chance.randrange(200)), "x")

    def odd_names(self) -> Hostile:
        """A caller with an odd name calls in once more: the same call, the same answer."""
        _, form = self.one()
        odd = {"CallerName": self.chance.choice(NAMES), "CallerCity": self.chance.choice(NAMES)}
        form = {name: value for name, value in form.items() if name != "Digits"}
        return self.signed("/voice/incoming", form | odd, refused=False)

    def odd_handoff(self) -> Hostile:
        """Doors to rooms that there are not."""
        _, form = self.one()
        kind = self.chance.choice(("agent", "room", "room-end", "conference", "agent-status"))
        path = f"/voice/{kind}/{self.chance.choice(HANDOFFS)}?token={'a' * 22}"
        sid = self.chance.choice((form["CallSid"], "CA" + "0" * 32))
        parameters = {name: value for name, value in form.items() if name != "Digits"} | {"CallSid": sid}
        return self.signed(path, parameters, refused=False)

    def odd_turn(self) -> Hostile:
        """Numbers of turns that there never were."""
        path, form = self.one()
        number = self.chance.choice(("-1", "0", "99999999999999999999", "1e3", "١", "%00", "2/3", ""))
        return self.signed(f"/voice/turn/{number}?{path.partition('?')[2]}", form)

    def another_account(self) -> Hostile:
        """Signed with our token, and not our account."""
        path, form = self.one()
        return self.signed(path, form | {"AccountSid": "AC" + "9" * 32})
