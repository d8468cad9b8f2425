"""Webhooks: signed requests to the product, tried again and given up as Twilio does."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from uuid import uuid4

import requests
from requests.adapters import HTTPAdapter
from twilio.request_validator import RequestValidator

from ivr.sandbox.account import Account
from ivr.sandbox.faults import Faults
from ivr.sandbox.log import WebhookLog, WebhookRecord
from ivr.sandbox.overrides import Overrides, split_overrides

HTTP_FAILURE = 11200
CONNECTION_FAILURE = 11205
DEFAULT_LATENESS = 1.0  # seconds of a webhook-late


@dataclass(frozen=True)
class Hook:
    """A webhook to be made."""

    url: str
    params: Mapping[str, str]
    method: str = "POST"


@dataclass(frozen=True)
class Answer:
    """What the product answered: only ever a 2xx."""

    url: str
    content_type: str
    body: str


class WebhookFailed(Exception):
    """No useful answer came; `code` is Twilio's error code, `cause` what retries are asked for."""

    def __init__(self, code: int, url: str, cause: str) -> None:
        super().__init__(f"{code} {cause} {url}")
        self.code = code
        self.url = url
        self.cause = cause


@dataclass(frozen=True)
class _Attempt:
    hook: Hook
    url: str
    overrides: Overrides
    number: int = 1
    token: str = field(default_factory=lambda: str(uuid4()))


class Postman:
    """Delivers webhooks over HTTP, keeps no cookies, and writes each attempt into the log."""

    def __init__(self, account: Account, log: WebhookLog, faults: Faults) -> None:
        self._validator = RequestValidator(account.auth_token)
        self._log = log
        self._faults = faults
        self.pending = 0  # webhooks on their way or waiting for their turn
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_connections=8, pool_maxsize=256))

    def deliver(self, hook: Hook) -> Answer:
        """Deliver a webhook, with the retries that its URL asks for.

        Raises:
            WebhookFailed: every attempt failed.
        """
        self.pending += 1
        try:
            return self._deliver(hook)
        finally:
            self.pending -= 1

    def _deliver(self, hook: Hook) -> Answer:
        url, overrides = split_overrides(hook.url)
        self._strike_lost(hook, url)
        late = self._faults.strikes("webhook-late", url)
        if late:
            time.sleep(DEFAULT_LATENESS if late.seconds is None else late.seconds)
        attempt = _Attempt(hook, url, overrides)
        if self._faults.strikes("webhook-double", url):
            self._attempt(attempt)
            return self._attempt(_Attempt(hook, url, overrides, 2, attempt.token))
        return self._insist(attempt)

    def _strike_lost(self, hook: Hook, url: str) -> None:
        if self._faults.strikes("webhook-lost", url):
            self._record(_Attempt(hook, url, Overrides()), 0, time.monotonic(), "lost")
            raise WebhookFailed(CONNECTION_FAILURE, url, "lost")

    def _insist(self, attempt: _Attempt) -> Answer:
        deadline = time.monotonic() + attempt.overrides.total
        while True:
            try:
                return self._attempt(attempt)
            except WebhookFailed as failure:
                again = attempt.overrides.retries_on(failure.cause) and attempt.number <= attempt.overrides.retries
                if not again or time.monotonic() >= deadline:
                    raise
            attempt = _Attempt(attempt.hook, attempt.url, attempt.overrides, attempt.number + 1, attempt.token)

    def _attempt(self, attempt: _Attempt) -> Answer:
        started = time.monotonic()
        try:
            if self._faults.strikes("webhook-unreachable", attempt.url):
                raise requests.ConnectTimeout("fault")
            response = self._request(attempt)
        except requests.RequestException as problem:
            cause = _cause_of(problem)
            self._record(attempt, 0, started, cause)
            code = CONNECTION_FAILURE if cause == "ct" else HTTP_FAILURE
            raise WebhookFailed(code, attempt.url, cause) from problem
        self._record(attempt, response.status_code, started, "", response.text)
        if not response.ok:
            raise WebhookFailed(HTTP_FAILURE, attempt.url, f"{response.status_code // 100}xx")
        return Answer(attempt.url, response.headers.get("Content-Type", ""), response.text)

    def _request(self, attempt: _Attempt) -> requests.Response:
        url, params = attempt.url, dict(attempt.hook.params)
        if attempt.hook.method == "GET":
            url, params = requests.Request("GET", url, params=params).prepare().url or url, {}
        headers = {
            "X-Twilio-Signature": self._validator.compute_signature(url, params),
            "I-Twilio-Idempotency-Token": attempt.token,
            "User-Agent": "TwilioProxy/1.1",
        }
        timeouts = (attempt.overrides.connect, min(attempt.overrides.read, attempt.overrides.total))
        method = attempt.hook.method
        return self._session.request(method, url, data=params or None, headers=headers, timeout=timeouts)

    def _record(self, attempt: _Attempt, status: int, started: float, error: str, body: str = "") -> None:
        ms = round((time.monotonic() - started) * 1000)
        hook = attempt.hook
        self._log.add(WebhookRecord(attempt.url, hook.method, hook.params, status, ms, attempt.number, error, body))


def _cause_of(problem: requests.RequestException) -> str:
    if isinstance(problem, requests.ReadTimeout):
        return "rt"
    refused = isinstance(problem, requests.ConnectionError) and "Failed to establish" in str(problem)
    return "ct" if refused or isinstance(problem, requests.ConnectTimeout) else "rt"
