"""A screen on a wall: its pass opens the wallboard and nothing else, for a year or until somebody takes it down."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import select, text

from ivr.agents.staff import Author
from ivr.errors import DeskError
from ivr.stores.audit import chain
from ivr.stores.schema import AuditRecord
from ivr.stores.screens import ScreenRecords
from tests.web.office import ADELA, BERTA, LAURA, OSCAR, Answer, Browser, Office
from tests.web.rights import OPEN, ROWS
from tests.web.test_role_by_route import answers, rules

DAY = 24 * 3600
LINK = re.compile(r'value="(https://desk\.example/floor/wallboard/open#([\w-]{22}))"')
WALL = {"wallboard.page", "wallboard.view", "wallboard.events"}


@dataclass
class Wall:
    """A supervisor who hangs up screens."""

    office: Office
    berta: Browser

    def link(self, name: str = "Sala norte") -> str:
        """Add a screen, and give the pass of its link."""
        found = LINK.search(self.berta.fill("/floor/screens", name=name).text)
        assert found is not None
        return found[2]

    def screen(self, token: str = "") -> Browser:
        """Open the link on a screen."""
        screen = self.office.browser()
        assert self.enter(screen, token or self.link()).status_code == 204
        return screen

    @staticmethod
    def enter(screen: Browser, token: str) -> Answer:
        """Hand in a pass, as the page behind the link does."""
        return screen.post("/floor/wallboard/open", {"pass": token})

    def remove(self, name: str = "Sala norte") -> Answer:
        """Take a screen down."""
        listed = ScreenRecords(self.office.records, self.office.clock).listed("serfinansa")
        (screen,) = [screen.id for screen in listed if screen.name == name and screen.removed is None]
        return self.berta.fill("/floor/screens/remove", screen=screen)

    def deeds(self) -> list[tuple[str, str]]:
        """Give what the audit says of screens; the chain is whole."""
        with self.office.records.read() as session:
            assert chain.verify(session, "serfinansa") is None
            found = session.scalars(select(AuditRecord).where(AuditRecord.kind.startswith("screen_")))
            return [(deed.kind, deed.actor) for deed in found]


@pytest.fixture
def wall(office: Office) -> Wall:
    """Give a supervisor at the list of screens."""
    return Wall(office, office.at_desk(BERTA))


def test_the_pass_opens_the_wallboard_and_nothing_else(wall: Wall) -> None:
    """Of all routes of the service, a screen gets its three; everywhere else it is a stranger."""
    screen = wall.screen()
    token = screen.token()
    opened = set()
    for rule in rules(wall.office.pages):
        for _, answer in answers(screen, rule, token):
            led = answer.headers.get("Location") == "/desk/sign-in"
            if answer.status_code != 401 and not led and ROWS[rule.endpoint] != OPEN:
                assert answer.status_code == 200
                opened.add(rule.endpoint)
    assert opened == WALL


def test_it_shows_figures_and_nobody(wall: Wall) -> None:
    """No agent, no caller, no document: what hangs on a wall may be read by whoever passes."""
    scene, laura = wall.office.scene, wall.office.identity(LAURA)
    scene.desk.heartbeat(laura)
    scene.desk.available(laura)
    scene.talking(laura, scene.caller())
    scene.caller()
    shown = wall.screen().get("/floor/wallboard/view")
    assert (shown.json["agents"]["busy"], shown.json["queues"][0]["waiting"]) == (1, 1)
    assert set(shown.json) == {"now", "institution", "queues", "agents", "announcement", "session_ends"}
    for private in (LAURA.name, "laura", "6789", scene.handoff(scene.caller()).id):
        assert private not in shown.text


def test_it_survives_days_and_ends_after_a_year(wall: Wall) -> None:
    """Nobody has to touch it, while the people's own sessions end as always."""
    screen = wall.screen()
    for days in (1, 29, 334):
        wall.office.clock.advance(days * DAY)
        assert screen.get("/floor/wallboard").status_code == 200
        assert screen.get("/floor/wallboard/view").status_code == 200
        assert wall.berta.get("/floor/view").status_code == 401
    wall.office.clock.advance(DAY)
    assert screen.get("/floor/wallboard/view").json["code"] == "screen_over"


