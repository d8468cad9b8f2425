"""The whole line as a test holds it: somebody dials, somebody answers at the desk, messages arrive."""

import re
from dataclasses import dataclass, field
from typing import Protocol, Self

from ivr.assembly import Assembly
from ivr.mail.smtp import Letter
from ivr.stores.demo.customers import DemoCustomer
from tests.phone.agent import Agent, Door
from tests.phone.bank import present_key
from tests.phone.call import Call, Telephone, until
from tests.phone.ear import Ear
from tests.phone.people import KEY, NEW_KEY, answering, mobile, somebody

SERFINANSA = "serfinansa"


class Service(Protocol):
    """The service under test, reached in one of the three ways."""

    @property
    def parts(self) -> Assembly:
        """Give its parts, to look behind its back."""

    @property
    def patience(self) -> float:
        """Give how many seconds it may take until a message arrives."""

    def dial(self, line: str, number: str) -> Telephone:
        """Call a line."""

    def called(self, number: str) -> Telephone:
        """Answer the call that was made to this number."""

    def door(self, user: str, institution: str = SERFINANSA) -> Door:
        """Sign an agent in."""

    def register(self, customer: DemoCustomer, institution: str = SERFINANSA) -> None:
        """Make somebody a customer."""

    def messages(self, to: str) -> list[str]:
        """Give the text messages that a mobile got, the oldest first."""

    def emails(self, to: str) -> list[Letter]:
        """Give the e-mails that an address got, the oldest first."""

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""


@dataclass
class Phone:
    """What a test says of the line, whichever way it is reached."""

    service: Service
    institution: str = SERFINANSA
    number: str = field(default_factory=mobile)
    codes_read: dict[str, int] = field(default_factory=dict)
    staffed: bool = False

    def dials(self, number: str | None = None, line: int = 0) -> Call:
        """Dial the institution; without a number, from the one telephone of this test."""
        table = self.service.parts.institutions[self.institution]
        own = self.number if number is None else number
        telephone = self.service.dial(table.lines[line].number, own)
        return Call(telephone, Ear(self.service.parts.prompts, self.institution))

    def is_called(self, number: str | None = None) -> Call:
        """Answer the call that the institution makes; without a number, at the one telephone of this test."""
        telephone = self.service.called(number or self.number)
        return Call(telephone, Ear(self.service.parts.prompts, self.institution))

    def agent(self, user: str = "carolina") -> Agent:
        """Seat an agent."""
        return Agent(self.service.door(user, self.institution))

    def customer(self, **fields: object) -> DemoCustomer:
        """Have a new customer."""
        person = somebody(**(answering(self.service.parts.institutions[self.institution]) | fields))
        self.service.register(person, self.institution)
        return person

    def messages(self, to: str, least: int = 0) -> list[str]:
        """Give the text messages that a mobile got, once there are at least so many."""
        until(lambda: len(self.service.messages(to)) >= least, self.service.patience)
        return self.service.messages(to)

    def reads_sms(self, to: str) -> str:
        """Read the code in the one message with a code that this mobile got since it was last looked at."""
        before = self.codes_read.setdefault(to, 0)
        until(lambda: len(self.codes(to)) > before, self.service.patience)
        codes = self.codes(to)
        assert len(codes) == before + 1, f"{to} got {len(codes) - before} codes, not one"
        self.codes_read[to] = len(codes)
        return codes[-1]

    def waits(self, seconds: float) -> None:
        """Let time pass."""
        self.service.pass_time(seconds)

    def is_staffed(self) -> Self:
        """Have somebody signed in, who takes no calls: the line says at once when nobody is."""
        if not self.staffed:
            self.service.door("milena", self.institution)
            self.staffed = True
        return self

    def in_menu(self, number: str | None = None) -> Call:
        """Be in the menu of what can be done with a key, on a day on which somebody works."""
        self.is_staffed()
        call = self.dials(number).hears("welcome", "menu_main", "option_agent", "option_autoconsulta").presses("4")
        return call.hears("universal_keys", *OF_KEYS)

    def identified(self, customer: DemoCustomer, option: str = "3", number: str | None = None) -> Call:
        """Have typed the document for a procedure, and confirmed it."""
        call = self.in_menu(number).presses(option).hears("document_number").presses(f"{customer.document_number}#")
        call.hears("document_type", "option_type_CC", "option_type_TI").presses("1")
        return call.hears("document_confirm").presses("1")

    def with_agent(self, customer: DemoCustomer, agent: Agent, option: str = "3") -> Call:
        """Be in the room with an agent who was free."""
        agent.available()
        call = self.identified(customer, option).hears("to_agent", "agent_needs", "agent_coming").is_queued()
        agent.takes(call)
        return call.hears("agent_coming")

    def at_keypad(self, customer: DemoCustomer, agent: Agent, option: str = "3") -> Call:
        """Be asked for the code that was sent."""
        call = self.with_agent(customer, agent, option)
        agent.checks(customer).sends_code().to_keypad()
        return call.hears("one_moment", "capsule", "security_code")

    def proven(self, customer: DemoCustomer, agent: Agent, option: str = "3") -> Call:
        """Have typed the right code."""
        call = self.at_keypad(customer, agent, option)
        return call.presses(self.reads_sms(customer.mobile))

    def restored(self, customer: DemoCustomer, agent: Agent, key: str = NEW_KEY) -> Call:
        """Have restored the key."""
        call = self.proven(customer, agent).hears("new_key").presses(key).hears("new_key_again").presses(key)
        return call.hears("one_moment", "key_changed", *MENU)

    def key_works(self, customer: DemoCustomer, key: str = KEY) -> bool:
        """Say whether this is the customer's key now."""
        return present_key(self.service.parts, customer, key)

    def codes(self, to: str) -> list[str]:
        """Give every code that a mobile got, the oldest first."""
        found = (re.search(r"codigo es (\d+)", text) for text in self.service.messages(to))
        return [match.group(1) for match in found if match]


OF_KEYS = ("menu_consultas", *(f"option_{name}" for name in ("activate", "change", "restore", "office_code")))
MENU = ("menu_main", "option_agent", "option_autoconsulta")
