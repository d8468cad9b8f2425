"""Names of things on the network: two letters that say the kind, and thirty-two that nobody can guess."""

import secrets


def new_sid(kind: str) -> str:
    """Return an identifier such as Twilio's: `kind` (CA, CF, QU, SM, RE, PN) and 32 hexadecimal digits."""
    return kind + secrets.token_hex(16)
