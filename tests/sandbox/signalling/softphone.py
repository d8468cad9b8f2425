"""An agent's page with Twilio's own SDK in a real browser, and what a test does with it."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

PATIENCE = 15_000  # milliseconds
AUDIBLE, INAUDIBLE = -50, -60  # dB of one frequency: what is said is far above, what is not said far below
RECONNECT = {"maxCallSignalingTimeoutMs": 30_000}


def token(identity: str, account: dict[str, str], seconds: float = 600, *, takes_calls: bool = True) -> str:
    """Give a token as the official library makes it."""
    made = AccessToken(
        account["TWILIO_ACCOUNT_SID"],
        account["TWILIO_API_KEY"],
        account["TWILIO_API_SECRET"],
        identity=identity,
        ttl=seconds,
    )
    made.add_grant(VoiceGrant(incoming_allow=takes_calls))
    return str(made.to_jwt())


@dataclass
class Softphone:
    """One page; `identity` is whom it rings for."""

    page: Page
    identity: str

    def turn_on(self, pass_: str, hertz: int = 0, **options: object) -> "Softphone":
        """Register with a token; the microphone is the browser's, or a steady tone of so many hertz."""
        self.begin(pass_, hertz, **options)
        self.sees("registered")
        return self

    def begin(self, pass_: str, hertz: int = 0, **options: object) -> None:
        """Try to register, and do not wait."""
        self.page.evaluate("([t, o, h]) => { turnOn(t, o, h).catch(() => {}); }", [pass_, options, hertz])

    def sees(self, name: str, times: int = 1) -> str:
        """Wait until something happened so often; give what it was about: a code, a call's SID, a warning's name."""
        given = f"happened.filter(([name]) => name === {name!r})[{times - 1}]"
        self.page.wait_for_function(f"() => {given}", timeout=PATIENCE)
        about: str = self.page.evaluate(f"() => String({given}[1])")
        return about

    def saw(self, name: str) -> bool:
        """Say whether something happened."""
        return bool(self.page.evaluate(f"() => happened.some(([name]) => name === {name!r})"))

    def accepts(self) -> str:
        """Take the call that rings; give its SID once audio can flow."""
        sid = self.sees("incoming")
        self.does("call.accept()")
        self.sees("accept")
        return sid

    def does(self, script: str) -> Any:
        """Do something with `device` or `call`."""
        return self.page.evaluate(f"() => {{ return {script}; }}")

    def hears(self, hertz: int) -> bool:
        """Wait until a frequency is heard."""
        return self._becomes(hertz, f"loudest > {AUDIBLE}")

    def does_not_hear(self, hertz: int) -> bool:
        """Wait until a frequency is heard no more."""
        return self._becomes(hertz, f"loudest < {INAUDIBLE}")

    def _becomes(self, hertz: int, condition: str) -> bool:
        script = f"async (tries) => {{ let loudest; while (tries-- > 0) {{ loudest = await loudness({hertz});"
        script += f" if ({condition}) return [true, loudest]; }} return [false, loudest]; }}"
        reached, loudest = self.page.evaluate(script, PATIENCE // 1000)
        assert reached, f"{self.identity} at {hertz} Hz: {loudest} dB, not {condition}"
        return True
