"""Nobody learns from words, webhooks or time whether a document is known, blocked, frozen, or nobody's."""

import gc
import re
from statistics import median
from time import perf_counter

import pytest

from ivr.stores.demo.customers import DemoCustomer
from tests.phone.call import Call
from tests.phone.line import MENU, Phone
from tests.phone.people import somebody
from tests.phone.plain import PlainService
from tests.phone.posting import action, post, told

KINDS = ("known", "unknown", "blocked", "frozen", "no key", "no mobile")
SAMPLES, ROUNDS, CLOSE = 40, 3, 0.010


def person(line: Phone, kind: str) -> DemoCustomer:
    """Give a customer of a kind, or somebody of whom the bank has never heard."""
    fields: dict[str, dict[str, object]] = {
        "blocked": {"blocked": True},
        "frozen": {"frozen": True},
        "no key": {"key": ""},
        "no mobile": {"mobile": ""},
    }
    return somebody() if kind == "unknown" else line.customer(**fields.get(kind, {}))


def road(service: PlainService, kind: str) -> tuple[list[str], list[str]]:
    """Let somebody call who does not know the answers; give what was heard, and what the network was made to do."""
    line = Phone(service)
    agent, first = line.agent().available(), len(service.webhooks.paths)
    before = len(service.switchboard.commands)
    customer = person(line, kind)
    call = line.identified(customer).hears("to_agent", "agent_needs", "agent_coming")
    agent.takes(call)
    for question in ("birth_date", "mother_surname"):
        assert not agent.answers(question, "1900-01-01")
    agent.cannot("send_code", "checks_missing").cannot("change_mobile", "checks_missing", number="3001234567")
    agent.does_not_confirm()
    call.anyhow().hangs_up()
    spoken = [text for text in call.telephone.heard() if not re.search(r"Digitó|music", text)]
    paths = [re.sub(r"serfinansa\.\w+|token=.*", "", path) for path in service.webhooks.paths[first:]]
    return spoken, paths + [command.name for command in service.switchboard.commands[before:]]


def test_every_document_hears_the_same_words_and_causes_the_same_webhooks(plain: PlainService) -> None:
    """From the document to the farewell nothing tells six kinds of customers apart."""
    roads = {kind: road(plain, kind) for kind in KINDS}
    for kind, found in roads.items():
        assert found == roads["known"], kind


def test_the_agent_sees_the_same_file_of_an_unknown_document(plain: PlainService) -> None:
    """A decoy's page has the same fields, masked alike, and stays the same in the next call."""
    pages = []
    stranger = somebody()
    for customer in (Phone(plain).customer(), stranger, stranger):
        line = Phone(plain)
        agent = line.agent()
        call = line.with_agent(customer, agent)
        pages.append({name: agent.door.look()["call"][name] for name in ("document", "name", "mobile", "actions")})
        call.hangs_up()
    known, unknown, again = pages
    assert unknown == again
    for name in ("document", "mobile"):
        assert re.sub(r"\d", "0", known[name]) == re.sub(r"\d", "0", unknown[name])
    assert re.sub(r"\w", "a", unknown["name"]).count("a") == len(unknown["name"].split())
    assert known["actions"] == unknown["actions"]


@pytest.mark.usefixtures("dear_hashes")
@pytest.mark.parametrize("kind", ["unknown", "blocked"])
def test_time_tells_nothing(plain: PlainService, kind: str) -> None:
    """The medians of the turn that looks the document up differ by less than ten milliseconds, measured by turns."""
    line = Phone(plain, number="")
    line.agent().available()
    people = {"known": person(line, "known"), kind: person(line, kind)}
    gap = CLOSE
    for _ in range(ROUNDS):
        times: dict[str, list[float]] = {name: [] for name in people}
        for _ in range(SAMPLES):
            for name, customer in people.items():
                times[name].append(timed(plain, confirming(line, customer)))
        gap = abs(median(times["known"]) - median(times[kind]))
        if gap < CLOSE:
            return
    raise AssertionError(f"{kind} differs by {gap * 1000:.1f} ms")


def confirming(line: Phone, customer: DemoCustomer) -> Call:
    """Be asked whether the document is right."""
    call = line.dials().anyhow().presses("4").anyhow().presses("3").anyhow()
    return call.presses(f"{customer.document_number}#").anyhow().presses("1").hears("document_confirm")


def timed(service: PlainService, call: Call) -> float:
    """Say yes, measure how long the answer takes, and hang up."""
    path, parameters = action(service, call), told(service, call, Digits="1")
    gc.collect(0)
    began = perf_counter()
    status, _ = post(service, path, parameters)
    took = perf_counter() - began
    assert status == 200
    service.network.hang_up(service.network.legs[call.sid])
    return took


def test_the_menu_after_a_refusal_is_the_same_for_everybody(plain: PlainService) -> None:
    """Who was not confirmed stands at the main menu, known or not."""
    for kind in ("known", "unknown"):
        line = Phone(plain)
        agent = line.agent()
        call = line.with_agent(person(line, kind), agent)
        agent.does_not_confirm()
        call.hears("not_confirmed", *MENU).hangs_up()
