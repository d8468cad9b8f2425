"""The reference bank: customers, contacts and keys, for institutions that have not joined their own core yet."""

from ivr.stores.bank.customers import BankCustomers
from ivr.stores.bank.file import BankFile
from ivr.stores.bank.keys import BankKeys

__all__ = ["BankCustomers", "BankFile", "BankKeys"]
