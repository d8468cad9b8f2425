"""The live line to one open page: server-sent events that end with the session."""

from collections.abc import Callable, Iterator
from datetime import datetime

from flask import Response, current_app, request
from redis.exceptions import RedisError

from ivr.errors import Unavailable
from ivr.web.live.events import Hub
from ivr.web.live.happening import Happening, position
from ivr.web.sign_in.identity import SignedIn, sessions
from ivr.web.sign_in.sessions import DeskSessions

HUB = "ivr.web.live.events"
RECONNECT_AFTER = 2000
Line = Callable[[Happening | str], str]
HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}


def stream(who: SignedIn) -> Response:
    """Answer with what happens to `who`; `Last-Event-ID` names where their browser was interrupted."""
    hub: Hub = current_app.extensions[HUB]
    after = position(request.headers.get("Last-Event-ID", ""))
    happenings = hub.follow(who.member.institution, who.member.id, after)
    return _streamed(happenings, who)


def floor_stream(who: SignedIn, view: Callable[[datetime], str]) -> Response:
    """Answer with how things stand whenever something happened at the institution of `who`, as events named "view".

    `view` gives that as one line, for the end of their session.
    """
    hub: Hub = current_app.extensions[HUB]
    kept = sessions()

    def shown(happening: Happening | str) -> str:
        if not isinstance(happening, Happening):
            return _line(happening)
        return f"id: {happening.id}\nevent: view\ndata: {view(kept.ends(who.session_id))}\n\n"

    return _streamed(hub.watch(who.member.institution), who, shown)


def _streamed(happenings: Iterator[Happening | str], who: SignedIn, line: Line | None = None) -> Response:
    sent = _sent(happenings, sessions(), who, line or _line)
    return Response(sent, mimetype="text/event-stream", headers=HEADERS)


def _sent(happenings: Iterator[Happening | str], kept: DeskSessions, who: SignedIn, line: Line) -> Iterator[str]:
    """Give the lines to send; without a session, records or Redis the line is cut, and the browser tries again."""
    yield f"retry: {RECONNECT_AFTER}\n\n"
    try:
        for happening in happenings:
            if kept.member(who.session_id) is None:
                yield "event: signed_out\ndata: {}\n\n"
                return
            yield line(happening)
    except (RedisError, Unavailable):
        return


def _line(happening: Happening | str) -> str:
    if isinstance(happening, Happening):
        return happening.sent()
    return f"id: {happening}\n\n" if happening else ": quiet\n\n"
