"""Executes the product's documents in one call: asks for them, plays verb after verb, and follows where they lead."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import urldefrag, urljoin

from ivr.sandbox.call_params import call_params
from ivr.sandbox.clock import LOOP_REAL_SECONDS, Wait
from ivr.sandbox.grammar import QUEUE_VERBS, ROOM_VERBS, VERBS
from ivr.sandbox.leg import Leg
from ivr.sandbox.log import WebhookRecord
from ivr.sandbox.network import Network
from ivr.sandbox.signals import Delivered, FellBack, Source
from ivr.sandbox.twiml import SCHEMA_WARNING, Document, NotTwiml, Verb, read_answer, read_twiml
from ivr.sandbox.webhook import Answer, Hook, WebhookFailed

IDLE_DOCUMENTS = 3  # documents in a row without the caller's doing, before the network slows down
LONG_IDLE_DOCUMENTS = 20  # from here on many waiting callers would keep the product busy with nothing else
LONG_IDLE_MOMENTS = 5


class Place(Enum):
    """Where a document is executed; its value is the state that the call shows."""

    MAIN = "speaking"
    QUEUE = "queued"
    ROOM = "conference"


ALLOWED = {Place.MAIN: VERBS - {"Leave"}, Place.QUEUE: QUEUE_VERBS, Place.ROOM: ROOM_VERBS}


class GoTo(Exception):
    """The document says where to go on."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.url)
        self.source = source


class LeaveQueue(Exception):
    """The waiting document lets the caller out of the queue."""


class ApplicationError(Exception):
    """No instructions, and none at the fallback URL: the caller hears so and the call ends."""


NOTHING = Document("", ())


def _nothing() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Execution:
    """One document being executed in one call."""

    network: Network
    leg: Leg
    verbs: Mapping[str, Callable[["Execution", Verb], None]]
    document: Document = NOTHING
    place: Place = Place.MAIN
    extra: Callable[[], Mapping[str, str]] = _nothing  # what webhooks of this place are told besides

    def source(self, url: str, method: str = "POST", **parameters: str) -> Source:
        """Return where to go on: a URL of this document, relative ones resolved; empty means the document itself."""
        target = urljoin(self.document.url, url) if url else urldefrag(self.document.url).url
        return Source(target, method or "POST", tuple(parameters.items()))

    def follow(self, source: Source | None) -> None:
        """Execute the document at `source` and those that it leads to, until one simply ends.

        Raises:
            Interrupt: the call goes another way.
            ApplicationError: there are no instructions.
        """
        while source is not None:
            document = self.fetch(source)
            try:
                replace(self, document=document).run()
            except GoTo as jump:
                source = jump.source
            else:
                return

    def run(self) -> None:
        """Execute this document's verbs, one after the other; all but Reject answer a ringing call."""
        if self.leg.status == "ringing" and not self._rejects():
            self.network.set_status(self.leg, "in-progress")
        for warning in self.document.warnings:
            self.warn(warning)
        for verb in self.document.verbs:
            if verb.name not in ALLOWED[self.place]:
                self.warn(f"{SCHEMA_WARNING}: {verb.name} has no place here ({self.place.value})")
                continue
            self.verbs[verb.name](self, verb)

    def _rejects(self) -> bool:
        return any(verb.name == "Reject" for verb in self.document.verbs[:1])

    def warn(self, text: str) -> None:
        """Write down what the network would warn about."""
        self.leg.note("warning", text)
        self.network.log.add(WebhookRecord(self.document.url, "", {}, 0, 0, error=text))

    def show(self, *, at_rest: bool | None = None) -> None:
        """Show what the call does while it speaks or waits in this place."""
        self.leg.show(self.place.value, at_rest=self.place is not Place.MAIN if at_rest is None else at_rest)

    def fetch(self, source: Source) -> Document:
        """Ask for a document, at the fallback URL if need be; keys pressed meanwhile are lost.

        Raises:
            ApplicationError: neither answered with TwiML.
        """
        self._slow_down()
        self.leg.show("fetching" if self.place is Place.MAIN else self.place.value)
        try:
            return self._read(source)
        except (WebhookFailed, NotTwiml) as problem:
            self._note_failure(problem, source)
            return self._fall_back(problem, source)

    def _fall_back(self, problem: WebhookFailed | NotTwiml, failed: Source) -> Document:
        fallback = self.leg.plan.fallback
        if fallback is None or self.place is Place.ROOM or fallback.url == failed.url:
            raise ApplicationError from problem
        told = (("ErrorCode", str(problem.code)), ("ErrorUrl", urldefrag(failed.url).url))
        if self.place is Place.QUEUE:
            raise FellBack(replace(fallback, parameters=told)) from problem
        try:
            return self._read(replace(fallback, parameters=told))
        except (WebhookFailed, NotTwiml) as second:
            self._note_failure(second, fallback)
            raise ApplicationError from second

    def _note_failure(self, problem: WebhookFailed | NotTwiml, source: Source) -> None:
        self.leg.note("error", str(problem), code=problem.code, url=source.url)

    def _slow_down(self) -> None:
        self.leg.idle_documents += 1
        if self.leg.idle_documents > IDLE_DOCUMENTS:
            self.show()
            moment = LOOP_REAL_SECONDS * self.network.clock.speed
            for _ in range(1 if self.leg.idle_documents < LONG_IDLE_DOCUMENTS else LONG_IDLE_MOMENTS):
                self.leg.pass_time(moment, Wait.PAUSE)

    def _read(self, source: Source) -> Document:
        if source.twiml is not None:
            return read_twiml(source.twiml, source.url)
        return read_answer(self._deliver(self.hook(source)))

    def hook(self, source: Source) -> Hook:
        """Return the webhook that asks for instructions there."""
        params = call_params(self.leg, self.network.account.sid)
        return Hook(source.url, {**params, **self.extra(), **dict(source.parameters)}, source.method)

    def _deliver(self, hook: Hook) -> Answer:
        """Make the webhook in the background, so that the call can still end or be redirected."""
        ticket = self.leg.ticket = object()
        threading.Thread(target=self._carry, args=(ticket, hook), daemon=True).start()
        while True:
            signal = self.leg.receive(None, Wait.PERSON)
            if not isinstance(signal, Delivered):
                if signal is not None:
                    self.leg.lose(signal)
                continue
            if isinstance(signal.result, WebhookFailed):
                raise signal.result
            if isinstance(signal.result, Answer):
                return signal.result

    def _carry(self, ticket: object, hook: Hook) -> None:
        result: Answer | WebhookFailed
        try:
            result = self.network.postman.deliver(hook)
        except WebhookFailed as failure:
            result = failure
        self.leg.post(Delivered(ticket, result))

    def tell(self, source: Source) -> None:
        """Make a webhook whose answer is thrown away, in the background."""
        threading.Thread(target=self.tell_now, args=(self.hook(source),), daemon=True).start()

    def tell_now(self, hook: Hook) -> None:
        """Make a webhook whose answer is thrown away, and wait for it."""
        try:
            self.network.postman.deliver(hook)
        except WebhookFailed as failure:
            self.leg.note("error", str(failure), code=failure.code, url=failure.url)
