"""What a customer must have shown in a conversation before a key of theirs may be replaced."""

from datetime import datetime, timedelta

from ivr.key_policies import KeyPolicy
from ivr.stores.bank.accounts import Account, KeysOfKind
from ivr.values import Effect

PROOF_LIFE = timedelta(minutes=15)
"""How long a temporary key that was typed lets its owner go on: as long as a code does."""


def has_proven(account: Account, policy: KeyPolicy, effect: Effect, at: datetime, *, code: bool) -> bool:
    """Say whether a key may be replaced here: by who proved a code (`code`), or a temporary one by who typed it.

    Where the table says so, a temporary one takes both.
    """
    key = account.of(policy.kind)
    if key.until is None:
        return code
    needs_code = policy.temporary is not None and policy.temporary.code
    return _typed_here(key, effect, at) and (code or not needs_code)


def _typed_here(key: KeysOfKind, effect: Effect, at: datetime) -> bool:
    """Say whether the present key was typed in this conversation, a moment ago."""
    conversation, typed = key.confirmed
    return typed is not None and conversation == effect.conversation and at - typed <= PROOF_LIFE
