"""An e-mail that is owed reaches a real mail server once, as text and as HTML, whatever breaks meanwhile."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from ivr.errors import Unavailable
from ivr.mail.smtp import Letter, SmtpCarrier
from ivr.security.sealing import OUTBOX, Sealer
from ivr.stores.outbox.email import Written, owe_email
from ivr.stores.outbox.marks import ATTEMPTS
from ivr.stores.outbox.owing import EMAIL, SMS, owe
from ivr.stores.records import Records
from ivr.stores.schema import MessageRecord
from ivr.telephony.memory_switchboard import MemorySwitchboard
from ivr.worker_outbox import OutboxWorker
from tests.conftest import FixedClock
from tests.mail.server import Mailbox, free_port, serving

TO = "jhon.perez@example.co"
LINK = "https://ivr.example.co/alianza/enlace#kd82hd7"
WRITTEN = Written(
    "Alianza <clave@alianza.example.co>",
    "Recuperar contraseña",
    f"Señor usuario: cree su contraseña en {LINK}",
    f'<p>Señor usuario: <a href="{LINK}">Crear contraseña</a></p>',
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with all tables."""
    path = tmp_path_factory.mktemp("mail") / "records.sqlite"
    records = Records(f"sqlite:///{path}")
    records.migrate()
    records.close()
    return path


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def worker(database: Path, tmp_path: Path, clock: FixedClock, port: int) -> Iterator[OutboxWorker]:
    """Give the worker, with a mail server's address at which somebody may or may not serve."""
    records = Records(f"sqlite:///{shutil.copyfile(database, tmp_path / 'records.sqlite')}")
    carrier = SmtpCarrier(f"smtp://127.0.0.1:{port}", clock, patience=2)
    outside = records, MemorySwitchboard(clock), Sealer(["k" * 32]), clock
    yield OutboxWorker(*outside, "worker-1", mail=carrier)
    records.close()


def put(worker: OutboxWorker, to: str = TO, key: str = "one", *, purpose: str = "link", life: int = 300) -> None:
    """Owe an e-mail; a link is sealed and lives for `life` seconds."""
    at, sealed = worker.clock.now(), purpose != "notice"
    body = worker.sealer.seal_text(OUTBOX, WRITTEN.as_body()) if sealed else WRITTEN.as_body()
    until = at + timedelta(seconds=life) if sealed else None
    with worker.records.begin() as session:
        owe_email(
            session,
            "alianza",
            to,
            body,
            purpose=purpose,
            idempotency_key=key,
            at=at,
            sealed=sealed,
            expires_at=until,
        )


def row(worker: OutboxWorker, channel: str = EMAIL) -> MessageRecord:
    """Give the only message of a channel."""
    with worker.records.read() as session:
        return session.scalars(select(MessageRecord).filter_by(channel=channel)).one()


def test_an_email_arrives_once_in_both_forms(worker: OutboxWorker, mailbox: Mailbox, port: int) -> None:
    """Sender, subject, text and HTML as they were written, accents and all; the link is wiped, and in no log."""
    put(worker)
    put(worker)
    assert LINK not in row(worker).body
    with serving(mailbox, port), capture_logs() as lines:
        assert (worker.run(), worker.run()) == (1, 0)
    (got,) = mailbox.taken
    assert (str(got["From"]), str(got["To"]), str(got["Subject"])) == (WRITTEN.sender, TO, WRITTEN.subject)
    text, html = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None
    assert html is not None
    assert (text.get_content().strip(), html.get_content().strip()) == (WRITTEN.text, WRITTEN.html)
    assert got["Auto-Submitted"] == "auto-generated"
    assert (row(worker).state, row(worker).body, row(worker).sid) == ("sent", "", got["Message-ID"])
    assert LINK not in str(lines)
    assert TO not in str(lines)


def test_a_mailbox_that_does_not_exist_is_not_tried_again(worker: OutboxWorker, mailbox: Mailbox, port: int) -> None:
    """The server's final no is believed at once."""
    put(worker, "nobody@example.co")
    with serving(mailbox, port):
        assert worker.run() == 1
    assert (row(worker).state, row(worker).body) == ("failed", "")


