"""One-time links: sent to the registered e-mail, opened as often as anybody likes, used once, and only in time."""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from ivr.errors import LimitReached
from ivr.institutions import Institution
from ivr.key_policies import LinkPolicy
from ivr.prompts import Prompts
from ivr.security.masking import mask_email
from ivr.security.sealing import OUTBOX, Sealer
from ivr.stores.bank.decoys import Decoys
from ivr.stores.limits.counters import Limits
from ivr.stores.links.book import Link, LinkBook, forget_links
from ivr.stores.links.sending import MailedLinks
from ivr.stores.outbox.email import Written
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.stores.schema import ContactRecord, CustomerRecord, LinkRecord, MessageRecord
from ivr.values import Customer
from tests.conftest import ROOT, FixedClock
from tests.stores.banking import SECRET, UNKNOWN, Bank

MARIA, WITHOUT, NOWHERE = "CC 1032456789", "CC 72184563", "CC 32756184"
ADDRESS, PUBLIC = "maria.perez@example.co", "https://ivr.example.co"
LIFE = 900


@dataclass
class Mail:
    """The links of a bank, and what would be sent."""

    bank: Bank
    links: MailedLinks
    book: LinkBook

    def send(self, customer: Customer) -> str:
        """Send a link and give the mask."""
        return self.links.send(self.bank.effect(), customer).mask

    def rows(self) -> list[MessageRecord]:
        """Give what is owed."""
        with self.bank.records.read() as session:
            return list(session.scalars(select(MessageRecord).order_by(MessageRecord.id)))

    def written(self) -> Written:
        """Open the newest e-mail, as the worker does."""
        return Written.of(self.bank.sealer.open_text(OUTBOX, self.rows()[-1].body))

    def token(self) -> str:
        """Give the token of the newest e-mail."""
        return self.written().text.partition("enlace=")[2].strip()

    def look(self, token: str, institution: str = "serfinansa") -> Link | None:
        """Open the link, as a page or a scanner does."""
        with self.bank.records.read() as session:
            return self.book.look(session, institution, token, self.bank.clock.now())

    def use(self, token: str, institution: str = "serfinansa") -> Link | None:
        """Go on by the link."""
        with self.bank.records.begin() as session:
            return self.book.use(session, institution, token, self.bank.clock.now())


@pytest.fixture
def mail(seeded: Records, clock: FixedClock, tables: Mapping[str, Institution], sealer: Sealer) -> Mail:
    """Give a bank that sends links, and a customer with an e-mail address."""
    policy = LinkPolicy("Banco <clave@banco.example.co>", "Su nueva clave", LIFE)
    mine = {"serfinansa": replace(tables["serfinansa"], link=policy)}
    bank, book = Bank(seeded, clock, mine, sealer), LinkBook([SECRET])
    customer = bank.customer(MARIA)
    with seeded.begin() as session:
        session.execute(delete(ContactRecord).filter_by(kind="email"))
        found = {"customer": customer.reference, "kind": "email", "value": ADDRESS}
        session.add(ContactRecord(**found, valid_from=clock.now(), changed_by="test"))
    prompts = Prompts.load(ROOT / "voice_prompts", {**tables, **mine})
    texts = Texts(prompts.sms, prompts.sentence)
    outside = Limits(mine, clock), sealer, Decoys("an invented secret"), prompts.sentence, PUBLIC, texts
    return Mail(bank, MailedLinks(seeded, clock, mine, book, *outside), book)


def test_a_link_goes_to_the_registered_address(mail: Mail) -> None:
    """From the sender and about what the table says, in both forms; the customer hears the mask."""
    assert mail.send(mail.bank.customer(MARIA)) == "ma*****@example.co"
    (row,) = mail.rows()
    written = mail.written()
    assert (row.to, row.channel, row.purpose, row.sealed) == (ADDRESS, "email", "link", True)
    assert (written.sender, written.subject) == ("Banco <clave@banco.example.co>", "Su nueva clave")
    address = f"{PUBLIC}/serfinansa/restore?enlace={mail.token()}"
    assert address in written.text
    assert re.search(rf'<a href="{re.escape(address)}" style="[^"]*">Seguir con mi trámite</a>', written.html)
    assert "quince" in written.text or "15 minutos" in written.text
    assert mail.bank.audited() == ["link_sent"]


def test_opening_consumes_nothing_and_using_does(mail: Mail) -> None:
    """A mail scanner may open the link first and often; the customer goes on with it once."""
    customer = mail.bank.customer(MARIA)
    mail.send(customer)
    expected = Link("serfinansa", customer.reference, "restore", "CA1")
    assert [mail.look(mail.token()) for _ in range(5)] == [expected] * 5
    assert [mail.use(mail.token()), mail.use(mail.token()), mail.look(mail.token())] == [expected, None, None]


def test_of_many_at_once_one_goes_on(mail: Mail) -> None:
    """Sixty-four uses of one link at the same time: one is led on."""
    mail.send(mail.bank.customer(MARIA))
    token = mail.token()
    with ThreadPoolExecutor(16) as crowd:
        used = list(crowd.map(lambda _: mail.use(token), range(64)))
    assert sum(link is not None for link in used) == 1


@pytest.mark.parametrize(("later", "serves"), [(0, True), (1, False)])
def test_a_link_serves_to_its_last_instant(mail: Mail, clock: FixedClock, later: int, serves: bool) -> None:  # noqa: FBT001
    """At fifteen minutes it serves, a second later it does not."""
    mail.send(mail.bank.customer(MARIA))
    clock.advance(LIFE + later)
    assert (mail.look(mail.token()) is not None, mail.use(mail.token()) is not None) == (serves, serves)


