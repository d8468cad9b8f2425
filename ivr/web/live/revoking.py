"""When somebody's sessions end, their open pages hear it now, and no caller is offered to them any more."""

import structlog
from redis.exceptions import RedisError

from ivr.agents.agent import AgentIdentity
from ivr.agents.staff import Post
from ivr.errors import IvrError
from ivr.security.roles import Right, rights_of
from ivr.web.live.happening import STREAM_LENGTH, stream_of
from ivr.web.parts import parts

log = structlog.get_logger()


def tell_ended(post: Post) -> None:
    """Wake the live lines of somebody whose sessions have ended, so that they are cut, and free them of callers.

    `post` is as it was before. Their sessions are over in any case, also when the live state is away: then their pages
    learn of it with their next request.
    """
    try:
        if Right.SERVE in rights_of(post.role):
            parts().desk.unavailable(AgentIdentity(post.id, post.institution, post.name, post.voice))
    except (RedisError, IvrError) as error:
        log.warning("sessions_ended_unheard", staff=post.id, reason=str(error))
    wake(post.institution, "signed_out", post.id)


def wake(institution: str, kind: str, agent: str = "") -> None:
    """Have the live lines of an institution look now whether they may go on, as they do every 15 seconds anyway."""
    at = str(int(parts().clock.now().timestamp() * 1000))
    try:
        parts().redis.xadd(
            stream_of(institution),
            {"type": kind, "agent": agent, "handoff": "", "state": "", "at": at},
            maxlen=STREAM_LENGTH,
            approximate=True,
        )
    except RedisError as error:
        log.warning("lines_not_woken", institution=institution, kind=kind, reason=str(error))
