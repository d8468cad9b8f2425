"""The administrators' page: who is on the list, who is added and changed, and what is shown once."""

import json
import re
from dataclasses import replace

import pyotp
import pytest
from redis import Redis
from sqlalchemy import select

from ivr.institutions import Institution
from ivr.queues import Distribution, SkillStep
from ivr.security.roles import Role
from ivr.stores.demo.staff import DemoStaff
from ivr.stores.records import Records
from ivr.stores.schema import AuditRecord
from ivr.web.answers import SENTENCES
from tests.conftest import FixedClock
from tests.web.office import ADELA, BERTA, LAURA, OSCAR, PABLO, Answer, Browser, Office
from tests.web.places import links, record

ROSA = {"name": "Rosa Mier", "user": "rosa", "role": "agent", "number": ""}
PASSWORD = re.compile(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){4})</code>")
LETTERS = re.compile(r'<code class="letters">([A-Z2-7 ]{39})</code>')


def handed_out(answer: Answer) -> tuple[str, str]:
    """Give the password and the secret that a page shows once."""
    assert answer.status_code == 200, answer.text
    password, letters = PASSWORD.search(answer.text), LETTERS.search(answer.text)
    return (password.group(1) if password else ""), (letters.group(1).replace(" ", "") if letters else "")


def somebody(user: str, password: str, secret: str) -> DemoStaff:
    return DemoStaff(user, user.title(), "", password, secret)


def test_an_administrator_is_led_to_the_list(office: Office) -> None:
    """Signing in opens their page; they see their own institution's people, and nobody of another one."""
    office.clock.advance(30)
    browser = office.browser()
    assert browser.sign_in(ADELA).headers["Location"] == "/staff"
    text = browser.get("/staff").text
    assert all(person.name in text for person in (LAURA, PABLO, BERTA, ADELA))
    assert OSCAR.name not in text
    assert browser.get("/desk").status_code == 403


def test_the_list_is_searched(adela: Browser) -> None:
    """By a part of a name or user, and by role."""
    assert (LAURA.name in adela.get("/staff?q=LAU").text, PABLO.name in adela.get("/staff?q=LAU").text) == (True, False)
    found = adela.get("/staff?role=agent").text
    assert (PABLO.name in found, BERTA.name in found) == (True, False)
    assert "Nadie coincide" in adela.get("/staff?q=nadie").text
    assert "<script" not in adela.get("/staff?q=<script>alert(1)</script>&role=<script>").text


def test_somebody_new_signs_in_and_chooses_their_own_password(office: Office, adela: Browser) -> None:
    """What is handed out signs in once, and opens nothing before the person has a password that nobody gave them."""
    answer = adela.fill("/staff/add", **ROSA)
    password, secret = handed_out(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    rosa = somebody("rosa", password, secret)
    browser = office.browser()
    assert browser.sign_in(rosa).headers["Location"] == "/desk/password"
    assert browser.get("/desk").headers["Location"] == "/desk/password"
    view = browser.get("/desk/view")
    assert (view.status_code, view.json["code"]) == (403, "temporary_password")
    chosen = browser.fill("/desk/password", current=password, fresh="la clave de Rosa", again="la clave de Rosa")
    assert (chosen.status_code, chosen.headers["Location"]) == (303, "/desk")
    assert "Rosa Mier" in browser.get("/desk").text
    office.clock.advance(30)
    assert office.browser().sign_in(rosa).status_code == 401
    assert office.browser().sign_in(replace(rosa, password="la clave de Rosa")).headers["Location"] == "/desk"


def test_the_picture_carries_the_factor(adela: Browser) -> None:
    """The page has a QR code drawn without styles of its own, and the same secret in letters."""
    answer = adela.fill("/staff/add", **ROSA)
    _, secret = handed_out(answer)
    drawn = re.search(r"<svg.*?</svg>", answer.text, re.DOTALL)
    assert drawn is not None
    assert "style" not in drawn.group()
    assert len(pyotp.TOTP(secret).now()) == 6


def test_what_is_handed_out_is_shown_once(adela: Browser) -> None:
    """No other page, and no record of the audit, has the password or the secret."""
    password, secret = handed_out(adela.fill("/staff/add", **ROSA))
    with adela.office.records.read() as session:
        kept = [*session.scalars(select(AuditRecord.detail))]
    shown = [adela.get(path).text for path in ("/staff", "/staff/add", "/staff/people/rosa")]
    assert [text for text in shown + kept if password in text or secret in text] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "Rosa\nMier"},
        {"name": "R" * 81},
        {"user": ""},
        {"user": "rosa mier"},
        {"user": "../rosa"},
        {"role": ""},
        {"role": "root"},
        {"number": "123"},
        {"number": "+12025550143"},
        {"number": "client:laura"},
    ],
)
def test_what_cannot_be_is_refused_with_its_field(office: Office, adela: Browser, wrong: dict[str, str]) -> None:
    """The form comes back with what was typed and a sentence at the field; nobody is added."""
    before = len(links(office))
    answer = adela.fill("/staff/add", **ROSA | wrong)
    assert answer.status_code == 422
    assert f'aria-describedby="{next(iter(wrong))}-' in answer.text
    assert adela.get("/staff/people/rosa").status_code == 404
    assert len(links(office)) == before


