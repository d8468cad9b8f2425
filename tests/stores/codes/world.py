"""A small bank whose customers get security codes: what the tests of codes and limits play with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Self

from redis import Redis
from sqlalchemy import select

from ivr.errors import Journaled
from ivr.institutions import Institution
from ivr.proof_ports import Masks
from ivr.security.masking import mask_email, mask_phone
from ivr.security.sealing import OUTBOX, Sealer
from ivr.stores.bank.reaching import Reach
from ivr.stores.codes.book import CodeBook
from ivr.stores.codes.parts import CodeParts
from ivr.stores.codes.security_codes import RedisCodes
from ivr.stores.limits.counters import Limits
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.stores.schema import MessageRecord
from ivr.values import Customer, Effect
from tests.conftest import FixedClock

OLD, NEW = "old-" * 10, "new-" * 10
CALL, OTHER_CALL = "CA" + "1" * 32, "CA" + "2" * 32
MOBILE = "+573001234567"
ANA, EVA, UNKNOWN = (Customer(name, "CC •••• 6789") for name in ("ana", "eva", "unknown"))


@dataclass
class Phones:
    """The bank's contacts: Ana, Eva and a hundred others have a mobile, `nobody` has none, the rest is unknown."""

    mobiles: dict[str, str | None] = field(
        default_factory=lambda: {"ana": MOBILE, "eva": "+573007654321", "none": None}
    )
    emails: dict[str, str] = field(default_factory=dict)

    def reach(self, _institution: str, customer: Customer) -> Reach:
        """Give mobile and e-mail with their masks; a steady decoy of both for who is unknown."""
        name, known = customer.reference, customer.reference in self.mobiles
        mobile, address = self.mobiles.get(name, "+573000009999") or "", self.emails.get(name, "")
        masks = Masks(mask_phone(mobile), mask_email(address) if known else "no*****@example.co")
        return Reach(mobile if known else "", address, masks)


def sentence(_institution: str, prompt: str, variables: Mapping[str, str | int]) -> str:
    """Give the message with the code; a subject has none."""
    if "subject" in prompt:
        return prompt
    life = f"{variables['minutes']} minutos" if "minutes" in variables else f"{variables['hours']} horas"
    return f"Su código es {variables['code']}, por {life}"


class World:
    """Codes on a real Valkey and a real database, and short words for what callers do with them."""

    def __init__(self, records: Records, redis: "Redis", clock: FixedClock, institution: Institution) -> None:
        self.redis, self.clock, self.phones = redis, clock, Phones()
        tables = {institution.id: institution, "other": replace(institution, id="other")}
        self.parts = CodeParts(
            records=records,
            book=CodeBook(redis, (OLD,)),
            limits=Limits(tables, clock),
            sealer=Sealer((OLD,)),
            contacts=self.phones,
            texts=Texts(sentence, sentence, {institution.id: "Banco <avisos@banco.example.co>"}),
            tables=tables,
            clock=clock,
        )
        self.codes = RedisCodes(self.parts)
        self.sealing_key = self.parts.sealer.new_key()
        self._numbers = count()

    def use(self, **parts: object) -> Self:
        """Change some of the parts."""
        self.parts = replace(self.parts, **parts)  # type: ignore[arg-type] # each test names parts by their field
        self.codes = RedisCodes(self.parts)
        return self

    def effect(
        self, call: str = CALL, procedure: str = "change_key", institution: str = "serfinansa", number: str = MOBILE
    ) -> Effect:
        """Give the occasion of one more effect."""
        key = f"{call}:{next(self._numbers)}:1"
        return Effect(key, call, institution, procedure, number, "phone", self.sealing_key)

    def send(self, customer: Customer = ANA, effect: Effect | None = None) -> str:
        """Have a code sent, or give the error's name and detail."""
        try:
            return self.codes.send(effect or self.effect(), customer)
        except Journaled as error:
            return _told(error)

    def prove(self, code: str, customer: Customer = ANA, effect: Effect | None = None) -> str:
        """Type a code; give accepted, or the error's name and detail."""
        here = effect or self.effect()
        try:
            self.codes.prove(here, customer, self.parts.sealer.seal(here.sealing_key, "security_code", code))
        except Journaled as error:
            return _told(error)
        return "accepted"

    def messages(self) -> list[MessageRecord]:
        """Give the outbox, oldest first."""
        with self.parts.records.begin() as session:
            return list(session.scalars(select(MessageRecord).order_by(MessageRecord.id)))

    def code(self) -> str:
        """Give the code of the newest message, as its receiver reads it."""
        text = self.parts.sealer.open_text(OUTBOX, self.messages()[-1].body)
        return "".join(re.findall(r"\d{6}", text))

    def wrong(self) -> str:
        """Give a code that is not the newest one."""
        return f"{(int(self.code()) + 1) % 10**6:06}"

    def sent(self, customer: Customer = ANA, effect: Effect | None = None) -> str:
        """Have a code sent and read it."""
        self.send(customer, effect)
        return self.code()


def _told(error: Journaled) -> str:
    return f"{type(error).__name__} {error.detail}".strip()
