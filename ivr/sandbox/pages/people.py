"""Who has which telephone."""

from collections.abc import Mapping

from ivr.sandbox.config import Config, Handset


def people(config: Config) -> Mapping[str, Handset]:
    """Return the telephones by number."""
    return {handset.number: handset for handset in config.handsets}
