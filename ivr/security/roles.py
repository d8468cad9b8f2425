"""What somebody of the staff may do: one table of roles and rights, in their own institution and nowhere else."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody is at their institution; each person has one role."""

    AGENT = "agent"
    BRANCH = "branch"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Right(StrEnum):
    """What a route may ask for."""

    SERVE = "serve"  # take calls at the desk
    ATTEND = "attend"  # help customers who come to an office
    WATCH = "watch"  # see queues, agents and today's figures
    DIRECT = "direct"  # change how the shift runs: agents, callers who wait, queues, announcements
    LISTEN = "listen"  # be in a room with an agent and a caller: silent, to the agent, or to both
    APPROVE = "approve"  # say the second yes that a change of contact may need
    REPORT = "report"  # see the figures of any day, and the calls behind them
    AUDIT = "audit"  # search the audit, and have its chain proven
    STAFF = "staff"  # say who works here, in which role
    SCREEN = "screen"  # say which screens on a wall may show the wallboard


RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.AGENT: frozenset({Right.SERVE}),
        Role.BRANCH: frozenset({Right.ATTEND}),
        Role.SUPERVISOR: frozenset(
            {Right.WATCH, Right.DIRECT, Right.LISTEN, Right.APPROVE, Right.REPORT, Right.SCREEN}
        ),
        Role.ADMINISTRATOR: frozenset({Right.STAFF, Right.SCREEN}),
        Role.AUDITOR: frozenset({Right.REPORT, Right.AUDIT}),
    }
)
"""Nobody has all: who lets people in hears no caller, who leads a shift writes no list of staff, who looks at what the
others did changes nothing."""


def rights_of(role: str) -> frozenset[Right]:
    """Give the rights of a role as the records name it; a word that names none has no rights."""
    return RIGHTS[Role(role)] if role in set(Role) else frozenset()
