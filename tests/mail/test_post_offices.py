"""What a mail server does, in memory and on this machine: takes, refuses for now or for ever, is away, says nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import pytest

from ivr.errors import MailRefused, Unavailable
from ivr.mail.memory_post_office import MemoryPostOffice
from ivr.mail.smtp import Letter, SmtpCarrier
from ivr.sandbox.account import Account
from ivr.sandbox.faults import Fault
from ivr.sandbox.mail.server import start
from ivr.sandbox.network import Network
from ivr.worker_outbox import MailCarrier
from tests.conftest import FixedClock
from tests.mail.server import free_port

ACCOUNT = Account(f"AC{'0' * 32}", "token", "", "")
LETTER = Letter("Becoop <avisos@becoop.example.co>", "ana@example.co", "Su código", "Es 123456.\n", "<p>Es 123456.</p>")


class Office(Protocol):
    """A mail server, and what can be made to happen there."""

    @property
    def carrier(self) -> MailCarrier:
        """Give who hands e-mails over."""

    def suffers(self, trouble: str) -> None:
        """Have the next e-mail meet this trouble: later, never, away, silent."""

    def recovers(self) -> None:
        """Be as usual again."""

    def taken(self) -> list[tuple[str, str, str]]:
        """Give recipient, subject and text of each e-mail that was taken."""


@dataclass
class InMemory:
    """The one that tests use."""

    carrier: MemoryPostOffice

    def suffers(self, trouble: str) -> None:
        """Set what stands for the trouble."""
        self.carrier.refuses = {"later": "now", "never": "ever"}.get(trouble, "")
        self.carrier.away, self.carrier.silent = trouble == "away", trouble == "silent"

    def recovers(self) -> None:
        """Unset it."""
        self.suffers("")

    def taken(self) -> list[tuple[str, str, str]]:
        """Look into its memory."""
        return [(one.to, one.subject, one.text) for one in self.carrier.taken.values()]


@dataclass
class OnThisMachine:
    """The one of `make run`, over SMTP."""

    carrier: SmtpCarrier
    network: Network

    def suffers(self, trouble: str) -> None:
        """Switch the fault on."""
        kinds = {"later": "mail-451", "never": "mail-550", "away": "mail-lost-connection", "silent": "mail-silent"}
        self.network.faults.add(Fault(kinds[trouble]))

    def recovers(self) -> None:
        """Switch all faults off."""
        self.network.faults.clear()

    def taken(self) -> list[tuple[str, str, str]]:
        """Look into its inbox."""
        return [(one.to, one.subject, one.text) for one in self.network.inbox.all]


@pytest.fixture(params=["memory", "machine"])
def office(request: pytest.FixtureRequest, clock: FixedClock) -> Iterator[Office]:
    if request.param == "memory":
        yield InMemory(MemoryPostOffice())
        return
    network, port = Network(ACCOUNT), free_port()
    server = start(network, port)
    assert server is not None
    yield OnThisMachine(SmtpCarrier(f"smtp://127.0.0.1:{port}", clock, patience=2), network)
    server.stop()


def test_an_email_is_taken_once_under_its_name(office: Office) -> None:
    """The same occasion again gives the same name, and no second e-mail in the mailbox."""
    assert office.carrier.send(LETTER, "one") == office.carrier.send(LETTER, "one")
    assert office.taken() == [(LETTER.to, LETTER.subject, LETTER.text)]


@pytest.mark.parametrize(("trouble", "final"), [("later", False), ("never", True)])
def test_a_refusal_says_whether_another_try_helps(office: Office, trouble: str, final: bool) -> None:  # noqa: FBT001
    """And nothing was taken."""
    office.suffers(trouble)
    with pytest.raises(MailRefused) as refusal:
        office.carrier.send(LETTER, "one")
    assert refusal.value.final is final
    assert office.taken() == []


@pytest.mark.parametrize(("trouble", "taken"), [("away", 0), ("silent", 1)])
def test_when_nobody_knows_it_is_tried_again(office: Office, trouble: str, taken: int) -> None:
    """A server that hangs up may have taken it or not: the second try leaves one e-mail in either case."""
    office.suffers(trouble)
    with pytest.raises(Unavailable):
        office.carrier.send(LETTER, "one")
    assert len(office.taken()) == taken
    office.recovers()
    office.carrier.send(LETTER, "one")
    assert len(office.taken()) == 1


def test_the_inbox_shows_text_html_and_links(clock: FixedClock) -> None:
    """As the pages and the control API of the network on this machine give them."""
    network = Network(ACCOUNT)
    made: Callable[[Letter], bytes] = lambda letter: bytes(SmtpCarrier("smtp://x", clock)._written(letter, "<1@x>"))  # noqa: E731
    letter = Letter(LETTER.sender, LETTER.to, "Enlace", "Abra https://a.example.co/x?enlace=1 hoy.", "<p>Abra</p>")
    network.inbox.take(made(letter), LETTER.to, 1.0)
    (shown,) = [email.to_json() for email in network.inbox.to(LETTER.to)]
    assert shown["links"] == ["https://a.example.co/x?enlace=1"]
    assert (shown["subject"], str(shown["html"]).strip(), shown["n"]) == ("Enlace", "<p>Abra</p>", 1)
    assert network.inbox.to("other@example.co") == []
