"""A look into the bank's records, by the product's own classes."""

from ivr.local.folder import Folder
from ivr.security.hashing import KeyHasher
from ivr.stores.bank.accounts import Account, read_account
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.records import Records
from ivr.stores.schema import CustomerRecord
from tests.local.service import Service


def account(service: Service, customer: DemoCustomer) -> Account:
    """Give a customer's file."""
    records = Records(f"sqlite:///{service.folder}/ivr.sqlite")
    with records.read() as session:
        found = session.query(CustomerRecord).filter_by(document_number=customer.document_number).one()
        file = read_account(session, "serfinansa", found.reference)
    records.close()
    return file


def opens(service: Service, customer: DemoCustomer, key: str) -> bool:
    """Say whether a key is the customer's present one."""
    hasher = KeyHasher([Folder.make(service.folder).secrets()["SECRET_KEY"]])
    return hasher.verify(account(service, customer).of("access").present, key)
