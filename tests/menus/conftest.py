"""Lets these tests dial."""

from tests.phone.fixtures import build, local, own_database, phone, plain, real_service, shared

__all__ = ["build", "local", "own_database", "phone", "plain", "real_service", "shared"]
