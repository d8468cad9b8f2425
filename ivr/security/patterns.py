"""The patterns in digits that everybody tries first: repetitions, sequences, pieces of a number known to others."""

import re
from itertools import pairwise

RUN = 4  # digits in a row that give a number away: a piece of a document, a telephone or a birthday

REPEATED = re.compile(
    r"""(?P<block>.+?)(?P=block)+$   # 1111, 1212, 123123
      | ((?P<twin>.)(?P=twin))+$     # 1122, 557733
      | .*(?P<thrice>.)(?P=thrice){2} # 1112, 58000
    """,
    re.VERBOSE,
)
COLUMN = "2580"  # straight down the middle of the keypad


def repeats(digits: str) -> bool:
    """Say whether a piece of the digits is only repeated: 1111, 1212, 1122, or one digit three times in a row."""
    return REPEATED.match(digits) is not None


def is_sequence(digits: str) -> bool:
    """Say whether the digits go on in equal steps (1234, 4321, 2468) or have a run of four by ones (7890 too).

    The column of the keypad (2580, 0852) is a sequence to the thumb. Only ones go around from 9 to 0: nobody sees a
    sequence in 5937, and whose key is refused must be able to see why.
    """
    if any(column in digits for column in (COLUMN, COLUMN[::-1])):
        return True
    steps = _steps(digits)
    even = len(set(steps)) == 1 and steps[0] != 0
    around = [step % 10 for step in steps]
    return even or any(around[at : at + RUN - 1] in ([1] * 3, [9] * 3) for at in range(len(around)))


def shares_digits(digits: str, known: str) -> bool:
    """Say whether four digits in a row, forwards or backwards, are also in a number that others know."""
    length = min(RUN, len(digits))
    runs = {digits[at : at + length] for at in range(len(digits) - length + 1)}
    return any(run in number for run in runs for number in (known, known[::-1]))


def _steps(digits: str) -> list[int]:
    """Give the steps between neighbours, from -9 to 9."""
    return [ord(after) - ord(before) for before, after in pairwise(digits)]
