"""The live line to one open page: server-sent events that end with the session."""

from collections.abc import Callable, Iterator
from datetime import datetime

from flask import Response, current_app, request
from redis.exceptions import RedisError

from ivr.errors import Unavailable
from ivr.web.live.events import Hub
from ivr.web.live.happening import Happening, position
from ivr.web.sign_in.identity import SignedIn, sessions

HUB = "ivr.web.live.events"
RECONNECT_AFTER = 2000
Line = Callable[[Happening | str], str]
HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}


def stream(who: SignedIn) -> Response:
    """Answer with what happens to `who`; `Last-Event-ID` names where their browser was interrupted."""
    hub: Hub = current_app.extensions[HUB]
    after = position(request.headers.get("Last-Event-ID", ""))
    happenings = hub.follow(who.member.institution, who.member.id, after)
    return _streamed(happenings, _in_session(who))


def floor_stream(who: SignedIn, view: Callable[[datetime], str]) -> Response:
    """Answer with how things stand whenever something happened at the institution of `who`, as events named "view".

    `view` gives that as one line, for the end of their session.
    """
    kept = sessions()
    return wall_stream(who.member.institution, _in_session(who), lambda: view(kept.ends(who.session_id)))


def wall_stream(institution: str, still: Callable[[], bool], view: Callable[[], str]) -> Response:
    """Answer as `floor_stream`, for as long as `still` says that whoever looks may."""
    hub: Hub = current_app.extensions[HUB]

    def shown(happening: Happening | str) -> str:
        if not isinstance(happening, Happening):
            return _line(happening)
        return f"id: {happening.id}\nevent: view\ndata: {view()}\n\n"

    return _streamed(hub.watch(institution), still, shown)


def _in_session(who: SignedIn) -> Callable[[], bool]:
    """Give what says whether somebody is still signed in; it needs no request any more."""
    kept = sessions()
    return lambda: kept.member(who.session_id) is not None


def _streamed(happenings: Iterator[Happening | str], still: Callable[[], bool], line: Line | None = None) -> Response:
    return Response(_sent(happenings, still, line or _line), mimetype="text/event-stream", headers=HEADERS)


def _sent(happenings: Iterator[Happening | str], still: Callable[[], bool], line: Line) -> Iterator[str]:
    """Give the lines to send; without a session, records or Redis the line is cut, and the browser tries again."""
    yield f"retry: {RECONNECT_AFTER}\n\n"
    try:
        for happening in happenings:
            if not still():
                yield "event: signed_out\ndata: {}\n\n"
                return
            yield line(happening)
    except (RedisError, Unavailable):
        return


def _line(happening: Happening | str) -> str:
    if isinstance(happening, Happening):
        return happening.sent()
    return f"id: {happening}\n\n" if happening else ": quiet\n\n"
