"""How a document or a telephone number may be shown: its last digits only."""

DOTS = "••••"
SHOWN = 4


def mask_document(kind: str, number: str) -> str:
    """Give "CC •••• 6789" for a document of the type `kind`."""
    return f"{kind} {DOTS} {_end(number)}".rstrip()


def mask_phone(number: str) -> str:
    """Give "•••• 4567" for a telephone number, and nothing for a withheld one."""
    return f"{DOTS} {_end(number)}".rstrip() if number else ""


def _end(number: str) -> str:
    """Give the last four characters, but never more than half of a short number."""
    return number[len(number) - min(SHOWN, len(number) // 2) :]
