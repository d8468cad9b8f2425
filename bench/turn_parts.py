"""Where the time of a turn goes: each part is timed inside one process, over real turns with a real Valkey."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench.place import Place, place_of_calls
from bench.telephone import Telephone, telephones
from ivr.conversation import Conversations
from ivr.stores.live import RedisCalls
from ivr.telephony.gate import Gate, Webhook
from ivr.telephony.signature import Signatures
from ivr.telephony.twiml import Renderer

WARM, MEASURED = 300, 1500
WATCHED: Mapping[str, tuple[type[Any], str]] = {
    "webhook": (Webhook, "__call__"),
    "gate": (Gate, "admit"),
    "signature": (Signatures, "check"),
    "conversation": (Conversations, "take_turn"),
    "load": (RedisCalls, "load"),
    "save": (RedisCalls, "save"),
    "render": (Renderer, "render"),
}


def measure() -> Mapping[str, float]:
    """Give microseconds of this process's work a turn, by part; waiting for Redis is not counted."""
    spent = dict.fromkeys(WATCHED, 0.0)
    with place_of_calls() as here, watched(spent):
        app, calls = here.assembly().app, telephones(here.url, 10)
        total = sum(_turn(app, here, calls[turn % 10]) for turn in range(WARM)) * 0
        spent.update(dict.fromkeys(spent, 0.0))
        total += sum(_turn(app, here, calls[turn % 10]) for turn in range(MEASURED))
    return _parts({name: seconds * 1e6 / MEASURED for name, seconds in (spent | {"flask": total}).items()})


def _parts(spent: Mapping[str, float]) -> Mapping[str, float]:
    return {
        "signature": spent["signature"],
        "form and schema": spent["gate"] - spent["signature"],
        "load": spent["load"],
        "replay": spent["conversation"] - spent["load"] - spent["render"] - spent["save"],
        "render": spent["render"],
        "save": spent["save"],
        "Flask": spent["flask"] - spent["gate"] - spent["conversation"],
    }


@contextmanager
def watched(spent: dict[str, float]) -> Iterator[None]:
    """Time the watched methods for as long as the block lasts."""
    originals = {name: getattr(owner, method) for name, (owner, method) in WATCHED.items()}
    for name, (owner, method) in WATCHED.items():
        setattr(owner, method, _timed(originals[name], name, spent))
    try:
        yield
    finally:
        for name, (owner, method) in WATCHED.items():
            setattr(owner, method, originals[name])


def _timed(method: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    @wraps(method)
    def timed(*args: Any, **kwargs: Any) -> Any:
        began = time.thread_time()
        try:
            return method(*args, **kwargs)
        finally:
            spent[name] += time.thread_time() - began

    return timed


def _turn(app: Flask, here: Place, call: Telephone) -> float:
    """Take a turn and give the seconds that the application worked."""
    head, _, body = call.request().partition(b"\r\n\r\n")
    headers = [(name, value) for name, _, value in (line.partition(": ") for line in head.decode().split("\r\n")[1:])]
    environ = EnvironBuilder(call.path, here.url, method="POST", headers=headers, data=body).get_environ()
    began = time.thread_time()
    answer, _, _ = run_wsgi_app(app, environ)
    text = b"".join(answer)
    seconds = time.thread_time() - began
    call.answered(text)
    return seconds
