"""A member of the staff at a counter in words: whom they look up, what they press, and what the page says."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Self

import pyotp
from werkzeug.test import TestResponse

from ivr.agents.branch.attendance import Finger
from ivr.assembly.branch import delivering
from ivr.errors import Unavailable
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.demo.guide import Demo, DemoInstitution
from ivr.stores.demo.seed import seed
from ivr.stores.demo.staff import STAFF, DemoStaff
from ivr.values import Customer
from tests.phone.plain import PlainService
from tests.phone.webhooks import PUBLIC_URL

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
NOTICES = re.compile(r'<p class="notice [^>]*>(.*?)</p>', re.DOTALL)
STANDINGS = re.compile(r'class="standing (\w+)"')
ORDINAL = re.compile(r'name="ordinal" value="(\d+)"')


@dataclass
class Reader:
    """A fingerprint reader in memory: a test puts a finger on it, or takes its cable out."""

    says: Finger = Finger.WAITING
    broken: bool = False
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    def ask(self, institution: str, staff: str, customer: Customer) -> str:
        """Wait for a finger."""
        self._alive()
        self.asked.append((institution, staff, customer.reference))
        return str(len(self.asked))

    def answer(self, check: str) -> Finger:
        """Say whose finger it was."""
        self._alive()
        assert check == str(len(self.asked))
        return self.says

    def _alive(self) -> None:
        if self.broken:
            raise Unavailable("fingerprints")


@dataclass
class Counter:
    """Somebody who has signed in, with their browser."""

    service: PlainService
    person: DemoStaff
    client: Any = None
    answer: TestResponse | None = None

    @classmethod
    def of(cls, service: PlainService, user: str, institution: str = "serfinansa") -> Self:
        """Seat somebody of the demo."""
        person = next(each for each in STAFF["serfinansa"] if each.user == user)
        people = Demo({institution: DemoInstitution((), (), (person,))})
        parts = service.parts
        seed(parts.records, service.clock, parts.sealer, parts.hasher, people)
        seat = cls(service, person, parts.app.test_client())
        seat.sends("/desk/sign-in", institution=institution, user=user, password=person.password, code=seat.code())
        assert seat.answer is not None
        assert seat.answer.status_code == 303, seat.answer.text
        return seat

    def code(self) -> str:
        """Give what their second factor shows now, as if it was not used before."""
        self.service.clock.advance(30)
        return str(pyotp.TOTP(self.person.totp_secret).at(self.service.clock.now()))

    def page(self, path: str = "/branch") -> str:
        """Open a page."""
        answer = self.client.get(path, base_url=PUBLIC_URL)
        assert answer.status_code == 200, answer.status
        return str(answer.text)

    def sends(self, path: str, **fields: str) -> Self:
        """Send a form, as its button does."""
        token = TOKEN.search(self.client.get("/desk/password", base_url=PUBLIC_URL).text) or TOKEN.search(
            self.client.get("/desk/sign-in", base_url=PUBLIC_URL).text
        )
        assert token is not None
        self.answer = self.client.post(path, base_url=PUBLIC_URL, data=fields | {"csrf_token": token.group(1)})
        return self

    def looks_up(self, customer: DemoCustomer) -> Self:
        """Look a customer up by their document."""
        kind, number = customer.document_type, customer.document_number
        return self.sends("/branch/customers", kind=kind, number=number).is_done()

    def generates_code(self, **fields: str) -> Self:
        """Press the button that generates a code, having looked at the document."""
        found = ORDINAL.search(self.page())
        form = {"document_seen": "1", "ordinal": found.group(1) if found else "1"}
        return self.sends("/branch/code", **form | fields)

    def changes_mobile(self, earlier: str, number: str) -> Self:
        """Type the earlier number and the new one."""
        return self.sends("/branch/earlier-number", document_seen="1", earlier=earlier, number=number)

    def files(self, number: str) -> Self:
        """File a request after a valid fingerprint."""
        return self.sends("/branch/request", document_seen="1", number=number)

    def attests(self, number: str, user: str, code: str) -> Self:
        """File a request that somebody else signs."""
        return self.sends("/branch/attested-request", document_seen="1", number=number, user=user, code=code)

    def is_done(self) -> Self:
        """See the page anew: what was asked for is done."""
        assert self.answer is not None
        assert self.answer.status_code == 303, (self.answer.status, self.notices(self.answer.text))
        return self

    def is_refused(self, words: str, status: int = 409) -> Self:
        """Read on the page why it cannot be done."""
        assert self.answer is not None
        assert self.answer.status_code == status, self.answer.status
        assert any(words in notice for notice in self.notices(self.answer.text)), self.notices(self.answer.text)
        return self

    def notices(self, text: str = "") -> list[str]:
        """Give what the page tells, in order."""
        return [unescape(re.sub(r"<[^>]+>", "", each)).strip() for each in NOTICES.findall(text or self.page())]

    def standings(self, path: str = "/branch") -> list[str]:
        """Give how the requests on the list stand."""
        return STANDINGS.findall(self.page(path))

    def sees(self, address: str) -> bool:
        """Say whether the page offers a form."""
        return f'action="/branch/{address}"' in self.page()


def worker_runs(service: PlainService) -> None:
    """Let the worker carry out what was filed, send what is owed, and look again."""
    for _ in range(2):
        delivering(service.parts).run()
        service.work()
