"""Joins settings and adapters to the ports, once, for the service, the worker and the commands."""

from functools import cached_property

from flask import Flask

from ivr.assembly.jobs import worker
from ivr.assembly.parts import Parts
from ivr.assembly.service import service
from ivr.settings import Settings
from ivr.worker import Worker


class Assembly(Parts):
    """All parts, and the two programs made from them."""

    @cached_property
    def app(self) -> Flask:
        """The service, as gunicorn runs it."""
        return service(self)

    @cached_property
    def worker(self) -> Worker:
        """The worker with all its jobs."""
        return worker(self)


def build(settings: Settings) -> Assembly:
    """Give the parts of the service for these settings."""
    return Assembly(settings)
