"""Two telephones joined: what one presses the other hears, until one of them goes."""

from dataclasses import dataclass

from ivr.sandbox.clock import Wait
from ivr.sandbox.leg import Leg
from ivr.sandbox.signals import Key, PartnerLeft


@dataclass(eq=False)
class Bridge:
    """A connection of two calls."""

    first: Leg
    second: Leg
    is_open: bool = True

    def other(self, leg: Leg) -> Leg:
        """Return the call at the other end."""
        return self.second if leg is self.first else self.first

    def stay(self, leg: Leg, *, until_star: bool = False) -> None:
        """Keep `leg` connected until the other end goes, or, if asked, until it presses star.

        Raises:
            Interrupt: `leg` ended or was redirected; the other end is told.
        """
        if not self.is_open:
            return
        leg.bridge = self
        leg.show("connected", at_rest=True)
        leg.note("connected", self.other(leg).plan.to)
        try:
            while not (self._key(leg) and until_star):
                continue
        except PartnerLeft:
            return
        finally:
            leg.bridge = None
            self.is_open = False
            self.other(leg).post(PartnerLeft(self))

    def _key(self, leg: Leg) -> bool:
        """Let the other end hear a key; True when it was the star."""
        signal = leg.receive(None, Wait.PERSON)
        if not isinstance(signal, Key):
            return False
        leg.note("key", signal.digit)
        self.other(leg).note("heard-key", signal.digit)
        return signal.digit == "*"
