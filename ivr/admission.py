"""What an institution asks of everybody before it sends a message: its terms accepted, and a person."""

from dataclasses import dataclass

NOTHING, DIGITS, WORK = "nothing", "digits", "work"
"""Ways to tell people from programs: none; digits that are read or heard; work that a browser does (or digits)."""


@dataclass(frozen=True, slots=True)
class Admission:
    """`terms` is the version of the terms and conditions (empty: none are asked); `web` and `phone` name a way each."""

    terms: str = ""
    web: str = NOTHING
    phone: str = NOTHING

    def way(self, channel: str) -> str:
        """Give how people are told from programs on a channel (phone, web)."""
        return {"phone": self.phone, "web": self.web}[channel]


NO_ADMISSION = Admission()
"""Nothing is asked first."""
