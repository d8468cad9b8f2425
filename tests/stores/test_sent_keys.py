"""A temporary key that we send: nothing changes until its owner types it, and then it must be replaced."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from ivr.errors import Journaled, KeyExpired, KeyWrong, LimitReached
from ivr.institutions import Institution
from ivr.key_policies import TemporaryKey
from ivr.security.made_keys import made_key
from ivr.security.sealing import OUTBOX, Sealer
from ivr.stores.bank.decoys import Decoys
from ivr.stores.bank.recognitions import BankRecognitions
from ivr.stores.bank.sent_keys import SentKeys
from ivr.stores.limits.counters import Limits
from ivr.stores.outbox.email import Written
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.stores.schema import ContactRecord, MessageRecord
from ivr.values import Customer
from tests.conftest import FixedClock
from tests.stores.banking import UNKNOWN, Bank

MARIA, ADDRESS = "CC 1032456789", "maria.perez@example.co"
WITHOUT, NOWHERE = "CC 72184563", "CC 32756184"  # a mobile only, and nothing
OWN_KEY, HOURS = "4826", 24


@dataclass
class Sending:
    """A bank that sends temporary keys."""

    bank: Bank
    sent: SentKeys

    def key(self, customer: Customer, by: str = "sms") -> str:
        """Send a key and read it as its receiver does."""
        self.sent.send(self.bank.effect(), customer, by)
        body = self.bank.sealer.open_text(OUTBOX, self.last().body)
        return (Written.of(body).text if by == "email" else body).split()[-1]

    def last(self) -> MessageRecord:
        """Give the newest message that has a key in it."""
        with self.bank.records.read() as session:
            keys = select(MessageRecord).filter_by(purpose="key").order_by(MessageRecord.id.desc())
            return session.scalars(keys.limit(1)).one()

    def types(self, customer: Customer, key: str) -> str:
        """Type a key at sign-in; give what came of it."""
        try:
            self.bank.try_key(customer, key)
        except Journaled as error:
            return f"{type(error).__name__} {error.detail}".strip()
        return str(self.bank.keys.state(self.bank.effect(), customer))


@pytest.fixture
def sending(seeded: Records, clock: FixedClock, tables: Mapping[str, Institution], sealer: Sealer) -> Sending:
    key = replace(
        tables["serfinansa"].key,
        longest=8,
        characters="letters_and_digits",
        required=("upper", "lower", "digit"),
        temporary=TemporaryKey(HOURS * 3600, "service"),
    )
    mine = {"serfinansa": replace(tables["serfinansa"], key=key)}
    bank = Bank(seeded, clock, mine, sealer)
    maria = bank.customer(MARIA).reference
    with seeded.begin() as session:
        found = {"customer": maria, "kind": "email", "value": ADDRESS}
        session.add(ContactRecord(**found, valid_from=clock.now(), changed_by="test"))
    texts = Texts(_said, _said, {"serfinansa": "Banco <avisos@banco.example.co>"})
    decoys = Decoys("an invented secret")
    outside = bank.keys.hasher, sealer, Limits(mine, clock), decoys, texts
    return Sending(bank, SentKeys(seeded, clock, mine, *outside))


def _said(_institution: str, prompt: str, values: Mapping[str, str | int]) -> str:
    return f"{prompt} {values.get('code', '')}".strip()


def own_key(sending: Sending, customer: Customer) -> None:
    """Give the customer a key that nobody else knows."""
    sending.bank.set_key(customer, "Zc7uQx")


@pytest.mark.parametrize("by", ["sms", "email"])
def test_the_key_goes_where_the_customer_chose(sending: Sending, by: str) -> None:
    """Sealed, to one contact; every other one is told that it was asked for. Typed, it is temporary."""
    maria = sending.bank.customer(MARIA)
    key = sending.key(maria, by)
    assert sending.last().to == (ADDRESS if by == "email" else "+573000000001")
    assert key not in sending.last().body
    others = [to for to, body in sending.bank.messages() if "temporary_key" in body]
    assert others == (["+573000000001"] if by == "email" else [ADDRESS])
    assert sending.types(maria, key) == "temporary"


def test_a_key_that_works_goes_on_working_until_then(sending: Sending) -> None:
    """Nobody locks a member out by asking for keys; who comes in with their own voids the one that was sent."""
    maria = sending.bank.customer(MARIA)
    own_key(sending, maria)
    key = sending.key(maria)
    assert sending.types(maria, "Zc7uQx") == "active"
    assert sending.types(maria, key) == KeyWrong.__name__


def test_a_newer_key_voids_the_older_and_time_ends_both(sending: Sending, clock: FixedClock) -> None:
    """Of two only the last serves, to its last instant."""
    maria = sending.bank.customer(MARIA)
    first = sending.key(maria)
    clock.advance(600)
    second = sending.key(maria)
    assert sending.types(maria, first) == KeyWrong.__name__
    clock.advance(HOURS * 3600 + 1)
    assert sending.types(maria, second) == KeyExpired.__name__


def test_a_blocked_key_is_lifted_by_the_one_that_was_sent(sending: Sending) -> None:
    """As a forgotten one; wrong keys stay counted against the member."""
    maria = sending.bank.customer(MARIA)
    own_key(sending, maria)
    key = sending.key(maria)
    told = [sending.types(maria, "Wr0ngOne") for _ in range(3)]
    assert told[-1] == f"{LimitReached.__name__} key_blocked"
    assert sending.types(maria, key) == "temporary"


def test_an_unknown_document_causes_the_same(sending: Sending, clock: FixedClock) -> None:
    """A message that goes nowhere, the limit of codes."""
    nobody = sending.bank.customer(UNKNOWN)
    sending.sent.send(sending.bank.effect(), nobody, "sms")
    clock.advance(30)
    sending.sent.send(sending.bank.effect(), nobody, "email")
    assert (sending.last().to, sending.last().state, sending.last().body) == ("", "nowhere", "")
    assert sending.types(nobody, "Ab3defgh") == KeyWrong.__name__


@pytest.mark.parametrize("document", [MARIA, WITHOUT, NOWHERE, UNKNOWN])
def test_the_pause_tells_nobody_how_many_contacts_there_are(sending: Sending, document: str) -> None:
    """The other contact is no way around it, nor is having none: whoever asks twice waits as long."""
    who = sending.bank.customer(document)
    sending.sent.send(sending.bank.effect(), who, "sms")
    with pytest.raises(LimitReached, match="too_soon 30"):
        sending.sent.send(sending.bank.effect(), who, "email")


@pytest.mark.parametrize("by", ["sms", "email"])
def test_who_has_one_contact_gets_it_there(sending: Sending, by: str) -> None:
    """Whatever they chose; who has none causes the message of nobody."""
    sending.sent.send(sending.bank.effect(), sending.bank.customer(WITHOUT), by)
    assert (sending.last().to, sending.last().channel, sending.last().state) == ("+573000000002", "sms", "owed")
    sending.sent.send(sending.bank.effect(), sending.bank.customer(NOWHERE), by)
    assert (sending.last().to, sending.last().channel, sending.last().state) == ("", by, "nowhere")


def test_keys_are_limited_like_codes(sending: Sending, clock: FixedClock) -> None:
    """Three in ten minutes; then nothing is sent for a while."""
    maria = sending.bank.customer(MARIA)
    for pause in (30, 60, 120):
        sending.key(maria)
        clock.advance(pause)
    with pytest.raises(LimitReached, match="codes_ten_minutes"):
        sending.key(maria)


def test_this_was_not_me_voids_it(sending: Sending) -> None:
    """Freezing ends it for good, also after the release; asked for meanwhile it is sent to nobody."""
    maria = sending.bank.customer(MARIA)
    key = sending.key(maria)
    handoff = sending.bank.handoff(maria)
    sending.bank.file.freeze(handoff, "agent")
    sending.bank.clock.advance(60)  # type: ignore[attr-defined] # the tests' clock
    sending.sent.send(sending.bank.effect(), maria, "sms")
    assert sending.last().state == "nowhere"
    sending.bank.file.unfreeze(handoff, "agent")
    assert sending.types(maria, key) == KeyWrong.__name__


def test_made_keys_keep_the_policy(sending: Sending) -> None:
    """A hundred of them: long, of every class, of signs that are not mistaken, never the same."""
    policy = sending.sent.tables["serfinansa"].key
    made = {made_key(policy) for _ in range(100)}
    assert len(made) == 100
    assert all(len(key) == 8 and not set(key) & set("0O1lI") for key in made)


def test_image_and_phrase_are_steady_for_nobody_and_changed_by_choice(sending: Sending) -> None:
    """An unknown document, and a member before the choice, look alike; contacts are told of the choice."""
    bank = sending.bank
    book = BankRecognitions(bank.records, bank.clock, sending.sent.texts, "an invented secret")
    maria, nobody = bank.customer(MARIA), bank.customer(UNKNOWN)
    assert book.shown(bank.effect(), nobody) == book.shown(bank.effect(), nobody)
    assert (book.missing(bank.effect(), maria), book.shown(bank.effect(), maria).phrase != "") == (1, True)
    book.choose(bank.effect(), maria, "kite", "el viento de agosto")
    assert (book.shown(bank.effect(), maria).image, book.missing(bank.effect(), maria)) == ("kite", 0)
    assert [to for to, body in bank.messages() if "recognition_chosen" in body] == ["+573000000001", ADDRESS]
    with pytest.raises(LookupError):
        book.choose(bank.effect(), nobody, "kite", "el viento de agosto")
