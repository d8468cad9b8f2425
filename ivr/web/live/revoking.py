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
        at = str(int(parts().clock.now().timestamp() * 1000))
        parts().redis.xadd(
            stream_of(post.institution),
            {"type": "signed_out", "agent": post.id, "handoff": "", "state": "", "at": at},
            maxlen=STREAM_LENGTH,
            approximate=True,
        )
    except (RedisError, IvrError) as error:
        log.warning("sessions_ended_unheard", staff=post.id, reason=str(error))
