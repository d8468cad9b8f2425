"""The telephone in the page: who gets a pass, for how long, and what the page may reach."""

import time
from dataclasses import replace

import jwt
import pytest
from redis import Redis

from ivr.institutions import Institution
from ivr.stores.records import Records
from ivr.web.headers import POLICY
from ivr.web.sign_in.sessions import IDLE, LONGEST
from tests.conftest import FixedClock
from tests.web.office import ACCOUNT, BERTA, KEY, KEY_SECRET, LAURA, PABLO, RAMIRO, Browser, Office

SIGNALLING = "127.0.0.1:4321"


@pytest.fixture
def office(redis: "Redis", clock: FixedClock, institution: Institution, records: Records) -> Office:
    """Give an office whose agents telephone in their pages."""
    return Office(redis, clock, institution, records, signalling=SIGNALLING)


def claims(laura: Browser) -> dict[str, object]:
    """Ask for a pass and read it."""
    answer = laura.post("/desk/phone-pass")
    assert answer.status_code == 200, answer.text
    read: dict[str, object] = jwt.decode(answer.json["token"], KEY_SECRET, algorithms=["HS256"])
    assert round(float(str(read["exp"])) - time.time()) == pytest.approx(answer.json["seconds"], abs=2)
    return read


def life(laura: Browser) -> int:
    """Give how many seconds a new pass is good for."""
    return int(laura.post("/desk/phone-pass").json["seconds"])


def test_a_pass_is_for_who_is_signed_in(office: Office) -> None:
    """The identity is the record's, whatever the request says; account and key are ours; calls only come in."""
    laura = office.at_desk(LAURA)
    read = claims(laura)
    assert (read["sub"], read["iss"]) == (ACCOUNT, KEY)
    name = rung_as(laura, "desk").removeprefix("client:")
    assert name.partition("_v")[0] == "laura"
    assert read["grants"] == {"identity": name, "voice": {"incoming": {"allow": True}}}
    forged = laura.post("/desk/phone-pass", {"identity": "pablo", "voice": "client:pablo"}).json["token"]
    assert jwt.decode(forged, KEY_SECRET, algorithms=["HS256"])["grants"]["identity"] == name


