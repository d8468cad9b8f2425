"""What agents did all day: one row for each state, from its beginning to the next one's."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base

OPEN = text("until IS NULL")


class AgentIntervalRecord(Base):
    """An agent in one `state` (a word of `ivr.agents.agent.AgentState`) from `since` to `until`, empty while it lasts.

    `reason` is why they were not_ready; `handoff` the call of offered, busy and wrap_up. `entry` is its place in the
    stream, after the institution's name. Of one agent, no two are open, and each begins where the one before ended.
    """

    __tablename__ = "agent_intervals"
    __table_args__ = (
        Index(None, "institution", "agent", "since"),
        Index(None, "institution", "since"),
        Index("ix_agent_intervals_open", "institution", "agent", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    entry: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    agent: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]
    handoff: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
