"""Agents act on the caller who is theirs, in order, within limits, and learn only whether answers match."""

from collections.abc import Callable
from dataclasses import asdict

import pytest

from ivr.agents.agent import AgentIdentity
from ivr.agents.desk.desk import Desk
from ivr.agents.handoff import Outcome
from ivr.errors import DeskError
from tests.agents.bank import ANSWERS
from tests.agents.scene import Scene

Action = Callable[[Desk, AgentIdentity, str], object]
ACTIONS: dict[str, Action] = {
    "accept": lambda desk, agent, handoff: desk.accept(agent, handoff),
    "decline": lambda desk, agent, handoff: desk.decline(agent, handoff),
    "question": lambda desk, agent, handoff: desk.question(agent, handoff),
    "check": lambda desk, agent, handoff: desk.check(agent, handoff, "birth_date", "17051980"),
    "send_code": lambda desk, agent, handoff: desk.send_code(agent, handoff),
    "change_mobile": lambda desk, agent, handoff: desk.change_mobile(agent, handoff, "3001234567"),
    "to_keypad": lambda desk, agent, handoff: desk.to_keypad(agent, handoff),
    "take_back": lambda desk, agent, handoff: desk.take_back(agent, handoff),
    "not_confirmed": lambda desk, agent, handoff: desk.not_confirmed(agent, handoff),
    "finish": lambda desk, agent, handoff: desk.finish(agent, handoff),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_acts_on_the_call_of_another(scene: Scene, action: str) -> None:
    """A colleague, an agent of another institution and an agent after the end are refused, with no effect."""
    laura, pedro = scene.agent("laura"), scene.agent("pedro", available=False)
    stranger = scene.agent("laura", "other", available=False)
    handoff = scene.with_code(laura, scene.caller())
    before, commands = scene.again(handoff), len(scene.switchboard.commands)
    for agent in (pedro, stranger):
        with pytest.raises(DeskError, match="not_yours"):
            ACTIONS[action](scene.desk, agent, handoff.id)
    with pytest.raises(DeskError, match="not_yours"):
        ACTIONS[action](scene.desk, laura, "serfinansa.unknown")
    assert scene.again(handoff) == before
    assert len(scene.switchboard.commands) == commands
    scene.callers.ended("serfinansa", handoff.call)
    with pytest.raises(DeskError, match="ended"):
        ACTIONS[action](scene.desk, laura, handoff.id)


@pytest.mark.parametrize("action", [name for name in ACTIONS if name not in ("accept", "decline")])
def test_nothing_before_the_caller_is_there(scene: Scene, action: str) -> None:
    """An offer can be taken or declined; nothing else can be done with it."""
    laura = scene.agent("laura")
    handoff = scene.handoff(scene.caller())
    with pytest.raises(DeskError, match="wrong_state"):
        ACTIONS[action](scene.desk, laura, handoff.id)


def test_institutions_are_separated(scene: Scene) -> None:
    """A caller of one institution is offered to no agent of another."""
    scene.agent("laura", available=False)
    maria = scene.agent("maria", "other")
    call = scene.caller()
    assert scene.desk.view(maria).offer is None
    assert scene.desk.view(maria).waiting == 0
    theirs = scene.caller(scene.institutions["other"].lines[0].number)
    assert scene.desk.view(maria).offer is not None
    assert scene.handoff(call).agent == ""
    assert scene.handoff(theirs).institution == "other"


def test_no_code_before_enough_answers_match(scene: Scene) -> None:
    """Two of three are not enough; the page offers no button either."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff, 2)
    with pytest.raises(DeskError, match="checks_missing"):
        scene.desk.send_code(laura, handoff.id)
    assert scene.codes.sent == {}
    view = scene.desk.view(laura).call
    assert view is not None
    assert "send_code" not in view.actions
    assert scene.desk.question(laura, handoff.id) == "mother_surname"


def test_no_keypad_before_a_code(scene: Scene) -> None:
    """The caller is sent to the keypad only when there is a code to type."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff)
    with pytest.raises(DeskError, match="no_code"):
        scene.desk.to_keypad(laura, handoff.id)


def test_wrong_answers_are_limited_over_all_calls(scene: Scene) -> None:
    """A customer's wrong answers are counted over calls and agents; then not even the right one helps."""
    laura = scene.agent("laura")
    for _ in range(2):
        handoff = scene.talking(laura, scene.caller())
        for _ in range(2):
            assert not scene.desk.check(laura, handoff.id, "birth_date", "01011990")
        scene.desk.not_confirmed(laura, handoff.id)
    handoff = scene.talking(laura, scene.caller())
    with pytest.raises(DeskError, match="checklist"):
        scene.desk.check(laura, handoff.id, "birth_date", ANSWERS["birth_date"])
    view = scene.desk.view(laura).call
    assert view is not None
    assert view.attempts_left == 0


def test_an_unknown_question_is_refused(scene: Scene) -> None:
    """Only what the institution's checklist asks can be asked."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    with pytest.raises(DeskError, match="unknown_question"):
        scene.desk.check(laura, handoff.id, "salary", "1")


@pytest.mark.parametrize(
    ("question", "typed", "word"),
    [
        ("birth_date", "31/02/1980", "impossible_date"),
        ("birth_date", "17/13/1980", "impossible_date"),
        ("birth_date", "17/05", "impossible_date"),
        ("card_last_four", "43a1", "only_digits"),
    ],
)
def test_what_cannot_be_an_answer_is_not_counted(scene: Scene, question: str, typed: str, word: str) -> None:
    """An agent's slip is refused before anything is compared, counted or noted; the right answer still matches."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    with pytest.raises(DeskError, match=word):
        scene.desk.check(laura, handoff.id, question, typed)
    assert not scene.limits.failures
    assert "check" not in {kind for kind, _, _ in scene.records.notes}
    assert not scene.again(handoff).checks
    assert scene.desk.check(laura, handoff.id, question, ANSWERS[question])


def test_what_matched_is_not_asked_again(scene: Scene) -> None:
    """A match stays one, whatever is typed later, and tells nothing new."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff, 1)
    assert scene.desk.check(laura, handoff.id, "birth_date", "wrong")
    assert len(scene.limits.failures) == 0


def test_everything_an_agent_does_is_recorded(scene: Scene) -> None:
    """Look, answers and keypad are in the audit, without an answer."""
    laura = scene.agent("laura")
    handoff = scene.at_keypad(laura, scene.caller())
    kinds = [kind for kind, about, by in scene.records.notes if (about, by) == (handoff.id, "laura")]
    assert kinds == ["look", "check", "check", "check", "to_keypad"]
    assert not set(ANSWERS.values()) & {str(value) for detail in scene.records.details for value in detail.values()}


def test_without_an_audit_no_answer_is_compared(scene: Scene) -> None:
    """An agent learns nothing while the records are down."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.records.down = True
    with pytest.raises(DeskError, match="unavailable"):
        scene.desk.check(laura, handoff.id, "birth_date", ANSWERS["birth_date"])
    assert scene.again(handoff).checks == ()


def test_codes_are_limited(scene: Scene) -> None:
    """When no code may be sent any more, the agent is told so."""
    laura = scene.agent("laura")
    handoff = scene.with_code(laura, scene.caller())
    scene.codes.limit = 1
    for reached, word, detail in (
        ("codes_ten_minutes", "codes_ten_minutes", ""),
        ("failures_quarter_hour", "failures_quarter_hour", ""),
        ("too_soon 27", "too_soon", "27"),
        ("codes_day", "limit", "codes_day"),
    ):
        scene.codes.reached = reached
        with pytest.raises(DeskError) as refused:
            scene.desk.send_code(laura, handoff.id)
        assert (refused.value.code, refused.value.detail) == (word, detail)
    assert scene.again(handoff).codes == 1


def test_the_page_never_holds_a_stored_answer(scene: Scene) -> None:
    """Nothing that an agent's page shows has an answer of the bank, a document or a number in full."""
    laura = scene.agent("laura")
    handoff = scene.talking(laura, scene.caller())
    scene.checked(laura, handoff, 5)
    scene.desk.send_code(laura, handoff.id)
    shown = str(asdict(scene.desk.view(laura)))
    assert not [answer for answer in ANSWERS.values() if answer in shown]
    assert "+573000000001" not in shown


def test_the_caller_who_hangs_up_while_the_agent_is_dialled(scene: Scene) -> None:
    """The agent is told that it ended, and their telephone stops ringing."""
    laura = scene.agent("laura")
    call = scene.caller()
    handoff = scene.handoff(call)
    scene.switchboard.answers = lambda _to: str(scene.callers.ended("serfinansa", call) and "ringing")
    scene.desk.accept(laura, handoff.id)
    (leg,) = set(scene.switchboard.calls) - {call}
    assert scene.switchboard.calls[leg] == "completed"
    assert scene.again(handoff).outcome == Outcome.HUNG_UP
    assert scene.desk.view(laura).state == "available"
