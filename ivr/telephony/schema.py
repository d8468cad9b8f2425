"""The strict form that every webhook must have after its signature was found right: no other reaches the service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, NoReturn, TypeVar
from urllib.parse import parse_qsl

from ivr.errors import WebhookRefused
from ivr.telephony.parameters import ACCOUNT, SHAPES, TOKEN_SHAPE, is_harmless

T = TypeVar("T")
BAD_REQUEST = 400
LONGEST_BODY = 16_384
MOST_PARAMETERS = 100


@dataclass(frozen=True)
class Kind(Generic[T]):
    """A kind of webhook: what must be there, what its URL's query may carry, and the value made of it.

    `make` is given the body's parameters and the query's, all of the right shape.
    """

    name: str
    make: Callable[["Parameters", "Parameters"], T]
    required: frozenset[str] = frozenset({"CallSid"})
    query: frozenset[str] = field(default=frozenset({"token"}))


class Parameters(dict[str, str]):
    """The parameters of one webhook, each name once."""

    def getall(self, name: str) -> tuple[str, ...]:
        """Give all values of a name, as the official signature check asks for them."""
        return (self[name],)

    def text(self, name: str) -> str:
        """Give a parameter, or "" when it is not there."""
        return self.get(name, "")

    def number(self, name: str) -> int:
        """Give a parameter that counts something; 0 when it is not there."""
        return int(self.get(name) or 0)


def read_form(encoded: bytes) -> Parameters:
    """Read a form or a query. Raises WebhookRefused (400) when it is malformed or says a name twice."""
    try:
        pairs = parse_qsl(encoded.decode("ascii"), True, errors="strict", max_num_fields=MOST_PARAMETERS)  # noqa: FBT003 - positional in parse_qsl
    except ValueError:
        refuse("malformed")
    parameters = Parameters(pairs)
    if len(parameters) != len(pairs):
        refuse("repeated name")
    return parameters


def hold_to_schema(kind: Kind[T], account: str, body: Parameters, query: Parameters) -> T:
    """Give the webhook's value. Raises WebhookRefused (400) when anything has not its shape or is not ours."""
    for name, value in body.items():
        shape = SHAPES.get(name)
        if not (shape(value) if shape else is_harmless(name, value)):
            refuse("parameter without its shape")
    if body.get(ACCOUNT) != account:
        refuse("another account")
    if not body.keys() >= kind.required:
        refuse("parameter missing")
    _hold_query(kind.query, query)
    return kind.make(body, query)


def _hold_query(allowed: frozenset[str], query: Mapping[str, str]) -> None:
    if not query.keys() <= allowed or not all(map(TOKEN_SHAPE, query.values())):
        refuse("query")


def refuse(reason: str, status: int = BAD_REQUEST) -> NoReturn:
    """Refuse a webhook; the reason is for the log and never repeats what was sent. Raises WebhookRefused."""
    raise WebhookRefused(reason, status)
