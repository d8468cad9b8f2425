"""Wrap-up: the time after a call in which an agent writes down what it was about; the service counts it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class WrapUpAct(StrEnum):
    """What an agent does in it."""

    SAVE = "save"
    FINISH = "finish"
    MORE = "more"  # time, once


class WrapUpAnswer(StrEnum):
    """What became of it; anything but DONE has changed nothing, except that what was written is kept."""

    DONE = "done"
    OVER = "over"
    CODE_MISSING = "code_missing"
    NO_MORE_TIME = "no_more_time"


@dataclass(frozen=True)
class WrapUpStep:
    """One step of the wrap-up of `handoff`: `fields` are those that were written now, `seconds` what is asked for."""

    institution: str
    agent: str
    handoff: str
    act: WrapUpAct
    fields: Mapping[str, str] = field(default_factory=dict)
    seconds: int = 0
