"""Invented days for the tests of figures: callers, calls, visits, deeds, turns and states, as hypothesis makes them."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from ivr.reports.facts import CallFact, DayFacts, DeedFact, HandoffFact, StateFact, StepFact, VisitFact
from ivr.reports.visits import Ending
from ivr.values import Channel

BEGIN = datetime(2026, 3, 4, 5, tzinfo=UTC)
"""Midnight of a Wednesday in Bogota."""
END = BEGIN + timedelta(days=1)
QUEUES = ("claves", "general")
PROCEDURES = ("activate", "change", "restore", "help_from_agent")
AGENTS = ("serfinansa.laura", "serfinansa.pablo", "serfinansa.rosa")
OUTCOMES = ("key_set", "finished", "not_confirmed", "agent_lost", "hung_up", "left", "closed", "replaced", "call_back")
KINDS = (
    "answer",
    "silence",
    "wrong",
    "exhausted",
    "agent",
    "back",
    "repeat",
    "nothing",
    "hang_up",
    "goodbye",
    "TakenBack",
)
CALLS = tuple(f"CA{number:032x}" for number in range(40))
VISITS = tuple(f"WV{number:032x}" for number in range(20))

waits = st.integers(0, 600_000) | st.sampled_from([0, 4_999, 5_000, 19_999, 20_000, 20_001])


@st.composite
def handoffs(draw: st.DrawFn, number: int = 0) -> HandoffFact:
    """Give one caller's way: whoever was answered has an agent, and times with them."""
    requested = BEGIN + timedelta(milliseconds=draw(st.integers(0, 86_399_999)))
    moved = requested + timedelta(milliseconds=draw(waits))
    answered = draw(st.booleans())
    times = [draw(st.integers(0, 900_000)) for _ in range(4)] if answered else [0, 0, 0, 0]
    return HandoffFact(
        id=f"serfinansa.{number}",
        call=draw(st.sampled_from(CALLS)),
        queue=draw(st.sampled_from(QUEUES)),
        procedure=draw(st.sampled_from(PROCEDURES)),
        agent=draw(st.sampled_from(AGENTS)) if answered else "",
        named=draw(st.booleans()),
        requested=requested,
        answered=moved if answered else None,
        ended=moved + timedelta(milliseconds=sum(times[:3])),
        outcome=draw(st.sampled_from(OUTCOMES)),
        matched=draw(st.integers(0, 6)),
        talked=times[0],
        held=times[1],
        in_capsule=times[2],
        wrapping=times[3],
        origin=draw(st.sampled_from(("", "", "transferred", "handed_over"))) if answered else "",
        promised_at=requested if draw(st.booleans()) else None,
        promised_from=1,
        promised_to=4,
    )


@st.composite
def days(draw: st.DrawFn) -> DayFacts:
    """Give a whole day of one institution."""
    made = [draw(handoffs(number)) for number in range(draw(st.integers(0, 25)))]
    calls = draw(st.lists(st.sampled_from(CALLS), unique=True, max_size=20))
    procedures = st.sampled_from((*PROCEDURES, ""))
    return DayFacts(
        BEGIN,
        END,
        visits=draw(visits()),
        calls=[CallFact(sid, draw(procedures), BEGIN + timedelta(minutes=7), "finished") for sid in calls],
        handoffs=made,
        deeds=draw(st.lists(deeds(), max_size=20)),
        steps=draw(st.lists(steps(), max_size=20)),
        states=draw(states()),
    )


def deeds() -> st.SearchStrategy[DeedFact]:
    """Give what the audit says of a code or a key."""
    kinds = st.sampled_from(("code_sent", "code_accepted", "key_replaced"))
    of_calls = st.builds(
        DeedFact, st.sampled_from(CALLS), kinds, st.sampled_from(PROCEDURES[:3]), st.sampled_from(Channel)
    )
    of_visits = st.builds(DeedFact, st.sampled_from(VISITS), kinds, st.sampled_from(PROCEDURES[:2]), st.just("web"))
    return of_calls | of_visits


@st.composite
def visits(draw: st.DrawFn) -> list[VisitFact]:
    """Give visits of pages and calls that went over to one, a few of them on the day after."""
    found = []
    for name in draw(st.lists(st.sampled_from((*VISITS, *CALLS)), unique=True, max_size=20)):
        began_on, late = ("web" if name in VISITS else "phone"), draw(st.booleans())
        link = draw(st.sampled_from(((False, False), (True, False), (True, True))))
        words = draw(st.sampled_from(PROCEDURES[:2])), began_on, END if late else BEGIN
        found.append(VisitFact(name, *words, *link, draw(st.sampled_from(Ending)).value))
    return found


def steps() -> st.SearchStrategy[StepFact]:
    """Give how often a step heard something."""
    names = st.sampled_from(("menu_main", "document_number", "security_code", "new_key", "agent"))
    kinds, channels = st.sampled_from(KINDS), st.sampled_from(Channel)
    return st.builds(StepFact, st.just("v1"), names, kinds, st.integers(1, 50), channels)


@st.composite
def states(draw: st.DrawFn) -> list[StateFact]:
    """Give the intervals of some agents, one after another from the evening before, without a gap."""
    found = []
    for agent in AGENTS:
        instant = BEGIN - timedelta(hours=1)
        for _ in range(draw(st.integers(0, 8))):
            until = instant + timedelta(milliseconds=draw(st.integers(0, 8_000_000)))
            state, reason = draw(st.sampled_from((("available", ""), ("busy", ""), ("not_ready", "break"))))
            found.append(StateFact(agent, state, reason, instant, until))
            instant = until
    return found
