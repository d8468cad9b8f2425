"""The questions that need more than a keypad: they are asked on a page."""

from ivr.dialog import Form, Kind, Option, Question
from ivr.institutions import Institution
from ivr.menus.questions import MOBILE, ONE_KEY, TELEPHONE

APART = " .-"
"""Signs with which people part the digits of a document."""


def plain(number: str) -> str:
    """Give the number of a document without the signs that only part it; letters are capitals."""
    return "".join(sign for sign in number if sign not in APART).upper()


def written_type(institution: Institution) -> Question[str]:
    """Ask for the type of an identity document; the answer is its code."""
    kinds = enumerate(institution.documents, 1)
    options = tuple(Option(str(key), kind.code, f"option_type_{kind.code}") for key, kind in kinds)
    return Question("document_type", "document_type", Kind.CHOICE, ONE_KEY, options)


def written_number(institution: Institution) -> Question[str]:
    """Ask for the number of a document of any type, as people write it."""
    shortest, longest = (
        min(kind.shortest for kind in institution.documents),
        max(kind.longest for kind in institution.documents),
    )
    lengths = (("shortest", shortest), ("longest", longest))
    return Question(
        "document_number",
        "document_number",
        Kind.TEXT,
        Form(shortest, 2 * longest),
        variables=lengths,
        accepts=lambda typed: plain(typed).isascii() and plain(typed).isalnum(),
    )


def registered_mobile() -> Question[str]:
    """Ask for the mobile that the institution has; the answer is its ten digits."""
    return Question(
        "registered_mobile",
        "registered_mobile",
        Kind.DIGITS,
        TELEPHONE,
        accepts=lambda typed: typed.startswith(MOBILE),
    )
