"""Who takes part: agents and callers of the demo, each with a browser window of their own."""

from dataclasses import dataclass, field
from typing import Any

import pyotp
from playwright.sync_api import Browser, BrowserContext, Page

from ivr.stores.demo.customers import CUSTOMERS, DemoCustomer
from ivr.stores.demo.staff import STAFF, DemoStaff
from tests.e2e.bank import half_a_minute_later
from tests.e2e.desk import Desk
from tests.e2e.telephone import Telephone
from tests.local.service import Service

AGENTS = {member.user: member for member in STAFF["serfinansa"]}
BY_NOTE = {customer.note: customer for customer in CUSTOMERS["serfinansa"]}
VISITOR: dict[str, Any] = {"locale": "es-CO", "timezone_id": "America/Bogota", "reduced_motion": "reduce"}


@dataclass
class People:
    """Opens windows, and closes them when the test is over."""

    browser: Browser
    service: Service
    desks: list[Desk] = field(default_factory=list)
    telephones: list[Telephone] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def agent(self, user: str, **options: Any) -> Desk:
        """Give an agent who has not signed in yet."""
        address = f"http://127.0.0.1:{self.service.port}"
        desk = Desk(self._page(base_url=address, **options), AGENTS[user], self.second_factor)
        self.desks.append(desk)
        return desk

    def caller(self, note: str) -> Telephone:
        """Give the telephone of the customer whose case this is."""
        return self.telephone(BY_NOTE[note].mobile, BY_NOTE[note])

    def telephone(self, number: str, customer: DemoCustomer) -> Telephone:
        """Give a telephone (E.164) that is in this customer's hands."""
        telephone = Telephone(self._page(), customer)
        telephone.page.goto(f"{self.service.network}/phone?from=%2B{number[1:]}")
        self.telephones.append(telephone)
        return telephone

    def newcomer(self) -> Page:
        """Give somebody who sees the network's home page for the first time; nobody of the staff has just signed in."""
        for user in AGENTS:
            half_a_minute_later(self.service, user)
        page = self._page()
        page.goto(self.service.network)
        return page

    def second_factor(self, agent: DemoStaff) -> str:
        """Give six digits of theirs that no sign-in has used."""
        half_a_minute_later(self.service, agent.user)
        return pyotp.TOTP(agent.totp_secret).now()

    def go_home(self) -> None:
        """Hang up, sign out, and close every window."""
        telephones, self.telephones = self.telephones, []
        desks, self.desks = self.desks, []
        try:
            for telephone in telephones:
                telephone.hang_up()
            for desk in desks:
                desk.leave()
        finally:
            for context in self.browser.contexts:
                context.close()
        assert self.problems == []

    def _page(self, **options: Any) -> Page:
        context: BrowserContext = self.browser.new_context(**VISITOR, **options)
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        return context.new_page()
