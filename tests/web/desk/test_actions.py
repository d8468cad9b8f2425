"""The agent's buttons, over HTTP: the road of a call, and sentences that help when something cannot be done."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

import ivr.agents
from ivr.agents.checks.checking import PASSING
from ivr.web import answers
from ivr.web.answers import SENTENCES, sentence
from ivr.web.parts import EXTENSION
from tests.agents.bank import ANSWERS
from tests.web.office import LAURA, Browser, Office

REFUSALS = re.compile(r"DeskError\([^)]*\)")


@pytest.fixture
def laura(office: Office) -> Browser:
    """Give the browser of an agent who takes calls."""
    browser = office.at_desk(LAURA)
    assert browser.post("/desk/available").json["state"] == "available"
    return browser


def talking(office: Office) -> str:
    """Bring a caller to the agent and give the address of their call."""
    return f"/desk/handoffs/{office.scene.talking(office.identity(LAURA), office.scene.caller()).id}"


def test_the_road_of_a_call(office: Office, laura: Browser) -> None:
    """Offer, checklist, code, keypad, taken back, finished: each answer is the view after it."""
    scene, call = office.scene, office.scene.caller()
    offer = laura.view()["offer"]
    assert (offer["document"], offer["seconds_left"]) == (
        "CC •••• 6789",
        office.institution.queues["claves"].offer_seconds,
    )
    taken = laura.post(f"/desk/offers/{offer['handoff']}/accept").json
    assert (taken["offer"], taken["call"]["state"]) == (None, "calling_agent")
    handoff = scene.handoff(call)
    scene.agent_enters(handoff)
    scene.caller_enters(handoff)
    address = f"/desk/handoffs/{handoff.id}"
    for question in ("birth_date", "mother_surname", "card_last_four"):
        laura.post(f"{address}/check", {"question": question, "answer": f" {ANSWERS[question]} "})
    assert laura.view()["call"]["matched"] == 3
    assert laura.post(f"{address}/send-code").json["call"]["code_sent"] == 1
    assert laura.post(f"{address}/to-keypad").json["call"]["state"] == "capsule"
    scene.follow(call)
    assert laura.post(f"{address}/take-back").status_code == 200
    scene.follow(call)
    assert laura.post(f"{address}/finish").json["last"]["outcome"] == "finished"


def test_the_stored_answer_is_never_shown(office: Office, laura: Browser) -> None:
    """A wrong answer is told as such; neither what is stored nor what was typed comes back."""
    answer = laura.post(f"{talking(office)}/check", {"question": "mother_surname", "answer": "perez"})
    assert {check["question"]: check["result"] for check in answer.json["call"]["checks"]}[
        "mother_surname"
    ] == "no_match"
    assert not any(secret in answer.text for secret in ("perez", *ANSWERS.values()))


def test_a_new_mobile_gets_the_code_at_once(office: Office, laura: Browser) -> None:
    """After the stricter checklist the number is changed and shown masked."""
    address = talking(office)
    for question in list(ANSWERS)[:5]:
        laura.post(f"{address}/check", {"question": question, "answer": ANSWERS[question]})
    refused = laura.post(f"{address}/change-mobile", {"number": "6053091919"})
    assert (refused.status_code, refused.json["code"]) == (400, "bad_number")
    view = laura.post(f"{address}/change-mobile", {"number": "300 123 4567"}).json
    assert (view["call"]["mobile"], view["call"]["code_sent"]) == ("•••• 4567", 1)


def test_a_caller_who_cannot_be_confirmed(office: Office, laura: Browser) -> None:
    """The call ends without a code."""
    assert laura.post(f"{talking(office)}/not-confirmed").json["last"]["outcome"] == "not_confirmed"


def test_a_declined_offer_goes_back(office: Office, laura: Browser) -> None:
    """The caller waits again, for somebody else."""
    office.scene.caller()
    offer = laura.view()["offer"]["handoff"]
    view = laura.post(f"/desk/offers/{offer}/decline").json
    assert (view["offer"], view["waiting"]) == (None, 1)


MALFORMED: tuple[object, ...] = (
    {},
    [],
    "text",
    {"question": "birth_date"},
    {"question": 7, "answer": "x"},
    {"question": "birth_date", "answer": " "},
    {"question": "birth_date", "answer": "x" * 101},
    {"question": {"a": 1}, "answer": "x"},
)


@pytest.mark.parametrize("body", MALFORMED)
def test_a_malformed_question_is_refused(office: Office, laura: Browser, body: object) -> None:
    """What is missing, empty, too long or of another kind is answered 400, and nothing is counted."""
    address = talking(office)
    answer = laura.post(f"{address}/check", body)
    assert (answer.status_code, answer.json["code"]) == (400, "malformed")
    assert office.scene.limits.failures == {}


def test_a_part_that_is_away(office: Office, laura: Browser) -> None:
    """When the bank, the records or Redis do not answer, the agent reads so, and can try again."""
    address, token = talking(office), laura.token()
    office.scene.bank.down = office.scene.records.down = True
    checked = laura.post(f"{address}/check", {"question": "birth_date", "answer": "17051980"})
    ended = laura.post(f"{address}/not-confirmed")
    office.pages.extensions[EXTENSION] = replace(
        office.pages.extensions[EXTENSION], redis=Redis(unix_socket_path="/nowhere", retry=Retry(NoBackoff(), 0))
    )
    asked = laura.post(f"{address}/finish", token=token)
    for answer in (checked, ended, asked):
        assert (answer.status_code, answer.json["message"]) == (503, SENTENCES["unavailable"][1])


def test_every_refusal_has_its_sentence() -> None:
    """Each word that the agents' rules refuse with is told in Spanish."""
    source = "".join(file.read_text() for file in Path(next(iter(ivr.agents.__path__))).rglob("*.py"))
    words = set(re.findall(r'DeskError\(\s*"(\w+)"', source))
    assert len(words) > 10
    assert (words | PASSING) - set(SENTENCES) == set()


