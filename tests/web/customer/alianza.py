"""A company's user at Alianza: what they type, and the messages that reach their mailbox."""

import random
from dataclasses import dataclass

from ivr.stores.demo.customers import DemoCustomer, DemoUser
from tests.phone.line import Phone
from tests.phone.people import digits
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import Visit

ALIANZA, PASSWORD, NEW_PASSWORD, OTHER_PASSWORD = "alianza", "Roble5Kmt", "Cedro8Bwq", "Hilo3Vxpd"
DATA = ("document_type", "company_number", "user_name")
SENT = ("mailbox_link_sent", "wrong_email_administrator", "wrong_email_agent")
FORM = ("new_key", "new_key_again", "terms")


@dataclass
class CompanyUser:
    """Somebody with a user name, on the pages or at a telephone."""

    phone: Phone
    person: DemoCustomer

    @property
    def company(self) -> str:
        """Give the number of their company's document."""
        assert self.person.user is not None
        return self.person.user.company.split()[1]

    @property
    def name(self) -> str:
        """Give their user name."""
        assert self.person.user is not None
        return self.person.user.name

    def asks(self, visitor: Visitor) -> Visit:
        """Have typed company and user on the page: a link is on its way."""
        return visitor("reset", institution=ALIANZA).begins().sees(*DATA).types("NIT", self.company, self.name)

    def mails(self) -> list[str]:
        """Give the e-mails with a link that they got, the oldest first."""
        letters = self.phone.service.emails(self.person.email)
        return [letter.text for letter in letters if "enlace=" in letter.text]

    def opens(self, visitor: Visitor) -> Visit:
        """Open the newest link in another browser, and press its button."""
        return visitor("reset", institution=ALIANZA).opens(self.mails()[-1]).goes_on()

    def works(self, password: str) -> bool:
        """Say whether this is their password now."""
        return self.phone.key_works(self.person, password)


def company_user(phone: Phone, name: str = "", company: str = "", **fields: object) -> CompanyUser:
    """Have a new user of a company, by NIT."""
    name = name or "Ju" + "".join(random.choices("bdghjkmnpqrt", k=6))
    user = DemoUser(f"NIT {company or digits(7, '90')}", name)
    usual = {"user": user, "email": f"{name.lower()}@empresa.example", "key": PASSWORD}
    return CompanyUser(phone, phone.customer(**(usual | fields)))