def test_a_server_that_is_busy_is_asked_again(
    worker: OutboxWorker, mailbox: Mailbox, port: int, clock: FixedClock
) -> None:
    """After a pause the e-mail goes; who is busy for ever is given up after as many tries as a text message has."""
    put(worker, purpose="notice")
    with serving(mailbox, port):
        mailbox.answer = "451 4.3.0 try later"
        worker.run()
        assert row(worker).state == "owed"
        mailbox.answer = "250 OK"
        clock.advance(10)
        worker.run()
        assert (row(worker).state, len(mailbox.taken)) == ("sent", 1)
        put(worker, key="two", purpose="notice")
        mailbox.answer = "451 4.3.0 try later"
        for _ in range(ATTEMPTS):
            worker.run()
            clock.advance(600)
    with worker.records.read() as session:
        states = session.scalars(select(MessageRecord.state).order_by(MessageRecord.id)).all()
    assert states == ["sent", "failed"]


def test_a_server_that_is_away_gets_it_when_it_is_back(
    worker: OutboxWorker, mailbox: Mailbox, port: int, clock: FixedClock
) -> None:
    """Nothing is lost while nobody serves, and no caller's transaction waited for it."""
    put(worker, purpose="notice")
    worker.run()
    assert row(worker).state == "sending"
    clock.advance(60)
    with serving(mailbox, port):
        worker.run()
    assert (row(worker).state, len(mailbox.taken)) == ("sent", 1)


def test_a_mail_server_that_is_slow_holds_up_no_text_message(
    worker: OutboxWorker, mailbox: Mailbox, port: int, clock: FixedClock
) -> None:
    """Each channel has a job of its own: that of text messages takes no e-mail in hand, and the other nothing else."""
    put(worker, purpose="notice")
    with worker.records.begin() as session:
        owe(session, "alianza", "+573001234567", "Hola", purpose="notice", idempotency_key="sms", at=clock.now())
    assert replace(worker, channels=(SMS,)).run() == 1
    assert row(worker, EMAIL).state == "owed"
    with serving(mailbox, port):
        assert replace(worker, channels=(EMAIL,)).run() == 1
    assert (row(worker, EMAIL).state, row(worker, SMS).state) == ("sent", "sent")


def test_a_second_copy_has_the_same_name(worker: OutboxWorker, mailbox: Mailbox, port: int, clock: FixedClock) -> None:
    """A server that hung up after it took the e-mail gets it again, under the same name."""
    put(worker)
    with serving(mailbox, port):
        mailbox.hangs_up = True
        worker.run()
        mailbox.hangs_up = False
        clock.advance(60)
        worker.run()
    assert len({got["Message-ID"] for got in mailbox.taken}) == 1
    assert row(worker).state == "sent"


def test_a_link_that_ran_out_is_not_sent(worker: OutboxWorker, mailbox: Mailbox, port: int, clock: FixedClock) -> None:
    """Neither one that waited too long, nor one whose first try ended in silence."""
    put(worker, life=30)
    worker.run()
    clock.advance(60)
    put(worker, key="two", life=30)
    clock.advance(60)
    with serving(mailbox, port):
        worker.run()
    assert mailbox.taken == []
    with worker.records.read() as session:
        assert set(session.scalars(select(MessageRecord.state))) == {"failed"}


def test_a_password_is_not_said_in_clear(mailbox: Mailbox, port: int, clock: FixedClock) -> None:
    """A server that offers no encryption gets neither the password nor the e-mail."""
    letter = Letter(WRITTEN.sender, TO, WRITTEN.subject, WRITTEN.text, WRITTEN.html)
    with serving(mailbox, port, auth_require_tls=False), pytest.raises(Unavailable):
        SmtpCarrier(f"smtp://user:hunter2@127.0.0.1:{port}", clock, patience=2).send(letter, "one")
    assert mailbox.taken == []


@pytest.mark.parametrize(
    "to", ["a@b", "a b@example.co", "a@example.co\nBcc: x@example.co", "a@example.co,b@example.co", "<a@b.co>"]
)
def test_what_is_no_address_is_refused(worker: OutboxWorker, to: str) -> None:
    """Nothing that could add a recipient or a header is ever owed."""
    with pytest.raises(ValueError, match="e-mail addresses only"):
        put(worker, to)


def test_a_link_never_waits_in_clear(worker: OutboxWorker) -> None:
    """What opens something is sealed until it is sent; an unknown customer's e-mail goes nowhere."""
    with pytest.raises(ValueError, match="sealed"), worker.records.begin() as session:
        owe_email(session, "a", TO, WRITTEN.as_body(), purpose="link", idempotency_key="x", at=worker.clock.now())
    put(worker, "")
    assert worker.run() == 0
    assert (row(worker).state, row(worker).body) == ("nowhere", "")
