"""The report's verdicts, and the call that `make bench` measures."""

import json
import re

import pytest

from bench.figures import Figure
from bench.place import place_of_calls
from bench.questions import write_questions
from bench.replaying import microseconds
from bench.telephone import FIRST_KEYS, KEYS, LAST, LINE, PLACES, keys_at, telephones
from ivr.conversation import Incoming
from ivr.institutions import Institution


@pytest.mark.parametrize(("value", "verdict"), [(0.8, "good"), (0.7, "good"), (0.6, "missed"), (0.4, "FAILED")])
def test_more_is_better(value: float, verdict: str) -> None:
    """A ratio is good from its target on, and fails only far below it."""
    assert Figure("ratio", value, "", 0.7, 0.5, more_is_better=True).verdict == verdict


@pytest.mark.parametrize(("value", "verdict"), [(4, "good"), (5, "good"), (6, "missed"), (21, "FAILED")])
def test_less_is_better(value: float, verdict: str) -> None:
    """Seconds are good up to their target, and fail only far above it."""
    assert Figure("start", value, "s", 5, 20).verdict == verdict


def test_a_figure_without_target_is_only_told() -> None:
    """What depends on the machine has no verdict."""
    assert Figure("turns", 1234.5, "turns/s").verdict == ""


def test_keys_go_round() -> None:
    """A measured call never ends: after its first turns it comes back to the first menu again and again."""
    assert [keys_at(turn) for turn in range(2, 2 + len(FIRST_KEYS))] == list(FIRST_KEYS)
    assert keys_at(PLACES) == keys_at(PLACES + len(KEYS)) == KEYS[-1]


def test_the_measured_call_is_asked_in_each_turn() -> None:
    """The yardstick's questions are the product's: one for each place, none empty; after a last turn another calls."""
    with place_of_calls() as here:
        questions = json.loads(write_questions(here).read_text())
        conversations, caller = here.assembly().conversations, telephones(here.url, 1)[0]
        first, answer = caller.call, conversations.open(Incoming(caller.call, LINE, caller.caller))
        for turn in range(2, LAST + 1):
            caller.answered(answer.encode())  # raises ValueError when nothing is asked any more
            number, token = re.findall(r"/voice/turn/(\d+)\?token=([\w-]+)", answer)[0]
            answer = conversations.take_turn(first, int(number), token, keys_at(turn))
        caller.answered(answer.encode())
    assert len(questions) == PLACES
    assert all(question["sentences"] for question in questions)
    assert (caller.turn, caller.path, caller.calls) == (1, "/voice/incoming", 2)
    assert caller.call != first


def test_a_journal_replays_to_the_question_after_it(institution: Institution) -> None:
    """The measured script halts where its journal ends, long or short."""
    assert microseconds(30, institution) > microseconds(3, institution) > 0
