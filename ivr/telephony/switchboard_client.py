"""The wire to the telephone network's commands: seconds of patience, kept connections, errors in our own words."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.util import Retry

from ivr.errors import SwitchboardRefused, Unavailable

CONNECTIONS = 32
RETRY = Retry(
    total=1,
    connect=1,
    read=1,
    redirect=0,
    status=1,
    other=0,
    allowed_methods={"GET"},
    status_forcelist=(500, 502, 503, 504),
    backoff_factor=0,
    raise_on_status=False,
    respect_retry_after_header=False,  # somebody waits for the answer: once more at once, or not at all
)
"""A command is sent once, unless no connection was made; only a question is asked again."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to connect, for the answer to a command, and for the answer to a question, which is asked twice."""

    connect: float = 1.0
    command: float = 2.5
    question: float = 1.4


USUAL = Patience()
"""Below the 3 seconds that a command may take."""


@dataclass(frozen=True)
class Account:
    """Our account with the telephone network, and where its commands are taken (TWILIO_API_URL).

    `sender` is the number, the word or the messaging service (MG...) that text messages come from. With an API key the
    commands are signed with that, and the auth token stays for webhooks alone.
    """

    sid: str
    auth_token: str = field(repr=False)
    sender: str
    api_url: str = "https://api.twilio.com"
    api_key: str = ""
    api_secret: str = field(default="", repr=False)


class PatientClient(HttpClient):  # type: ignore[misc]  # the library carries no types
    """An HTTP client for the official library that neither waits long, nor logs, nor keeps what was sent."""

    def __init__(self, patience: Patience) -> None:
        super().__init__(logging.getLogger(__name__), is_async=False)
        self._patience = patience
        self._session = requests.Session()
        self._session.trust_env = False
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=CONNECTIONS, max_retries=RETRY))

    def request(  # noqa: PLR0917 - the library's signature
        self,
        method: str,
        uri: str,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the library's signature; our patience does not vary
        allow_redirects: bool = False,  # noqa: FBT001, FBT002 - the library's signature
    ) -> Response:
        """Send one request, as the library asks for it. Raises requests' own errors."""
        patience = self._patience
        answer = self._session.request(
            method,
            uri,
            params=params,
            data=data,
            headers=headers,
            auth=auth,
            timeout=(patience.connect, patience.question if method == "GET" else patience.command),
            allow_redirects=allow_redirects,
        )
        return Response(answer.status_code, answer.text, answer.headers)


def connect(account: Account, patience: Patience = USUAL) -> Client:
    """Give the official client of our account."""
    user, password = (account.api_key, account.api_secret) if account.api_key else (account.sid, account.auth_token)
    client = Client(user, password, account.sid, http_client=PatientClient(patience))
    client.api.base_url = account.api_url
    return client


@contextmanager
def own_errors() -> Iterator[None]:
    """Turn every failure of a command into SwitchboardRefused or Unavailable.

    Too many requests (429) and errors of the network itself (5xx) are Unavailable: later it may work.
    """
    try:
        yield
    except (TwilioRestException, TwilioServiceException) as refusal:
        if refusal.status == HTTPStatus.TOO_MANY_REQUESTS or refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Unavailable("telephone network") from refusal
        raise SwitchboardRefused(int(refusal.code or refusal.status), f"HTTP {refusal.status}") from None
    except (TwilioException, requests.RequestException, ValueError, KeyError) as failure:  # no answer, or no JSON in it
        raise Unavailable("telephone network") from failure
