"""Finds pieces of a number that others know in what somebody has chosen."""

RUN = 4  # characters in a row that give a number away: a piece of a document, a telephone or a birthday


def shares_digits(digits: str, known: str) -> bool:
    """Say whether four digits in a row, forwards or backwards, are also in a number that others know."""
    length = min(RUN, len(digits))
    runs = {digits[at : at + length] for at in range(len(digits) - length + 1)}
    return any(run in number for run in runs for number in (known, known[::-1]))
