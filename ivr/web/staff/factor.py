"""A second factor as an authenticator takes it: a picture to point a telephone at, and the letters to type instead."""

from dataclasses import dataclass

import pyotp
import segno
from markupsafe import Markup

PIXELS, QUIET = 5, 4  # a module's side, and the modules of light border that ISO/IEC 18004 asks for


@dataclass(frozen=True, slots=True)
class Factor:
    """`picture` is an SVG without a style of its own; `letters` the secret in groups of four."""

    picture: Markup
    letters: str

    @classmethod
    def of(cls, secret: str, user: str, institution: str) -> "Factor":
        """Give the factor of a secret in Base32; user and institution are what the authenticator shows beside it."""
        address = pyotp.TOTP(secret).provisioning_uri(name=user, issuer_name=institution)
        drawn = segno.make(address, error="m").svg_inline(scale=PIXELS, border=QUIET, dark="#000", light="#fff")
        groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return cls(Markup(drawn), " ".join(groups))  # noqa: S704 - drawn by the library, of squares only
