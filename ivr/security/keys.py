"""What a customer's new key must not be: too short, easy to guess, or one they had before."""

from collections.abc import Sequence
from datetime import date

from ivr.institutions import KeyPolicy
from ivr.security.hashing import KeyHasher
from ivr.security.patterns import is_sequence, repeats, shares_digits

DATE_FORMS = ("%d%m%Y", "%Y%m%d", "%m%d%Y", "%d%m%y", "%y%m%d", "%m%d%y")


class KeyRules:
    """The rules of one institution's policy.

    Rules, in the order in which they are told: length (and digits only), then those of `policy.forbidden`: repeats,
    sequences, document, phone, birth_date; last history, where the policy counts earlier keys.
    """

    def __init__(self, policy: KeyPolicy, hasher: KeyHasher) -> None:
        self._policy, self._hasher = policy, hasher

    def broken(
        self,
        key: str,
        *,
        document: str,
        phones: Sequence[str],
        birth_date: date | None,
        earlier: Sequence[str],
    ) -> tuple[str, ...]:
        """Give the names of the rules that the key breaks; none when it may be taken.

        `earlier` are the hashes of the customer's keys, the newest first, the present one included. They are only tried
        on a key that breaks nothing else: each takes some 25 ms.
        """
        found = {
            "repeats": repeats(key),
            "sequences": is_sequence(key),
            "document": shares_digits(key, document),
            "phone": any(shares_digits(key, phone) for phone in phones),
            "birth_date": birth_date is not None and any(shares_digits(key, form) for form in _forms(birth_date)),
        }
        broken = [] if self._fits(key) else ["length"]
        broken += [name for name, breaks in found.items() if breaks and name in self._policy.forbidden]
        return tuple(broken) or self._history(key, earlier)

    def _fits(self, key: str) -> bool:
        digits = key.isascii() and key.isdigit()
        return digits and self._policy.shortest <= len(key) <= self._policy.longest

    def _history(self, key: str, earlier: Sequence[str]) -> tuple[str, ...]:
        used = any(self._hasher.verify(hashed, key) for hashed in earlier[: self._policy.history])
        return ("history",) if used else ()


def _forms(birth_date: date) -> tuple[str, ...]:
    """Give how people write their birthday with digits: 17051980, 800517 ... and 5380 for the fifth of March 1980."""
    day, month, year = birth_date.day, birth_date.month, f"{birth_date:%y}"
    return (*(birth_date.strftime(form) for form in DATE_FORMS), f"{day}{month}{year}", f"{month}{day}{year}")