def test_a_user_name_is_given_once(office: Office, adela: Browser) -> None:
    """Neither somebody at work nor somebody who left gives up their name, in small letters or large."""
    for user in ("laura", "LAURA"):
        answer = adela.fill("/staff/add", **ROSA | {"user": user})
        assert (answer.status_code, SENTENCES["user_taken"][1] in answer.text) == (409, True)
    adela.fill("/staff/people/laura/deactivate")
    assert adela.fill("/staff/add", **ROSA | {"user": "laura"}).status_code == 409
    assert [kind for kind, *_ in links(office)] == ["staff_deactivated"]


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_role_can_be_given(office: Office, adela: Browser, role: str) -> None:
    """What was typed is kept, and a new role ends the sessions that had the old one."""
    pablo = office.at_desk(PABLO)
    changed = {"name": "Pablo Ruiz Soto", "role": role, "number": "605 309 1919"}
    assert adela.fill("/staff/people/pablo", **changed).headers["Location"] == "/staff/people/pablo"
    kept = record(office, PABLO)
    assert (kept.name, kept.role, kept.voice) == ("Pablo Ruiz Soto", role, "+576053091919")
    assert "Pablo Ruiz Soto quedaron guardados" in adela.get("/staff/people/pablo").text
    assert pablo.get("/desk/view").status_code == (200 if role == "agent" else 401)
    with office.records.read() as session:
        detail = json.loads(
            session.scalars(select(AuditRecord.detail).order_by(AuditRecord.sequence.desc())).first() or ""
        )
    assert detail.get("role") == (None if role == "agent" else f"agent > {role}")


def test_who_talks_in_the_browser_keeps_their_line(office: Office, adela: Browser) -> None:
    """An empty number leaves a browser as it is, gives one to somebody new, and takes a number away."""
    adela.fill("/staff/people/pablo", name="Pablo", role="agent", number="")
    assert record(office, PABLO).voice == "client:pablo"
    adela.fill("/staff/people/pablo", name="Pablo", role="agent", number="3001234567")
    adela.fill("/staff/people/pablo", name="Pablo", role="agent", number="")
    assert record(office, PABLO).voice == "client:serfinansa_dpablo"


def test_skills_are_those_that_queues_ask_for(
    redis: "Redis", clock: FixedClock, institution: Institution, records: Records
) -> None:
    """What a queue wants at any step can be ticked, nothing else; a session goes on, and the floor hears of it."""
    steps = (SkillStep(0, ("claves", "tarjetas")), SkillStep(60, ("claves",)), SkillStep(120, ()))
    queues = {
        name: replace(queue, distribution=Distribution(steps=steps)) for name, queue in institution.queues.items()
    }
    office = Office(redis, clock, replace(institution, queues=queues), records)
    laura, adela = office.at_desk(LAURA), office.at_desk(ADELA)
    typed = {"name": LAURA.name, "role": "agent", "number": ""}
    assert adela.fill("/staff/people/laura", **typed, skills=["tarjetas", "claves"]).status_code == 303
    assert (record(office, LAURA).skills, laura.get("/desk/view").status_code) == ("claves,tarjetas", 200)
    assert adela.fill("/staff/people/laura", **typed, skills=["todo"]).status_code == 422
    text = adela.get("/staff/people/laura").text
    assert (text.count("checked"), 'value="tarjetas"' in text) == (3, True)
    assert "claves, tarjetas" in adela.get("/staff").text
    laura.post("/desk/available")
    assert office.redis.hget("ivr:{serfinansa}:skills", "serfinansa.laura") == "claves,tarjetas"


def test_the_list_says_who_never_came(office: Office, adela: Browser) -> None:
    """A place that nobody uses is seen: the last sign-in stands there in the institution's time."""
    adela.fill("/staff/add", **ROSA)
    row = re.findall(r"<tr>.*?</tr>", adela.get("/staff").text, re.DOTALL)
    said = {person: next(line for line in row if f"people/{person}" in line) for person in ("adela", "rosa")}
    assert re.search(r"<time datetime=.*>\d+ \w+ 20\d\d, \d+:\d\d</time>", said["adela"])
    assert "Nunca" in said["rosa"]
    assert "Contraseña temporal" in said["rosa"]
    assert record(office, ADELA).signed_in == office.clock.now()
