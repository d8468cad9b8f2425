"""Asks the service behind the branches' fingerprint readers, over HTTP: whose finger is it?"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import requests

from ivr.agents.branch.attendance import Finger
from ivr.errors import Unavailable
from ivr.values import Customer

PATIENCE = (1.0, 2.0)
"""Seconds to connect and to answer: somebody stands before the counter."""
KNOWN = frozenset({Finger.WAITING, Finger.VALID, Finger.DIFFERS})


@dataclass(frozen=True)
class HttpFingerprints:
    """The service at FINGERPRINT_URL, which may have `user:password@` in it.

    `POST <url>/checks` with JSON `{"institution", "reader", "customer", "document"}` gives `{"id"}`: `reader` names
    who sits before it, `customer` is the bank's reference and `document` a mask. `GET <url>/checks/<id>` gives
    `{"state"}`: waiting, valid or differs. Both methods raise Unavailable for everything else.
    """

    url: str = field(repr=False)

    def ask(self, institution: str, staff: str, customer: Customer) -> str:
        """Wait for a finger at the reader of a member of the staff; give the service's name for that."""
        who = {"institution": institution, "reader": staff}
        said = self._said("POST", "checks", who | {"customer": customer.reference, "document": customer.masked})
        return str(said["id"])

    def answer(self, check: str) -> Finger:
        """Give waiting, valid or differs."""
        said = self._said("GET", f"checks/{quote(check, safe='')}", None)
        if said.get("state") not in {finger.value for finger in KNOWN}:
            raise Unavailable("fingerprints")
        return Finger(said["state"])

    def _said(self, method: str, path: str, body: dict[str, str] | None) -> dict[str, Any]:
        parts = urlsplit(self.url)
        address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl().rstrip("/")
        signed = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        try:
            with requests.Session() as session:
                session.trust_env = False
                answer = session.request(method, f"{address}/{path}", json=body, auth=signed, timeout=PATIENCE)
            answer.raise_for_status()
            said: dict[str, Any] = answer.json()
            if method == "POST":
                str(said["id"])
        except (requests.RequestException, ValueError, KeyError) as error:
            raise Unavailable("fingerprints") from error
        return said
