"""Who regains a key at Banco Caja Social: what they have there, and what they answer."""

import re
from dataclasses import dataclass

from ivr.stores.demo.customers import DemoCustomer, DemoProduct
from tests.phone.line import Phone
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import Visit

BANK, NEW_KEY = "banco_caja_social", "916937"
PRODUCTS = (
    DemoProduct("savings", "4071", "2014-03-09", "Tunja"),
    DemoProduct("mortgage", "9912", "2019-08-01", "Cali", 1_240_000),
)
OWN = {
    "cuenta de ahorros": {"Tunja", "2014", "4071", "4 0 7 1"},
    "crédito hipotecario": {"Cali", "2019", "9912", "9 9 1 2", "1 millón 240 mil pesos"},
}
QUESTIONS = ("product_1", "product_2", "product_3")
DOCUMENT = ("document_type", "document_number")


@dataclass
class Regaining:
    """A customer on the pages of the bank, and their mailbox."""

    phone: Phone
    visitor: Visitor
    customer: DemoCustomer

    def asks(self, **fields: object) -> Visit:
        """Have typed the document: a link is on its way."""
        return self.visitor("regain", institution=BANK, **fields).begins().types("CC", self.customer.document_number)

    def link(self) -> str:
        """Read the newest message with a link: an e-mail, or a text message."""
        mails = [letter.text for letter in self.phone.service.emails(self.customer.email)]
        found = [text for text in (*self.phone.messages(self.customer.mobile), *mails) if "enlace=" in text]
        return found[-1]

    def behind_link(self) -> Visit:
        """Have opened the link in another browser, and gone on by it."""
        return self.visitor("regain", institution=BANK).opens(self.link()).goes_on()

    def known_again(self) -> Visit:
        """Have typed the same document behind the link."""
        return self.behind_link().types("CC", self.customer.document_number)

    def code(self) -> str:
        """Read the newest code, in an e-mail or in a text message."""
        mails = [letter.text for letter in self.phone.service.emails(self.customer.email)]
        texts = [*self.phone.messages(self.customer.mobile), *mails]
        found = [match[1] for text in texts if (match := re.search(r"(?:codigo|código)\D* es (\d{6})", text))]
        return found[-1]

    def at_code(self) -> Visit:
        """Have said that the contacts are right: a code is on its way."""
        self.asks()
        return self.known_again().types("yes")

    def at_questions(self) -> Visit:
        """Have typed the code."""
        visit = self.at_code()
        return visit.types(self.code())

    def at_key(self) -> Visit:
        """Have answered all questions right."""
        visit = self.at_questions()
        return visit.types(*right(visit))


def right(visit: Visit) -> list[str]:
    """Give what the customer answers: of each question the option that is theirs."""
    fieldsets = re.findall(r"<fieldset.*?</fieldset>", visit.answers[-1].text, re.DOTALL)
    return [_right(fieldset) for fieldset in fieldsets]


def _right(fieldset: str) -> str:
    options: list[tuple[str, str]] = re.findall(r'value="(\d)"[^>]*> ([^<]+)</label>', fieldset)
    own = next((facts for product, facts in OWN.items() if f"su {product}?" in fieldset), set(OWN))
    return next(place for place, label in options if {label, label.lower()} & own)


def wrong(visit: Visit) -> list[str]:
    """Give answers of which the last one is wrong."""
    *first, last = right(visit)
    return [*first, str(int(last) % 4 + 1)]
