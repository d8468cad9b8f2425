"""How a telephone behaves when it is rung: it answers, does not, is busy, cannot be reached, or hangs up soon."""

from dataclasses import dataclass

PLAIN = frozenset({"answer", "no-answer", "busy", "failed"})
TIMED = frozenset({"answer-after", "hangup-after"})
DEFAULT_ANSWER_SECONDS = 0.3


@dataclass(frozen=True)
class Behaviour:
    """What one telephone does; `seconds` belongs to the timed ones."""

    kind: str = "answer"
    seconds: float = DEFAULT_ANSWER_SECONDS

    def __str__(self) -> str:
        return f"{self.kind}:{self.seconds:g}" if self.kind in TIMED else self.kind


def read_behaviour(text: str) -> Behaviour:
    """Read `answer`, `busy`, `hangup-after:20`...; ValueError for anything else."""
    kind, _, seconds = text.partition(":")
    if kind in PLAIN and not seconds:
        return Behaviour(kind)
    if kind in TIMED and seconds.replace(".", "", 1).isdigit():
        return Behaviour(kind, float(seconds))
    raise ValueError(f"No such behaviour: {text}. There are: {', '.join(sorted(PLAIN | TIMED))}.")
