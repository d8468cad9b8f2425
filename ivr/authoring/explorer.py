"""Drive the scripts with every class of answer, and say where a caller would be left without a next step.

Nothing is simulated but the outside: each question is answered rightly, wrongly, silently and with each universal key;
each port gives each of its results and each of its errors. Places that look alike are visited once.
"""

from collections import deque
from collections.abc import Callable, Coroutine, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from types import CoroutineType, FrameType, GeneratorType
from typing import Any, NoReturn

from ivr.authoring.outcomes import EFFECTS, WAITS
from ivr.dialog import Caller, Cross, Do, Kind, Question, Wait
from ivr.errors import AgentWanted, Journaled, PageLeft, ScriptError, TakenBack, TriesExhausted
from ivr.institutions import Institution
from ivr.journal import Entry, EntryKind, Journal, in_capsule
from ivr.replay import Halt, Halting, Later, Replay
from ivr.values import AgentOnCall, Channel, Sealed

LONGEST = 12
"""How many effects one turn may have before it counts as an endless loop."""
MOST = 20_000
"""How many places are visited before the explorer gives up: then the scripts are too entangled."""


class Nothing:
    """The outside of an explored turn: it brings nothing, so the replay stops at the first step that is new."""

    def perform(self, *_: object) -> Any:
        """Stop at the effect."""
        raise Later

    def hear(self, *_: object) -> Any:
        """Stop at the question."""
        raise Later

    def cross(self, *_: object) -> None:
        """Stop where the conversation goes over to a page, or back."""
        raise Later


Script = Callable[[Caller], Coroutine[Any, Any, None]]


@dataclass
class Findings:
    """What the explorer saw: places visited, prompts said and asked, ends, and a sentence for each mistake."""

    places: set[Hashable] = field(default_factory=set)
    prompts: set[str] = field(default_factory=set)
    ends: int = 0
    mistakes: list[str] = field(default_factory=list)


class Visit(Replay):
    """One replay that keeps a fingerprint of where the script stands."""

    fingerprint: Hashable = ()

    def _halt(self, step: Halting) -> Halt:
        running = from_where_it_stays(tuple(stack(self.script)))
        self.fingerprint = (*running, min(effects_in_a_row(self.journal), LONGEST + 1))
        return super()._halt(step)


def stack(running: Any) -> Iterator[tuple[bool, Hashable]]:
    """Give of each script that runs, outermost first, whether it never returns; and function, line and plain locals."""
    while True:
        if isinstance(running, CoroutineType):
            frame, running = running.cr_frame, running.cr_await
            if frame is not None:
                seen = frame.f_code.co_qualname, frame.f_lineno, *map(plain, frame.f_locals.items())
                yield never_returns(frame), seen
        elif isinstance(running, GeneratorType) and running.gi_frame is not None:
            running = getattr(running.gi_frame.f_locals.get("self"), "running", None)
        else:
            return


def never_returns(frame: FrameType) -> bool:
    """Say whether a script is written as one that stays until the call ends: `NoReturn`, to which mypy holds it."""
    script = frame.f_globals.get(frame.f_code.co_name)
    return getattr(script, "__annotations__", {}).get("return") is NoReturn


def from_where_it_stays(running: tuple[tuple[bool, Hashable], ...]) -> tuple[Hashable, ...]:
    """Leave out whoever called a script that never returns: what comes next is the same, however one came there."""
    stays = [place for place, (never, _) in enumerate(running) if never]
    return tuple(seen for _, seen in running[stays[-1] if stays else 0 :])


def plain(local: tuple[str, Any]) -> Hashable:
    """Give a local variable's name and value, so that equal places look alike, and others do not."""
    name, value = local
    match value:
        case Journaled():
            return name, type(value).__name__, value.detail
        case tuple():
            return name, *(plain(("", item)) for item in value)
        case Question():
            return name, value.name
        case int() | str() | Sealed() | AgentOnCall():
            return name, value
    return name, value.__name__ if isinstance(value, type) else type(value).__name__