def test_a_newer_link_voids_the_older_one(mail: Mail) -> None:
    """Only the last e-mail leads on."""
    customer = mail.bank.customer(MARIA)
    mail.send(customer)
    older = mail.token()
    mail.send(customer)
    assert mail.use(older) is None
    assert mail.use(mail.token()) is not None


def test_a_link_is_good_for_nothing_else(mail: Mail) -> None:
    """Neither at another institution, nor with a sign changed, nor for who said that it was not them."""
    customer = mail.bank.customer(MARIA)
    mail.send(customer)
    token = mail.token()
    assert len(token) == 22
    assert [mail.use(token, "alianza"), mail.use(token[:-1] + ("A" if token[-1] != "A" else "B")), mail.use("")] == [
        None
    ] * 3
    with mail.bank.records.begin() as session:
        session.get_one(CustomerRecord, customer.reference).state = "frozen"
    assert mail.look(token) is mail.use(token) is None


def test_who_says_that_it_was_not_them_voids_the_link(mail: Mail) -> None:
    """It stays void when an agent has looked into it and let things be changed again."""
    customer = mail.bank.customer(MARIA)
    mail.send(customer)
    mail.bank.file.freeze(mail.bank.handoff(customer), "customer")
    mail.bank.file.unfreeze(mail.bank.handoff(customer), "serfinansa.beatriz")
    with mail.bank.records.read() as session:
        (ended,) = session.scalars(select(LinkRecord.ended))
    assert ended is not None


def test_the_token_is_kept_nowhere(mail: Mail) -> None:
    """The database has a keyed hash of it, and the e-mail sealed."""
    mail.send(mail.bank.customer(MARIA))
    token = mail.token()
    with mail.bank.records.read() as session:
        kept = session.scalars(select(LinkRecord)).one()
    assert token not in f"{vars(kept)} {vars(mail.rows()[0])} {vars(mail.bank.audit())}"


def test_an_unknown_document_is_told_the_same(mail: Mail) -> None:
    """A steady mask, an audit record, a limit; and nothing is sent, for nobody has that link."""
    stranger = mail.bank.customer(UNKNOWN)
    masks = {mail.send(stranger) for _ in range(2)}
    assert len(masks) == 1
    assert masks.pop()[2:8] == "*****@"
    assert [(row.state, row.to, row.body) for row in mail.rows()] == [("nowhere", "", "")] * 2
    assert mail.bank.audited() == ["link_sent"] * 2
    mail.send(stranger)
    with pytest.raises(LimitReached):
        mail.send(stranger)


def test_links_are_limited_like_codes(mail: Mail, clock: FixedClock) -> None:
    """Three in ten minutes and five a day, to a customer and to an address."""
    customer, sent = mail.bank.customer(MARIA), 0
    for _ in range(4):
        for _ in range(4):
            try:
                mail.send(customer)
                sent += 1
            except LimitReached:
                break
        clock.advance(601)
    assert sent == 5


def test_who_has_no_address_gets_it_by_text_message(mail: Mail) -> None:
    """One message, sealed, with the whole link in it; what is shown is a mask like anybody's."""
    assert mail.send(mail.bank.customer(WITHOUT))[2:8] == "*****@"
    (row,) = mail.rows()
    body = mail.bank.sealer.open_text(OUTBOX, row.body)
    assert (row.to, row.channel, row.purpose, row.sealed) == ("+573000000002", "sms", "link", True)
    assert mail.use(body.partition("enlace=")[2].split()[0]) is not None
    assert len(body) <= 160


def test_who_can_be_reached_nowhere_is_told_like_a_stranger(mail: Mail) -> None:
    """Nothing that is shown, written or counted tells a customer without contacts from nobody at all."""
    masks = [mail.send(mail.bank.customer(one)) for one in (NOWHERE, UNKNOWN)]
    assert [mask[2:8] for mask in masks] == ["*****@"] * 2
    assert [(row.state, row.to, row.channel) for row in mail.rows()] == [("nowhere", "", "email")] * 2
    assert mail.bank.audited() == ["link_sent"] * 2


def test_a_repeated_effect_sends_one_link(mail: Mail) -> None:
    """The same effect again is answered with the same mask."""
    effect, customer = mail.bank.effect(), mail.bank.customer(MARIA)
    assert len({mail.links.send(effect, customer) for _ in range(3)}) == len(mail.rows()) == 1
    assert mail.links.send(effect, customer).name not in {"", mail.token()}


def test_old_links_are_forgotten(mail: Mail, clock: FixedClock) -> None:
    """What ran out long ago leaves the database."""
    mail.send(mail.bank.customer(MARIA))
    clock.advance(LIFE + 1)
    with mail.bank.records.begin() as session:
        assert forget_links(session, clock.now() - timedelta(days=7)) == 0
        assert forget_links(session, clock.now()) == 1


@pytest.mark.parametrize(
    ("address", "mask"),
    [("jhon@alianza.co", "jh*****@alianza.co"), ("abc@x.co", "a*****@x.co"), ("a@x.co", "*****@x.co"), ("", "")],
)
def test_masks_of_addresses(address: str, mask: str) -> None:
    """Two letters at most, never more than half of the name, and its length is not shown."""
    assert mask_email(address) == mask
