"""Waiting for an agent: closed, nobody there, full, the place in the queue, and leaving it."""

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from ivr.agents.supervision.notices import ClosedQueue
from ivr.institutions import Hours, Institution
from tests.phone.fixtures import Build
from tests.phone.line import MENU, Phone
from tests.phone.people import mobile
from tests.phone.plain import PlainService
from tests.phone.posting import action, post, told

SINCE = datetime(2026, 3, 4, 14, tzinfo=UTC)
OPENING = ("welcome", *MENU)
SHUT = Hours("America/Bogota", ((), (), (), (), (), (), ()), open_on_holidays=False, closed_dates=())


def tables(institution: Institution, **changes: object) -> MappingProxyType[str, Institution]:
    """Give the tables with a change."""
    return MappingProxyType({institution.id: replace(institution, **changes)})  # type: ignore[arg-type] # by field


def test_nobody_signed_in_is_said_with_a_farewell(local: Phone) -> None:
    """Without agents the line says so and ends, in the menu; and in a procedure before anything is typed."""
    call = local.dials().hears(*OPENING).presses("0")
    call.hears("queue_closed_staff", "goodbye").has_ended()
    for option in ("1", "2", "3"):
        call = local.dials(mobile()).hears(*OPENING).presses("4").anyhow().presses(option)
        call.hears("queue_closed_staff", "goodbye").has_ended()


def test_a_closed_queue_says_its_own_sentence(local: Phone) -> None:
    """Agents are there, and the queue is closed: nobody is told that they are not; another queue goes on."""
    local.agent()
    local.service.parts.notices.close("serfinansa", "claves", ClosedQueue("berta", SINCE, "simulacro", None))
    call = local.in_menu().presses("3").hears("queue_closed_now", "goodbye").has_ended()
    call = local.dials(mobile()).hears(*OPENING).presses("1").anyhow().is_queued()
    local.service.parts.notices.open("serfinansa", "claves")
    local.in_menu(mobile()).presses("3").hears("document_number")
    call.hangs_up()


def test_who_comes_back_to_a_queue_that_was_closed_types_their_document(local: Phone) -> None:
    """A place that is kept opens the door, before the document as after it."""
    customer = local.customer()
    local.identified(customer).anyhow().is_queued().hangs_up()
    local.service.parts.notices.close("serfinansa", "claves", ClosedQueue("berta", SINCE, "simulacro", None))
    call = local.dials().hears("welcome", "welcome_back").presses("1").hears("document_number")
    call.presses(f"{customer.document_number}#").anyhow().presses("1").anyhow().presses("1").anyhow().is_queued()


def test_outside_opening_hours_the_line_says_when_it_opens(build: Build, institution: Institution) -> None:
    """The caller hears the next opening, and farewell."""
    nine = institution.hours.week[0][0][0].replace(hour=9), institution.hours.week[0][0][0].replace(hour=9, minute=30)
    hours = replace(institution.hours, week=tuple((nine,) for _ in range(7)))
    service = build(tables=tables(institution, hours=hours))
    line = Phone(service)
    line.agent().available()
    call = line.dials().hears(*OPENING).presses("1").hears("queue_closed_hours", "goodbye").has_ended()
    assert "mañana" in call.said[0]


def test_an_agent_who_stays_after_hours_gets_no_caller(build: Build, institution: Institution) -> None:
    """A line that is shut all week is shut for everybody, and still says farewell."""
    line = Phone(build(tables=tables(institution, hours=SHUT)))
    line.agent().available()
    call = line.dials().hears(*OPENING).presses("0").anyhow().has_ended()
    assert call.telephone.state() == "ended"


def test_a_full_queue_is_said_and_leads_back_to_the_menu(build: Build, institution: Institution) -> None:
    """No more callers wait than the table allows."""
    queues = {name: replace(rule, size=1) for name, rule in institution.queues.items()}
    line = Phone(build(tables=tables(institution, queues=queues)))
    busy, taken = line.agent().available(), line.dials("").anyhow().presses("1")
    busy.takes(taken)
    line.dials("").hears(*OPENING).presses("1").hears(
        "to_agent", "queue_next", "queue_keys", "queue_call_back"
    ).is_queued()
    line.dials("").hears(*OPENING).presses("1").hears("queue_full", *MENU)


