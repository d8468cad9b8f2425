"""What happened on the line: calls, their turns (never a digit), and the ways to an agent."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class CallRecord(Base):
    """One call by its CallSid; `version` names the tables it began with, `outcome` and `ended_by` how it ended."""

    __tablename__ = "calls"
    __table_args__ = (Index(None, "institution", "started"),)

    sid: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    line: Mapped[str]
    caller_number: Mapped[str]
    version: Mapped[str]
    procedure: Mapped[str]
    started: Mapped[datetime]
    ended: Mapped[datetime | None]
    outcome: Mapped[str]
    ended_by: Mapped[str]


class TurnRecord(Base):
    """One turn of a call or a visit: its step, kind of answer, and milliseconds; `entry` is its place in the stream.

    `channel` is the one whose turn it was: web on a page, phone on the line.
    """

    __tablename__ = "turns"
    __table_args__ = (Index(None, "call", "turn"),)

    entry: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    call: Mapped[str]
    turn: Mapped[int]
    step: Mapped[str]
    kind: Mapped[str]
    milliseconds: Mapped[int]
    at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(default="phone", server_default="phone")


class HandoffRecord(Base):
    """A caller's way to an agent and back: who, when, how it ended, and how many checklist answers matched.

    `talked`, `held`, `in_capsule` and `wrapping` are milliseconds, and their sum is the handling time: the first three
    add up to `ended` - `answered`, the last is `wrapped_up` - `ended`. What the agent wrote is `wrap_up_code` (an id of
    the queue's codes), `note` and `follow_up`; `wrapped_up` is empty until wrap-up is over, and where there was none.

    The wait that was `promised` first, at `promised_at`, was from `promised_from` to `promised_to` minutes; nothing was
    promised where both are 0. `priority` is what they came in with. `origin` says how a caller came from another agent:
    transferred (they waited again) or handed_over (in the room), and is empty for who came from the line.
    """

    __tablename__ = "handoffs"
    __table_args__ = (
        Index(None, "institution", "requested"),
        Index(None, "institution", "agent", "requested"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    call: Mapped[str] = mapped_column(index=True)
    queue: Mapped[str]
    procedure: Mapped[str]
    agent: Mapped[str]
    customer: Mapped[str]
    requested: Mapped[datetime]
    offered: Mapped[datetime | None]
    answered: Mapped[datetime | None]
    capsule: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    outcome: Mapped[str]
    matched: Mapped[int]
    mismatched: Mapped[int]
    talked: Mapped[int] = mapped_column(default=0, server_default="0")
    held: Mapped[int] = mapped_column(default=0, server_default="0")
    in_capsule: Mapped[int] = mapped_column(default=0, server_default="0")
    wrapping: Mapped[int] = mapped_column(default=0, server_default="0")
    wrapped_up: Mapped[datetime | None]
    wrap_up_code: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="")
    follow_up: Mapped[str] = mapped_column(default="", server_default="")
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    promised_at: Mapped[datetime | None]
    promised_from: Mapped[int] = mapped_column(default=0, server_default="0")
    promised_to: Mapped[int] = mapped_column(default=0, server_default="0")
    origin: Mapped[str] = mapped_column(default="", server_default="")


class CallBackRecord(Base):
    """A call-back that was asked for: the `handoff` that it ended ("" for who asked on a page), and how it went.

    `number` is masked. `tries` were made since `dialled` (the first of them); `reached` is when the customer pressed
    the key, in the call `answered_by`. `outcome` is a word of `ivr.agents.queue.call_back.Ending`.
    """

    __tablename__ = "call_backs"
    __table_args__ = (Index(None, "institution", "asked"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    queue: Mapped[str]
    procedure: Mapped[str]
    handoff: Mapped[str]
    number: Mapped[str]
    asked: Mapped[datetime]
    dialled: Mapped[datetime | None]
    reached: Mapped[datetime | None]
    ended: Mapped[datetime]
    tries: Mapped[int]
    answered_by: Mapped[str]
    outcome: Mapped[str]
