"""Lets these tests dial."""

from tests.phone.fixtures import build, database, local, own_database, phone, plain, real_service, shared

__all__ = ["build", "database", "local", "own_database", "phone", "plain", "real_service", "shared"]