def answers(question: Question[Any]) -> Iterator[Any]:
    """Give each class of answer to a question."""
    if question.kind is Kind.CHOICE:
        yield from (option.answer for option in question.options)
    elif question.kind is Kind.CONFIRMATION:
        yield from (True, False)
    elif question.kind is Kind.SECRET:
        yield Sealed("ciphertext", "the same")
        yield Sealed("ciphertext", question.name)
    elif question.kind is Kind.TEXT:
        yield from ("1" * length for length in (question.form.shortest, (question.form.longest + 1) // 2))
    else:
        yield from ("1" * length for length in range(question.form.shortest, question.form.longest + 1))


def entries_after(halt: Halt, *, private: bool) -> Iterator[Entry]:
    """Give each thing that may happen next at a step; an agent can take a caller back from a private place only."""
    match step := halt.step:
        case Question():
            wishes = (PageLeft("agent"),) if halt.on_page else (AgentWanted(), *([TakenBack()] if private else []))
            yield from entries(EntryKind.ANSWER, step.name, (*answers(step), TriesExhausted(step.name), *wishes))
        case Cross(to):
            left = map(PageLeft, ("unopened", "over", "agent")) if to is Channel.WEB else ()
            yield from entries(EntryKind.CROSSING, f"to_{to}", (None, *left))
        case Wait():
            yield from entries(EntryKind.OUTCOME, step.handoff, WAITS)
        case Do():
            yield from entries(EntryKind.EFFECT, step.name, EFFECTS[step.name])


def entries(kind: EntryKind, name: str, outcomes: Iterable[Any]) -> Iterator[Entry]:
    """Give an entry of the journal for each outcome."""
    for outcome in outcomes:
        if isinstance(outcome, Journaled):
            yield Entry(kind, name, None, type(outcome)(outcome.detail))
        else:
            yield Entry(kind, name, outcome)


def explore(script: Script, institution: Institution, findings: Findings | None = None) -> Findings:
    """Visit every place of a script that a caller can come to, and that is not in the `findings` of another one yet."""
    findings = findings or Findings()
    ahead: deque[Journal] = deque([[]])
    while ahead and len(findings.places) < MOST:
        visit = Visit(ahead.popleft(), Nothing())
        try:
            halt = visit.run(script, Caller(institution))
        except ScriptError as error:
            findings.mistakes.append(f"after {path(visit.journal)}: {error}")
            continue
        note(halt, visit.journal, findings)
        if visit.fingerprint not in findings.places:
            findings.places.add(visit.fingerprint)
            private = in_capsule(visit.journal)
            ahead.extend([*visit.journal, entry] for entry in entries_after(halt, private=private))
    if ahead:
        findings.mistakes.append(f"more than {MOST} places: the scripts have a loop that never comes back")
    return findings


def note(halt: Halt, journal: Journal, findings: Findings) -> None:
    """Write down what is said at a place, and what is wrong with it."""
    if halt.on_page:
        return  # what pages print has a check of its own
    findings.prompts |= {say.prompt for say in halt.said}
    if isinstance(halt.step, Question):
        findings.prompts |= {halt.step.prompt, *(option.prompt for option in halt.step.options if option.prompt)}
        findings.prompts |= {f"{halt.step.prompt}_{attempt}" for attempt in ("silence", "wrong", "third")}
        if halt.step.kind is Kind.TEXT:
            findings.mistakes.append(f"after {path(journal)}: {halt.step.name} cannot be typed on a keypad")
    if halt.step is None:
        findings.ends += 1
        if not halt.said:
            findings.mistakes.append(f"after {path(journal)}: the line hangs up without a word")
    if effects_in_a_row(journal) > LONGEST:
        findings.mistakes.append(f"after {path(journal)}: effect after effect, and never a question")


def effects_in_a_row(journal: Journal) -> int:
    """Count the effects since the caller or an agent last said something."""
    return sum(1 for _ in takewhile(lambda entry: entry.kind is EntryKind.EFFECT, reversed(journal)))


def path(journal: Journal) -> str:
    """Give the last steps of a journal in words, to find the place again."""
    return " > ".join(
        f"{entry.name} {type(entry.error).__name__ if entry.error else 'answered'}" for entry in journal[-6:]
    )
