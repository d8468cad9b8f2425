"""The ten rules of the replay, each with its test."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from ivr.dialog import Caller, Do, Form, Kind, Question, Wait, script, secret
from ivr.errors import AgentWanted, JournalMismatch, KeyRefused, ScriptError
from ivr.institutions import Institution
from ivr.journal import Entry, EntryKind, Journal, dump, load, rewound
from ivr.ports import Customers, Keys
from ivr.replay import Halt, Later, Replay
from ivr.values import AgentOnCall, Channel, Customer, Document, Sealed

ANA = Customer("c-1", "CC •••• 6789")
NUMBER: Question[str] = Question("number", "number", Kind.DIGITS, Form(6, 10))
YES: Question[bool] = Question("yes", "yes", Kind.CONFIRMATION, Form(1, 1))


class Outside:
    """One turn's answer, and effects that are counted."""

    def __init__(self, answer: Any = None, result: Any = ANA) -> None:
        self.answer, self.result, self.performed = answer, result, list[str]()

    def perform(self, step: Do[Any], place: str) -> Any:
        """Count the effect and give the result."""
        self.performed.append(f"{place}:{step.name}")
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    def hear(self, question: Question[Any], index: int) -> Any:
        """Give this turn's answer, once."""
        assert question.name
        assert index >= 0
        answer, self.answer = self.answer, None
        if answer is None:
            raise Later
        if isinstance(answer, Exception):
            raise answer
        return answer

    def cross(self, to: Channel) -> None:
        """Go over nowhere in this turn."""
        assert to
        raise Later


def run(
    line: Callable[[Caller], Coroutine[Any, Any, None]], journal: Journal, outside: Outside, institution: Institution
) -> tuple[Halt, Journal]:
    """Take one turn; only JSON survives between turns."""
    replay = Replay(load(dump(journal)), outside)
    return replay.run(line, Caller(institution)), replay.journal


@script
async def who(caller: Caller) -> Customer:
    """Ask who is calling."""
    number = await caller.ask(NUMBER)
    await caller.say("thanks")
    return await caller.do(Customers.identify, Document("CC", number))


async def line(caller: Caller) -> None:
    """Welcome, identify, ask, and say goodbye."""
    await caller.say("welcome")
    customer = await who(caller)
    await caller.say("hello", name=customer.masked)
    while await caller.ask(YES):
        await caller.say("again")
    await caller.say("goodbye")


def test_a_turn_says_only_what_is_new(institution: Institution) -> None:
    """Each turn says what follows the answer, and stops at the next question."""
    halt, journal = run(line, [], Outside(), institution)
    assert ([say.prompt for say in halt.said], halt.step) == (["welcome"], NUMBER)
    halt, journal = run(line, journal, Outside("1032456789"), institution)
    assert ([say.prompt for say in halt.said], halt.step) == (["thanks", "hello"], YES)
    halt, journal = run(line, journal, Outside(answer=True), institution)
    assert ([say.prompt for say in halt.said], halt.step) == (["again"], YES)


def test_effects_happen_once(institution: Institution) -> None:
    """A replayed effect gives its journaled result and is not performed again."""
    _, journal = run(line, [], Outside(), institution)
    outside = Outside("1032456789")
    _, journal = run(line, journal, outside, institution)
    assert outside.performed == ["who:Customers.identify"]
    later = Outside(answer=True)
    run(line, journal, later, institution)
    assert later.performed == []


def test_an_inner_script_is_folded_into_its_result(institution: Institution) -> None:
    """When an inner script ends, its answers are gone from the journal."""
    _, journal = run(line, [], Outside(), institution)
    _, journal = run(line, journal, Outside("1032456789"), institution)
    assert journal == [Entry(EntryKind.FOLD, "who", ANA)]
    assert "1032456789" not in str(dump(journal))


