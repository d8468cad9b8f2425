"""What a customer hears about a key that may not be taken."""

from ivr.dialog import Caller
from ivr.errors import KeyRefused


async def say_refused(caller: Caller, refused: KeyRefused, *, whole: bool) -> None:
    """Explain each rule that is broken, and with `whole` all that the key must be."""
    for rule in refused.detail.split(","):
        await caller.say(f"key_refused_{rule}")
    if whole:
        await caller.say("key_policy")
