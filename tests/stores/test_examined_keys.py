"""A new key is held against the policy before it is typed again: by whom proved the phone, and nothing is set."""

import pytest

from ivr.errors import CodeRefused, KeyRefused
from tests.stores.banking import Bank
from tests.stores.test_bank_keys import FORGOTTEN, KEY, bank

__all__ = ["bank"]


def test_a_key_is_examined_before_it_is_set(bank: Bank) -> None:
    """What breaks the policy is named at once; what does not is still not set, and the same occasion says the same."""
    customer, effect = bank.customer(FORGOTTEN), bank.effect()
    bank.proofs.customers.add(customer.reference)
    before = bank.hash_of(customer)
    for _ in range(2):
        with pytest.raises(KeyRefused, match="sequences,document"):
            bank.keys.examine(effect, customer, bank.sealed("6789"))
    with pytest.raises(KeyRefused, match="history"):
        bank.keys.examine(bank.effect(), customer, bank.sealed(KEY))
    bank.keys.examine(bank.effect(), customer, bank.sealed("9361"))
    assert bank.hash_of(customer) == before


def test_without_a_proven_code_nobody_learns_what_a_key_must_not_be(bank: Bank) -> None:
    """Refusals tell of document, telephone, birthday and earlier keys: to whom proved the phone, and nobody else."""
    with pytest.raises(CodeRefused):
        bank.keys.examine(bank.effect(), bank.customer(FORGOTTEN), bank.sealed("6789"))