def test_every_sentence_is_said_somewhere() -> None:
    """No sentence is kept for a word with which nothing is refused any more: in the rules, the pages or the records."""
    files = [file for file in Path(ivr.agents.__file__).parents[1].rglob("*.py") if file != Path(answers.__file__)]
    own = "".join(file.read_text() for file in files if {"agents", "web"} & set(file.parts))
    refused = "".join(" ".join(REFUSALS.findall(file.read_text())) for file in files)
    raised = set(re.findall(r'"(\w+)"', own + refused))
    assert set(SENTENCES) - raised == set()


def test_a_code_that_has_to_wait_says_how_long(office: Office, laura: Browser) -> None:
    """Nobody is sent to an office for half a minute; and a new mobile that is registered is said to be so."""
    address = talking(office)
    for question, answer in list(ANSWERS.items())[:5]:
        laura.post(f"{address}/check", {"question": question, "answer": answer})
    office.scene.codes.limit, office.scene.codes.reached = 0, "too_soon 27"
    waits = laura.post(f"{address}/send-code")
    assert (waits.status_code, waits.json["code"]) == (409, "too_soon")
    assert "Espere 27 segundos" in waits.json["message"]
    changed = laura.post(f"{address}/change-mobile", {"number": "3001234567"})
    assert (changed.status_code, changed.json["code"]) == (409, "changed_too_soon")
    assert "quedó registrado" in changed.json["message"]
    assert "Espere 27 segundos" in changed.json["message"]
    assert laura.view()["call"]["mobile"] == "•••• 4567"


@pytest.mark.parametrize(
    ("code", "part"),
    [("codes_ten_minutes", "Espere"), ("failures_quarter_hour", "quince"), ("limit", "oficina"), ("new", "posible")],
)
def test_each_limit_has_a_sentence_of_its_own(code: str, part: str) -> None:
    """What is over in a while is to be waited for; only what is not leads to an office."""
    assert part in sentence(code)[1]
    assert ("oficina" in sentence(code)[1]) is (code == "limit")
    assert sentence(f"changed_{code}")[1].endswith(sentence(code)[1])
