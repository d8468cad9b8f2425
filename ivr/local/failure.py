"""Why the whole service on one machine cannot start or go on."""

from ivr.errors import IvrError


class CannotStart(IvrError):
    """A part of the service cannot start, or ended; the message says which one, and what to do."""