def test_a_pass_never_outlives_the_session(office: Office) -> None:
    """An hour at most, and what is left of the session's ten hours when that is less."""
    laura = office.at_desk(LAURA)
    assert life(laura) == 3600
    for _ in range(int(LONGEST.total_seconds() // 600) - 1):
        office.clock.advance(600)
        laura.post("/desk/heartbeat", {"active": True})
    office.clock.advance(590)
    assert life(laura) == 10
    office.clock.advance(10)
    assert laura.post("/desk/phone-pass", token="any").status_code in {400, 401}


def test_asking_for_a_pass_is_no_sign_of_life(office: Office) -> None:
    """The page asks by itself: nobody stays signed in by it."""
    laura = office.at_desk(LAURA)
    token, ends = laura.token(), laura.view()["session_ends"]
    office.clock.advance(60)
    assert laura.post("/desk/phone-pass", token=token).status_code == 200
    assert laura.view()["session_ends"] == ends


def test_who_gets_no_pass(office: Office) -> None:
    """Other roles, agents with a number, strangers, and forged requests get none."""
    assert office.at_desk(BERTA).post("/desk/phone-pass").status_code == 403
    assert office.at_desk(LAURA).post("/floor/phone-pass").status_code == 403
    assert office.at_desk(RAMIRO).post("/floor/phone-pass").status_code == 403
    assert office.browser().post("/desk/phone-pass").status_code == 401
    laura = office.at_desk(LAURA)
    assert laura.post("/desk/phone-pass", token="forged").status_code == 400
    office.change(LAURA, voice="+576050000000")
    refused = laura.post("/desk/phone-pass")
    assert (refused.status_code, refused.json["code"]) == (409, "no_phone")


def rung_as(browser: Browser, page: str) -> str:
    """Give whom a new pass has the network ring."""
    token = browser.post(f"/{page}/phone-pass").json["token"]
    return "client:" + str(jwt.decode(token, KEY_SECRET, algorithms=["HS256"])["grants"]["identity"])


def last_rung(office: Office) -> str:
    """Give whom the network was told to ring, the last time."""
    return [command.given[0] for command in office.scene.switchboard.commands if command.name == "dial"][-1]


def test_a_pass_of_before_is_rung_no_more(office: Office) -> None:
    """When rights end, passes do: whoever kept one hears no caller, as agent, as colleague and as supervisor."""
    people = (LAURA, "desk"), (PABLO, "desk"), (BERTA, "floor")
    kept = [rung_as(office.at_desk(person), page) for person, page in people]
    for person, _ in people:
        office.change(person, session_version=2)
    laura, pablo, berta = (office.at_desk(person) for person, _ in people)
    renewed = [rung_as(browser, page) for browser, (_, page) in zip((laura, pablo, berta), people, strict=True)]
    assert len({*kept, *renewed}) == 6
    laura.post("/desk/available", {"phone": "ready", "page": "one"})
    handoff = office.scene.handoff(office.scene.caller())
    laura.post(f"/desk/offers/{handoff.id}/accept")
    assert last_rung(office) == renewed[0]
    office.scene.agent_enters(handoff)
    office.scene.caller_enters(handoff)
    pablo.post("/desk/available", {"phone": "ready", "page": "two"})
    laura.post(f"/desk/handoffs/{handoff.id}/consult", {"agent": office.identity(PABLO).id})
    assert last_rung(office) == renewed[1]
    berta.post(f"/floor/handoffs/{handoff.id}/listen")
    assert last_rung(office) == renewed[2]


def test_a_pass_of_before_a_sign_out_is_rung_no_more(office: Office) -> None:
    """Signed out there are no new passes and nobody is rung; after coming back only who came back is, by everybody."""
    laura, pablo = office.at_desk(LAURA), office.at_desk(PABLO)
    laura.post("/desk/available", {"phone": "ready", "page": "one"})
    kept, token = rung_as(laura, "desk"), laura.token()
    laura.post("/desk/sign-out", token=token)
    assert laura.post("/desk/phone-pass", token=token).status_code in {400, 401}
    handoff = office.scene.handoff(office.scene.caller())
    assert (handoff.state, handoff.agent) == ("waiting", "")
    pablo.post("/desk/available", {"phone": "ready", "page": "two"})
    pablo.post(f"/desk/offers/{handoff.id}/accept")
    office.scene.agent_enters(handoff)
    office.scene.caller_enters(handoff)
    refused = pablo.post(f"/desk/handoffs/{handoff.id}/consult", {"agent": office.identity(LAURA).id})
    assert refused.json["code"] == "colleague_busy"
    back = office.at_desk(LAURA)
    back.post("/desk/available", {"phone": "ready", "page": "three"})
    pablo.post(f"/desk/handoffs/{handoff.id}/consult", {"agent": office.identity(LAURA).id})
    assert last_rung(office) == rung_as(back, "desk") != kept
    assert kept not in [command.given[0] for command in office.scene.switchboard.commands if command.name == "dial"]


def test_a_pass_of_before_is_rung_no_more_when_redis_was_emptied(office: Office) -> None:
    """Everybody is signed out then, and no telephone has a name that it, or anybody else, had before."""
    names = set()
    for _ in range(3):
        names |= {rung_as(office.at_desk(person), "desk") for person in (LAURA, PABLO)}
        office.scene.redis.flushdb()
    assert len(names) == 6


def test_a_second_desk_is_the_same_telephone(office: Office) -> None:
    """As long as somebody has a session, another one of theirs can be rung as well; when all are over, none."""
    first, second = office.at_desk(LAURA), office.at_desk(LAURA)
    name = rung_as(first, "desk")
    assert rung_as(second, "desk") == name
    first.post("/desk/sign-out", token=first.token())
    assert rung_as(second, "desk") == rung_as(office.at_desk(LAURA), "desk") == name
    office.clock.advance(IDLE.total_seconds())
    assert rung_as(office.at_desk(LAURA), "desk") != name


def test_a_supervisor_listens_in_the_page(office: Office) -> None:
    """Who may listen has a pass of their own, and the floor's page reaches the network; who may not has neither."""
    berta = office.at_desk(BERTA)
    token = berta.post("/floor/phone-pass").json["token"]
    assert jwt.decode(token, KEY_SECRET, algorithms=["HS256"])["grants"]["identity"].partition("_v")[0] == "berta"
    assert f"ws://{SIGNALLING}" in berta.get("/floor").headers["Content-Security-Policy"]
    assert berta.get("/floor/wallboard").headers["Content-Security-Policy"] == POLICY
    office.change(BERTA, voice="+576050000000")
    assert berta.get("/floor").headers["Content-Security-Policy"] == POLICY


def test_a_revoked_session_gets_no_pass(office: Office) -> None:
    """Whoever is deactivated gets none from that moment."""
    laura = office.at_desk(LAURA)
    token = laura.token()
    office.change(LAURA, active=False)
    assert laura.post("/desk/phone-pass", token=token).status_code == 401


def test_without_a_key_there_is_no_telephone(redis: "Redis", institution: Institution, records: Records) -> None:
    """No pass, no telephone in the page, no policy that is wider than it must be."""
    office = Office(redis, FixedClock(), institution, records)
    laura = office.at_desk(LAURA)
    assert laura.post("/desk/phone-pass").json["code"] == "no_phone"
    page = laura.get("/desk")
    assert page.headers["Content-Security-Policy"] == POLICY
    assert "softphone" not in page.text


def test_the_page_reaches_the_network_and_nothing_else(office: Office) -> None:
    """Only the desk's own page may open the network's sockets; every other answer keeps the strict policy."""
    laura = office.at_desk(LAURA)
    opened = POLICY.replace("connect-src 'self'", f"connect-src 'self' ws://{SIGNALLING}")
    assert laura.get("/desk").headers["Content-Security-Policy"] == opened
    assert laura.get("/desk").headers["Permissions-Policy"].endswith("microphone=(self)")
    for path in ("/desk/view", "/desk/password", "/desk/sign-in", "/static/look.css"):
        headers = laura.get(path).headers
        assert headers["Content-Security-Policy"] == POLICY
        assert headers["Permissions-Policy"].endswith("microphone=()")
    office.change(LAURA, voice="+576050000000")
    assert laura.get("/desk").headers["Content-Security-Policy"] == POLICY


def test_with_twilio_the_page_reaches_twilio(office: Office) -> None:
    """The hosts of the SDK's signalling and of its reports are named one by one, with TLS."""
    parts = office.pages.extensions["ivr.web"]
    office.pages.extensions["ivr.web"] = replace(parts, phone=replace(parts.phone, signalling=""))
    policy = office.at_desk(LAURA).get("/desk").headers["Content-Security-Policy"]
    reach = dict(rule.split(" ", 1) for rule in policy.split("; "))["connect-src"].split()
    assert {"'self'", "wss://voice-js.roaming.twilio.com", "https://eventgw.twilio.com"} <= set(reach)
    assert all(each == "'self'" or each.startswith(("wss://voice-js.", "https://eventgw.")) for each in reach)
    assert all(each == "'self'" or each.endswith(".twilio.com") for each in reach)
    assert "*" not in policy
