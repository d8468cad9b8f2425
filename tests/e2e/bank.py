"""A look into the records, and a half minute that passes there, by the product's own classes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import update

from ivr.local.folder import Folder
from ivr.security.hashing import KeyHasher
from ivr.stores.bank.accounts import Account, read_account
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.records import Records
from ivr.stores.schema import CustomerRecord, StaffRecord
from tests.local.service import Service


@contextmanager
def records_of(service: Service) -> Iterator[Records]:
    """Give the records of a service that runs."""
    records = Records(f"sqlite:///{service.folder}/ivr.sqlite")
    yield records
    records.close()


def half_a_minute_later(service: Service, user: str) -> None:
    """Let this member of the staff sign in with the code that their telephone shows now, as if it were a new one."""
    with records_of(service) as records, records.begin() as session:
        session.execute(update(StaffRecord).filter_by(user=user).values(totp_step=0))


def account(service: Service, customer: DemoCustomer) -> Account:
    """Give a customer's file."""
    with records_of(service) as records, records.read() as session:
        found = session.query(CustomerRecord).filter_by(document_number=customer.document_number).one()
        return read_account(session, "serfinansa", found.reference)


def opens(service: Service, customer: DemoCustomer, key: str) -> bool:
    """Say whether a key is the customer's present one."""
    hasher = KeyHasher([Folder.make(service.folder).secrets()["SECRET_KEY"]])
    return hasher.verify(account(service, customer).of("access").present, key)
