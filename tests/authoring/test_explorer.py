"""The explorer finds dead ends, endless loops and prompts without text."""

from dataclasses import replace

from ivr.authoring.explorer import explore
from ivr.dialog import Caller, Form, Kind, Question
from ivr.errors import AgentWanted, PageLeft, TriesExhausted
from ivr.institutions import Institution
from ivr.menus.main import answer_call, call_back, serve
from ivr.ports import Keys
from ivr.values import Customer

UNCAUGHT = (("AgentWanted", ""), ("TriesExhausted", "number"))
NUMBER: Question[str] = Question("number", "number", Kind.DIGITS, Form(6, 6))


def test_the_line_never_leaves_a_caller_without_a_next_step(institution: Institution) -> None:
    """Every place of the line that a caller can come to has a next step, or says goodbye."""
    findings = explore(answer_call, institution)
    assert findings.mistakes == []
    assert len(findings.places) > 100
    assert {"not_confirmed", "queue_full", "code_expired", "keys_differ", "goodbye"} <= findings.prompts


def test_procedures_without_an_agent_leave_nobody_without_a_next_step(institution: Institution) -> None:
    """The same of a table whose procedures send the code at once."""
    alone = {name: replace(each, agent=False) for name, each in institution.procedures.items()}
    findings = explore(answer_call, replace(institution, procedures=alone))
    assert findings.mistakes == []
    assert {"code_sent", "no_mobile", "limit_reached", "agent_needs"} <= findings.prompts


def test_a_call_back_never_leaves_a_customer_without_a_next_step(institution: Institution) -> None:
    """Whoever answers, or nobody: each place has a next step, or says goodbye."""
    findings = explore(call_back, institution)
    assert findings.mistakes == []
    assert {"call_back_greeting", "call_back_declined", "call_back_nobody", "document_number"} <= findings.prompts


def test_what_both_calls_share_is_visited_once(institution: Institution) -> None:
    """A call-back adds its greeting to the places of the line; alone it comes to as many, and hears as much."""
    line = explore(answer_call, institution)
    places, prompts = len(line.places), set(line.prompts)
    both, alone = explore(call_back, institution, line), explore(call_back, institution)
    assert places < len(both.places) < places + 150
    assert prompts | alone.prompts == both.prompts
    assert places * 0.9 < len(alone.places)


def test_a_mistake_before_what_is_shared_is_found(institution: Institution) -> None:
    """What only one of two scripts does, on its way to what both do, is looked at."""
    known = explore(answer_call, institution)

    async def careless(caller: Caller) -> None:
        """Catch nothing, then serve like the line."""
        await caller.ask(NUMBER)
        await serve(caller, None)

    mistakes = explore(careless, institution, known).mistakes
    assert sorted(mistakes) == [f"after number {end}: no script caught {end}({why})" for end, why in UNCAUGHT]


def test_an_uncaught_outcome_is_found(institution: Institution) -> None:
    """A script that does not catch the key 0 is named with the way that leads there."""

    async def careless(caller: Caller) -> None:
        """Catch nothing."""
        await caller.ask(NUMBER)
        await caller.say("goodbye")

    assert "after number AgentWanted: no script caught AgentWanted()" in explore(careless, institution).mistakes


def test_hanging_up_without_a_word_is_found(institution: Institution) -> None:
    """A script that just ends is a dead end."""

    async def silent(caller: Caller) -> None:
        """Say nothing."""
        assert caller.institution.id

    assert explore(silent, institution).mistakes == ["after : the line hangs up without a word"]


def test_an_endless_loop_is_found(institution: Institution) -> None:
    """A script that has effect after effect and asks nothing is found."""

    async def endless(caller: Caller) -> None:
        """Look at the key again and again."""
        while await caller.do(Keys.state, Customer("reference", "CC •••• 6789")) == "none":
            pass

    assert any("never a question" in mistake for mistake in explore(endless, institution).mistakes)


def test_text_is_not_asked_by_telephone(institution: Institution) -> None:
    """A script that asks for letters is found: a keypad cannot type them."""

    async def letters(caller: Caller) -> None:
        """Ask for a name."""
        try:
            await caller.ask(Question("name", "name", Kind.TEXT, Form(1, 40)))
        except (AgentWanted, TriesExhausted):
            await caller.say("goodbye")
        await caller.say("goodbye")

    assert explore(letters, institution).mistakes == ["after : name cannot be typed on a keypad"]


def test_text_is_asked_on_the_page_that_a_link_opens(institution: Institution) -> None:
    """There letters can be typed; the telephone goes on when the page is done, or left."""

    async def on_page(caller: Caller) -> None:
        """Ask for a name on a page, and for a number by telephone."""
        try:
            async with caller.continue_on_page(900, "link") as page:
                await page.ask(Question("name", "name", Kind.TEXT, Form(1, 2)))
            await caller.ask(NUMBER)
        except (AgentWanted, TriesExhausted, PageLeft):
            await caller.say("goodbye")
        await caller.say("goodbye")

    findings = explore(on_page, institution)
    assert findings.mistakes == []
    assert {"number", "goodbye"} <= findings.prompts
    assert "name" not in findings.prompts