def test_waiting_callers_hear_their_place_and_the_next_one_moves_up(plain: PlainService) -> None:
    """The place is said again whenever the waiting document ends; nobody is promised a time that nobody knows."""
    line = Phone(plain)
    line.agent().available().takes(line.dials("").anyhow().presses("1"))
    first = line.dials("").anyhow().presses("1").hears("to_agent", "queue_next", "queue_keys", "queue_call_back")
    line.waits(1)
    second = (
        line.dials("").anyhow().presses("1").hears("to_agent", "queue_position_only", "queue_keys", "queue_call_back")
    )
    assert "segundo" in second.said[1]
    first.hangs_up()
    plain.network.hear_again(plain.network.legs[second.sid])
    second.hears("queue_next", "queue_keys", "queue_call_back")


def test_each_queue_has_its_own_rhythm(build: Build, institution: Institution) -> None:
    """A caller's place is told as often as the queue says in which they wait, whatever the other queues say."""
    seldom = {**institution.queues, "general": replace(institution.queues["general"], announce_every=600)}
    service = build(tables=tables(institution, queues=seldom))
    line = Phone(service)
    line.agent().available().takes(line.dials("").anyhow().presses("1"))
    call = line.dials("").anyhow().presses("1").anyhow()

    def speaks(seconds: int) -> bool:
        status, twiml = post(service, action(service, call), told(service, call, QueueTime=str(seconds)))
        assert (status, "<Play>" in twiml) == (200, True)
        return "<Say" in twiml

    assert [seconds for seconds in range(0, 1201, 60) if speaks(seconds)] == [0, 600, 1200]


def test_the_star_leaves_the_queue_and_other_keys_do_nothing(phone: Phone) -> None:
    """Who does not want to wait is back in the menu; the agent is offered nobody."""
    agent = phone.agent().available()
    call = phone.dials("").hears(*OPENING).presses("1").hears("to_agent", "agent_coming")
    agent.is_offered()
    call.presses("5").hears("agent_coming").presses("*").hears("queue_left", *MENU)
    assert agent.door.look()["offer"] is None


def test_s2_a_caller_who_left_the_queue_may_come_again(local: Phone) -> None:
    """The second wait is as good as the first."""
    agent = local.agent().available()
    call = local.dials().hears(*OPENING).presses("1").hears("to_agent", "agent_coming").presses("*")
    call.hears("queue_left", *MENU).presses("1").hears("to_agent", "agent_coming")
    agent.takes(call)


def test_a_declined_caller_goes_to_the_next_agent(local: Phone) -> None:
    """One agent says no, another one takes the caller."""
    first = local.agent().available()
    call = local.dials().hears(*OPENING).presses("1").hears("to_agent", "agent_coming")
    second = local.agent("andres").available()
    first.declines()
    second.takes(call)


def test_an_offer_that_runs_out_goes_to_the_next_agent(phone: Phone) -> None:
    """An agent who does not answer in twenty seconds is taken for gone."""
    first = phone.agent().available()
    call = phone.dials().hears(*OPENING).presses("1").hears("to_agent", "agent_coming")
    first.is_offered()
    second = phone.agent("andres").available()
    phone.waits(21)
    second.takes(call)
    assert first.door.look()["state"] == "offline"


def test_who_waits_hears_when_no_agent_takes_calls(plain: PlainService) -> None:
    """The only agent missed the offer and is off, though their page is open: nobody is told that they are next."""
    line = Phone(plain)
    agent = line.agent().available()
    call = line.dials("").hears(*OPENING).presses("1").hears("to_agent", "agent_coming")
    line.waits(21)
    assert agent.door.look()["pause"]["missed"]
    plain.network.hear_again(plain.network.legs[call.sid])
    call.hears("returned_to_front", "queue_nobody", "queue_keys")
    agent.available()
    assert not agent.door.look()["pause"]["missed"]
    agent.takes(call)


def test_an_agent_whose_telephone_does_not_answer_loses_the_caller_to_the_next(plain: PlainService) -> None:
    """The caller waits on, first in the queue."""
    line = Phone(plain)
    first = line.agent().available()
    call = line.dials().hears(*OPENING).presses("1").hears("to_agent", "agent_coming")
    plain.switchboard.answers = lambda _to: "no-answer"
    first.is_offered().door.act("accept", first.handoff)
    plain.switchboard.answers = lambda _to: "in-progress"
    call.is_queued()
    line.agent("andres").available().takes(call)