def test_secrets_are_gone_when_the_script_fails(institution: Institution) -> None:
    """An inner script that ends with an error is folded too, and its sealed secrets leave the journal."""

    @script
    async def choose(caller: Caller) -> None:
        """Ask for a key and set it."""
        key = await caller.ask(secret("new_key", "new_key", 4, 4))
        await caller.do(Keys.replace, ANA, key)

    async def keys(caller: Caller) -> None:
        """Say what was wrong."""
        try:
            await choose(caller)
        except KeyRefused as refused:
            await caller.say(refused.detail)
        await caller.ask(YES)

    sealed = Sealed("ciphertext", "digest")
    halt, journal = run(keys, [], Outside(sealed, KeyRefused("repeats")), institution)
    assert [say.prompt for say in halt.said] == ["repeats"]
    assert "ciphertext" not in str(dump(journal))


def test_failures_are_journaled_as_typed_results(institution: Institution) -> None:
    """A wish or a failure reaches the script as the same error in each later turn."""

    async def asks(caller: Caller) -> None:
        """Catch the key 0."""
        try:
            await caller.ask(NUMBER)
        except AgentWanted:
            await caller.say("agent")
        await caller.ask(YES)

    halt, journal = run(asks, [], Outside(AgentWanted()), institution)
    assert [say.prompt for say in halt.said] == ["agent"]
    halt, _ = run(asks, journal, Outside(), institution)
    assert halt.step == YES


def test_a_wait_ends_by_what_is_written_from_outside(institution: Institution) -> None:
    """A transfer returns the agent whom somebody else wrote into the journal."""

    async def waits(caller: Caller) -> None:
        """Wait for an agent."""
        agent = await caller.transfer("claves")
        await caller.say(agent.agent)
        await caller.ask(YES)

    halt, journal = run(waits, [], Outside(result="h-1"), institution)
    assert halt.step == Wait("h-1", "claves")
    journal.append(Entry(EntryKind.OUTCOME, "h-1", AgentOnCall("h-1", "luisa")))
    halt, _ = run(waits, journal, Outside(), institution)
    assert [say.prompt for say in halt.said] == ["luisa"]


def test_a_changed_script_is_noticed(institution: Institution) -> None:
    """A journal that a script would not have written is refused."""
    with pytest.raises(JournalMismatch):
        run(line, [Entry(EntryKind.ANSWER, "menu_main", "4")], Outside(), institution)


def test_a_script_that_ends_before_its_journal_is_noticed(institution: Institution) -> None:
    """A script that no longer asks what was answered is refused."""

    async def short(caller: Caller) -> None:
        """Say one thing."""
        await caller.say("goodbye")

    with pytest.raises(JournalMismatch):
        run(short, [Entry(EntryKind.ANSWER, "yes", value=True)], Outside(), institution)


def test_awaiting_anything_but_a_step_is_an_error(institution: Institution) -> None:
    """A script that awaits something of its own gets a message that says what to do."""

    class Other:
        """Not a step."""

        def __await__(self) -> Any:
            """Yield something of its own."""
            yield 7

    async def wrong(caller: Caller) -> None:
        """Await something else."""
        assert caller.institution.id
        await Other()

    with pytest.raises(ScriptError, match="await steps only, not int"):
        run(wrong, [], Outside(), institution)


def test_an_error_that_no_script_caught_is_named(institution: Institution) -> None:
    """An uncaught failure is a script's error, not a crash."""
    _, journal = run(line, [], Outside(), institution)
    with pytest.raises(ScriptError, match="KeyRefused"):
        run(line, journal, Outside("1032456789", KeyRefused("repeats")), institution)


def test_back_never_passes_an_effect() -> None:
    """Going back takes the last answer away; an effect or an ended script stops it, unless it only looked."""
    answer = Entry(EntryKind.ANSWER, "menu_main", "4")
    assert rewound([answer, answer]) == [answer]
    assert rewound([answer, answer, Entry(EntryKind.EFFECT, "Keys.examine")]) == [answer]
    assert rewound([answer, Entry(EntryKind.EFFECT, "Keys.state", "none")]) is None
    assert rewound([answer, Entry(EntryKind.EFFECT, "Keys.examine", None, KeyRefused("repeats"))]) is None
    assert rewound([answer, Entry(EntryKind.FOLD, "identify", ANA)]) is None
    assert rewound([Entry(EntryKind.ANSWER, "menu_main", None, AgentWanted())]) is None
