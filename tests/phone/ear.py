"""The ear that the tests listen with is the one that the product's own crowd has."""

from ivr.local.ear import Ear

__all__ = ["Ear"]
