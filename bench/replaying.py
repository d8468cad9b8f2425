"""What it costs to bring a conversation back from its journal, when it is short and when it is long."""

from timeit import repeat
from typing import Any

from ivr.dialog import Caller, Do, Form, Kind, Question
from ivr.institutions import Institution
from ivr.journal import Entry, EntryKind
from ivr.replay import Later, Replay
from ivr.values import Channel

QUESTIONS: tuple[Question[str], ...] = tuple(
    Question(f"question_{number}", "menu_main", Kind.DIGITS, Form(1, 4)) for number in range(31)
)
TIMES, REPEATS = 200, 15


class Nobody:
    """Brings no answer: the replay ends at the first question that is new."""

    def hear(self, question: Question[Any], index: int) -> Any:
        """Give no answer."""
        raise Later(question.name, index)

    def perform(self, step: Do[Any], place: str) -> Any:
        """Do nothing."""
        raise Later(step.name, place)

    def cross(self, to: Channel) -> None:
        """Stay on the channel."""
        raise Later(to, 0)


async def ask_all(caller: Caller) -> None:
    """Ask one question after another."""
    for question in QUESTIONS:
        await caller.say("welcome")
        await caller.ask(question)


def microseconds(answers: int, institution: Institution) -> float:
    """Give the microseconds of one replay of so many answers; the best of some, as everything else is noise."""
    journal = [Entry(EntryKind.ANSWER, question.name, "1234") for question in QUESTIONS[:answers]]
    caller = Caller(institution)

    def replay() -> None:
        Replay(list(journal), Nobody()).run(ask_all, caller)

    return min(repeat(replay, number=TIMES, repeat=REPEATS)) / TIMES * 1e6
