"""An office with real parts: the floor at work, staff in real records, and browsers that sign in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from sqlalchemy import update
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from ivr.agents.agent import AgentIdentity
from ivr.agents.desk.phone import DeskPhone
from ivr.agents.supervision.board import Board
from ivr.agents.supervision.supervising import Supervising
from ivr.agents.supervision.wall import wall_of
from ivr.institutions import Institution
from ivr.security.hashing import KeyHasher
from ivr.security.sealing import Sealer
from ivr.stores.agent_days import AgentDays
from ivr.stores.audit.book import AuditRecords
from ivr.stores.audit.floor import FloorRecords
from ivr.stores.board_book import BoardRecords
from ivr.stores.demo.guide import Demo, DemoInstitution
from ivr.stores.demo.seed import seed
from ivr.stores.demo.staff import DemoStaff
from ivr.stores.floor.board import RedisBoard
from ivr.stores.floor.notices import RedisNotices
from ivr.stores.floor.phones import RedisPhones
from ivr.stores.floor.places import RedisPlaces
from ivr.stores.records import Records
from ivr.stores.reporting.figures import Reports
from ivr.stores.schema import StaffRecord
from ivr.stores.screens import ScreenRecords
from ivr.stores.staff.sign_in import Staff
from ivr.stores.staff.staffing import Staffing
from ivr.telephony.access_tokens import AccessTokens
from ivr.web.desk.parts import PhoneParts
from ivr.web.floor.parts import FloorParts
from ivr.web.floor.view import FloorViews
from ivr.web.install import install_desk
from ivr.web.parts import DeskParts
from ivr.web.reports.parts import ReportParts
from tests.agents.scene import SECRET, Scene
from tests.conftest import ROOT, FixedClock
from tests.web.branches import branch_of

ADDRESS = "https://desk.example"
ACCOUNT, KEY, KEY_SECRET = "AC" + "a" * 32, "SK" + "b" * 32, "the secret of the key, long enough to sign"
LAURA = DemoStaff("laura", "Laura Gómez", "agent", "laura-pone-la-clave", "62FXTDSJ3DCOH5UVU264AS6A4QMMDDO3")
PABLO = DemoStaff("pablo", "Pablo Ruiz", "agent", "pablo-pone-la-clave", "MMIP2MQHLUCBC7I4XCK5REN3JGQ54RU7")
BERTA = DemoStaff("berta", "Berta Salas", "supervisor", "berta-pone-la-clave", "XUDLWEM3CHJEDLDNA25NKQE4PMABRWUR")
OSCAR = DemoStaff("oscar", "Óscar Díaz", "agent", "oscar-pone-la-clave", "UGLZCKSVVG663P2AXHN5KOHIJZZGLNSX")
ADELA = DemoStaff("adela", "Adela Prada", "administrator", "adela-pone-la-clave", "CS3SGBIMK7NF7X5EI2ZQBPOUKUV5X2TU")
RAMIRO = DemoStaff("ramiro", "Ramiro Vega", "auditor", "ramiro-pone-la-clave", "Z5XH374UTR56MLN43QFO2TVJHQHTRU2H")
SOFIA = DemoStaff("sofia", "Sofía Lara", "branch", "sofia-pone-la-clave", "2IEN5Y7AX6TF6BPYIUYHP2MZPW4KF52S")
EVERY_ROLE = (LAURA, SOFIA, BERTA, ADELA, RAMIRO)
PEOPLE = Demo(
    {
        "serfinansa": DemoInstitution((), (), (*EVERY_ROLE, PABLO)),
        "other": DemoInstitution((), (), (OSCAR,)),
    }
)
ANNOUNCEMENTS = {"announcement_system_down": "Tenemos una falla.", "announcement_free": ""}
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


def hire(records: Records, clock: FixedClock) -> None:
    """Write the people into empty records."""
    records.migrate()
    seed(records, clock, Sealer([SECRET]), KeyHasher([SECRET]), PEOPLE)


@dataclass
class Office:
    """Everything behind the desk; `pages` serves it."""

    redis: "Redis"
    clock: FixedClock
    institution: Institution
    records: Records
    with_wrap_up: bool = False
    signalling: str = ""
    scene: Scene = field(init=False)
    pages: Flask = field(init=False)
    tables: Mapping[str, Institution] = field(init=False)
    notices: RedisNotices = field(init=False)
    board: Board = field(init=False)

    def __post_init__(self) -> None:
        self.scene = Scene(self.redis, self.clock, self.institution, with_wrap_up=self.with_wrap_up)
        names = {"serfinansa": "Serfinansa", "other": "Otra"}
        self.tables = {"serfinansa": self.institution, "other": replace(self.institution, id="other", name="Otra")}
        means = self.records, self.clock, Sealer([SECRET]), KeyHasher([SECRET])
        staff, staffing = Staff(*means, tuple(names)), Staffing(*means)
        self.pages = Flask("office", static_folder=None)
        self.pages.secret_key = SECRET
        vendor = Path(ROOT / "node_modules")
        people, days = (self.scene.desk, staff, staffing), AgentDays(self.records)
        book, tables = (self.records, self.clock, self.tables), self.tables
        reports = ReportParts(Reports(*book), AuditRecords(*book), tables)
        branch = branch_of(staff, self.redis, tables, self.clock, SECRET)
        beside = self._phone(), branch
        parts = DeskParts(*people, self.redis, self.clock, names, vendor, days, reports, self._floor(), *beside)
        install_desk(self.pages, parts)

    def _floor(self) -> FloorParts:
        """Join the floor's parts as the service does."""
        sentences = dict.fromkeys(self.tables, ANNOUNCEMENTS)
        self.notices = RedisNotices(self.redis, self.clock, {each: frozenset(ANNOUNCEMENTS) for each in self.tables})
        tables, centre, rooms = self.scene.institutions, self.scene.centre, self.scene.rooms
        book = BoardRecords(self.records, Reports(self.records, self.clock, self.tables))
        board = self.board = Board(tables, RedisBoard(self.redis), book, self.notices, sentences, self.clock)
        trail, places = FloorRecords(self.records, self.clock), RedisPlaces(self.redis)
        supervising = Supervising(centre, rooms, places, self.notices, trail, sentences)
        walls, screens = FloorViews(board, fresh=0, show=wall_of), ScreenRecords(self.records, self.clock)
        return FloorParts(FloorViews(board, fresh=0), supervising, sentences, walls, screens)

    def _phone(self) -> PhoneParts:
        """Give agents a telephone in their page, if `signalling` says where the network is."""
        passes = AccessTokens(ACCOUNT, KEY, KEY_SECRET) if self.signalling else None
        phones = RedisPhones(self.redis)
        return PhoneParts(DeskPhone(self.scene.centre, phones, self.scene.returning), passes, self.signalling)

    def browser(self) -> "Browser":
        """Open a browser in which nobody is signed in."""
        return Browser(self, self.pages.test_client())

    def at_desk(self, person: DemoStaff, institution: str = "serfinansa") -> "Browser":
        """Sign somebody in, with a code that was not used before."""
        self.clock.advance(30)
        browser = self.browser()
        assert browser.sign_in(person, institution=institution).status_code == 303
        return browser

    def identity(self, person: DemoStaff, institution: str = "serfinansa") -> AgentIdentity:
        """Give a person as the floor knows them."""
        return AgentIdentity(f"{institution}.{person.user}", institution, person.name, f"client:{person.user}")

    def change(self, person: DemoStaff, **values: object) -> None:
        """Change somebody's record."""
        with self.records.begin() as session:
            session.execute(update(StaffRecord).where(StaffRecord.user == person.user).values(**values))


