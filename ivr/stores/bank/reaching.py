"""Where a customer can be reached, and what may be shown of that; an unknown one has steady decoys."""

from dataclasses import dataclass

from ivr.proof_ports import Masks
from ivr.security.masking import mask_email, mask_phone
from ivr.stores.bank.accounts import Account, read_account
from ivr.stores.bank.decoys import Decoys
from ivr.stores.outbox.owing import COLOMBIAN_MOBILE
from ivr.stores.records import Records
from ivr.values import Customer, Effect


@dataclass(frozen=True, slots=True)
class Reach:
    """A customer's contacts, E.164 and address (empty: none, or nobody), and their masks (empty: there is none)."""

    mobile: str
    email: str
    masks: Masks

    @property
    def texted(self) -> str:
        """Give the mobile, if text messages may go there."""
        return self.mobile if COLOMBIAN_MOBILE.fullmatch(self.mobile) else ""


@dataclass(frozen=True)
class BankContacts:
    """The port `Contacts`, and what sending codes and keys needs of the bank."""

    records: Records
    decoys: Decoys

    def masks(self, effect: Effect, customer: Customer) -> Masks:
        """Give what may be shown of mobile and e-mail, after the same work for everybody."""
        return self.reach(effect.institution, customer).masks

    def reach(self, institution: str, customer: Customer) -> Reach:
        """Give where codes and keys may go, and what is shown of that."""
        with self.records.read() as session:
            account = read_account(session, institution, customer.reference)
        return reach_of(account, self.decoys, customer)


def reach_of(account: Account, decoys: Decoys, customer: Customer) -> Reach:
    """Give where a file's owner can be reached."""
    known = Masks(mask_phone(account.mobile), mask_email(account.email))
    nobodys = Masks(decoys.mobile(customer.reference), decoys.email(customer.reference, customer.address_start))
    return Reach(account.mobile, account.email, known if account.known else nobodys)