def test_whoever_is_taken_down_shows_nothing_from_then_on(wall: Wall) -> None:
    """The next look is refused, the page says why, and the link opens nothing any more; others go on."""
    token, other = wall.link(), wall.screen(wall.link("Sala sur"))
    screen = wall.screen(token)
    assert wall.remove().status_code == 303
    assert screen.get("/floor/wallboard/view").json["code"] == "screen_over"
    assert screen.get("/floor/wallboard/events").status_code == 404
    assert screen.get("/floor/wallboard").headers["Location"] == "/floor/wallboard/open"
    assert wall.enter(screen, token).json["code"] == "screen_over"
    assert other.get("/floor/wallboard/view").status_code == 200


def test_nobody_gets_in_with_another_pass(wall: Wall) -> None:
    """Neither nothing, nor something like it, nor what is kept at rest; a screen's own name is no pass either."""
    token = wall.link()
    with wall.office.records.read() as session:
        (kept,) = session.execute(text("SELECT * FROM screens")).all()
    assert token not in str(kept)
    for wrong in (token[:-1], token.swapcase(), str(kept.digest), str(kept.id), "x" * 64, "á"):
        assert wall.enter(wall.office.browser(), wrong).json["code"] == "screen_over"
    assert wall.enter(wall.office.browser(), "").json["code"] == "malformed"


def test_the_link_is_shown_once_and_its_cookie_is_the_browsers_own(wall: Wall) -> None:
    """It is in no other page and in no address that a server is sent; no script can read the cookie."""
    token = wall.link()
    assert token not in wall.berta.get("/floor/screens").text
    screen = wall.office.browser()
    cookie = wall.enter(screen, token).headers["Set-Cookie"]
    for part in ("__Host-ivr-screen=", "Secure", "HttpOnly", "Path=/", "SameSite=Strict", "Expires="):
        assert part in cookie
    assert "Domain" not in cookie


def test_who_may_hang_one_up(office: Office) -> None:
    """Supervisors and administrators; every deed is in the audit."""
    walls = [Wall(office, office.at_desk(person)) for person in (BERTA, ADELA)]
    for wall in walls:
        wall.screen()
        wall.remove()
    assert [kind for kind, _ in walls[0].deeds()] == ["screen_added", "screen_opened", "screen_removed"] * 2
    assert [who for _, who in walls[0].deeds()][::3] == ["serfinansa.berta", "serfinansa.adela"]
    assert office.at_desk(LAURA).get("/floor/screens").status_code == 403


def test_another_institution_sees_and_ends_none(office: Office) -> None:
    """A screen of one institution is nothing to another one's people."""
    wall = Wall(office, office.at_desk(BERTA))
    screen = wall.screen(wall.link("Pared del fondo"))
    listed = ScreenRecords(office.records, office.clock).listed("serfinansa")
    office.change(OSCAR, role="supervisor")
    oscar = office.at_desk(OSCAR, "other")
    assert "Pared del fondo" not in oscar.get("/floor/screens").text
    assert oscar.fill("/floor/screens/remove", screen=listed[0].id).status_code == 404
    assert screen.get("/floor/wallboard/view").status_code == 200


def test_a_right_that_has_just_ended_makes_no_pass(office: Office) -> None:
    """Whether somebody may is decided in the change itself."""
    screens, now = ScreenRecords(office.records, office.clock), Wall(office, office.at_desk(BERTA))
    now.link()
    office.change(BERTA, role="agent")
    with pytest.raises(DeskError, match="forbidden"):
        screens.add("serfinansa", "Sala", Author("serfinansa.berta", "page"))
    with pytest.raises(DeskError, match="forbidden"):
        screens.remove("serfinansa", screens.listed("serfinansa")[0].id, Author("serfinansa.berta", "page"))


def test_the_list_says_when_a_screen_was_seen(wall: Wall) -> None:
    """Now and then it is written down; a screen that hangs dark is found."""
    token = wall.link()
    assert "Nunca" in wall.berta.get("/floor/screens").text
    wall.screen(token).get("/floor/wallboard/view")
    page = wall.berta.get("/floor/screens").text
    assert "Nunca" not in page
    assert "4 mar 2026" in page