@dataclass(frozen=True)
class Answer:
    """What a browser was answered; `json` is None for a page."""

    status_code: int
    headers: Headers
    text: str
    json: Any

    @classmethod
    def of(cls, response: TestResponse) -> "Answer":
        """Read a response to its end; a live line has none and is left unread."""
        if response.mimetype == "text/event-stream":
            response.close()
            return cls(response.status_code, response.headers, "", None)
        text = response.data.decode(errors="replace")  # a file need not be text
        return cls(response.status_code, response.headers, text, response.get_json(silent=True))


@dataclass
class Browser:
    """A browser: it keeps cookies, and sends the token of the page it shows."""

    office: Office
    client: FlaskClient

    def get(self, path: str, **headers: str) -> Answer:
        """Open an address."""
        return Answer.of(self.client.get(path, base_url=ADDRESS, headers=headers))

    def view(self) -> Any:
        """Give what the page shows."""
        answer = self.get("/desk/view")
        assert answer.status_code == 200, answer.text
        return answer.json

    def token(self) -> str:
        """Give the token of the page that is open."""
        found = TOKEN.search(self.get("/desk").text) or TOKEN.search(self.get("/desk/sign-in").text)
        assert found is not None
        return found.group(1)

    def post(self, path: str, body: object = None, *, token: str | None = None, **headers: str) -> Answer:
        """Do what a button does."""
        sent = {"X-CSRFToken": self.token() if token is None else token} | headers
        return Answer.of(self.client.post(path, base_url=ADDRESS, json=body or {}, headers=sent))

    def fill(self, path: str, **typed: str | list[str]) -> Answer:
        """Send a form of a page as a browser does, with the token of that page."""
        found = TOKEN.search(self.get("/desk/password").text)
        assert found is not None
        return Answer.of(self.client.post(path, base_url=ADDRESS, data=typed | {"csrf_token": found.group(1)}))

    def sign_in(self, person: DemoStaff, token: str | None = None, **typed: str) -> Answer:
        """Fill in the form; `typed` replaces what is right."""
        form = {"institution": "serfinansa", "user": person.user, "password": person.password}
        form |= {"code": self.code(person), "csrf_token": self.token() if token is None else token} | typed
        return Answer.of(self.client.post("/desk/sign-in", base_url=ADDRESS, data=form))

    def code(self, person: DemoStaff) -> str:
        """Give what somebody's telephone shows now."""
        return pyotp.TOTP(person.totp_secret).at(self.office.clock.now())

    def cookie(self) -> str:
        """Give the session's cookie."""
        found = self.client.get_cookie("__Host-ivr", domain="desk.example")
        assert found is not None
        return found.value

    def holding(self, cookie: str) -> "Browser":
        """Open another browser that holds a cookie."""
        other = self.office.browser()
        other.client.set_cookie("__Host-ivr", cookie, domain="desk.example", secure=True)
        return other
