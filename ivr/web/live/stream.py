"""The live line to one open page: server-sent events that end with the session."""

from collections.abc import Callable, Iterator
from datetime import datetime
from random import randint
from time import monotonic

from flask import Response, current_app, request
from redis.exceptions import RedisError

from ivr.errors import Unavailable
from ivr.web.live.events import Hub
from ivr.web.live.happening import Happening, position
from ivr.web.live.together import Together
from ivr.web.sign_in.identity import SignedIn

HUB, TOGETHER = "ivr.web.live.events", "ivr.web.live.together"
RECONNECT_AFTER = 1000, 4000
"""Milliseconds after which a browser opens a line anew, from and to: lines that broke together come back one by one."""
Line = Callable[[Happening | str, datetime], str]
View = Callable[[float, datetime], str]
"""Gives how things stand as one line: as they were found after an instant (`time.monotonic`), for who may look until
then.
"""
Still = Callable[[], datetime | None]
"""Says until when somebody may look, or None when they may not any more."""
HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}


def stream(who: SignedIn) -> Response:
    """Answer with what happens to `who`; `Last-Event-ID` names where their browser was interrupted."""
    hub: Hub = current_app.extensions[HUB]
    after = position(request.headers.get("Last-Event-ID", ""))
    happenings = hub.follow(who.member.institution, who.member.id, after)
    return _streamed(happenings, in_session(who))


def floor_stream(who: SignedIn, view: View) -> Response:
    """Answer with how things stand whenever something happened at the institution of `who`, as events named "view"."""
    return wall_stream(who.member.institution, in_session(who), view)


def wall_stream(institution: str, still: Still, view: View) -> Response:
    """Answer as `floor_stream`, for as long as `still` says that whoever looks may."""
    hub: Hub = current_app.extensions[HUB]

    def shown(happening: Happening | str, ends: datetime) -> str:
        if not isinstance(happening, Happening):
            return _line(happening, ends)
        return f"id: {happening.id}\nevent: view\ndata: {view(happening.heard, ends)}\n\n"

    return _streamed(hub.watch(institution), still, shown)


def in_session(who: SignedIn) -> Still:
    """Give what says whether somebody is still signed in; it needs no request any more."""
    together: Together = current_app.extensions[TOGETHER]
    return lambda: together.ends(who.session_id)


def _streamed(happenings: Iterator[Happening | str], still: Still, line: Line | None = None) -> Response:
    return Response(_sent(happenings, still, line or _line), mimetype="text/event-stream", headers=HEADERS)


def _sent(happenings: Iterator[Happening | str], still: Still, line: Line) -> Iterator[str]:
    """Give the lines to send; without a session, records or Redis the line is cut, and the browser tries again.

    Nothing is sent that was heard of after the last look at the session: its end is itself something that is heard of.
    """
    yield f"retry: {randint(*RECONNECT_AFTER)}\n\n"
    looked, ends = 0.0, None
    try:
        for happening in happenings:
            if ends is None or not isinstance(happening, Happening) or happening.heard >= looked:
                looked, ends = monotonic(), still()
            if ends is None:
                yield "event: signed_out\ndata: {}\n\n"
                return
            yield line(happening, ends)
    except (RedisError, Unavailable):
        return


def _line(happening: Happening | str, _: datetime) -> str:
    if isinstance(happening, Happening):
        return happening.sent()
    return f"id: {happening}\n\n" if happening else ": quiet\n\n"
