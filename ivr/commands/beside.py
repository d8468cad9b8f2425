"""Which service a command is about: the one that the environment names, or the one that `ivr run` keeps in a folder."""

import os
from pathlib import Path

import click
from sqlalchemy import make_url

from ivr.errors import ConfigurationError
from ivr.local.environment import missing
from ivr.local.failure import CannotStart
from ivr.local.folder import Folder
from ivr.settings import Settings
from ivr.stores.engine import file_of

USUAL = Path("var")

folder_option = click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of `ivr run`: what the environment does not name is taken from there.  "
    "[default: var, when the environment names no setting at all]",
)


def settings_beside(folder: Path | None) -> Settings:
    """Give the settings of the service that is meant, and say on stderr whose they are.

    `folder` is what was asked for, or None. The folder's settings are never mixed unasked with those of an environment
    that names some: a secret that was forgotten there must not be replaced by the demo's.
    Raises ConfigurationError or CannotStart with what is missing.
    """
    if folder is None and named():
        return _said(_from_environment(), "the environment")
    chosen = folder or USUAL
    if not Folder(chosen).in_use:
        raise CannotStart(_nowhere(chosen))
    own = Folder.make(chosen)
    return _said(Settings.load(missing(own)), f"the folder {chosen}")


def existing(settings: Settings) -> Settings:
    """Give settings whose SQLite file, if they name one, is there. Raises CannotStart about a mistyped name."""
    refuse_missing_file(settings.database_url)
    return settings


def refuse_missing_file(url: str) -> None:
    """Raise CannotStart when the SQLite file of an address is not there."""
    file = file_of(url)
    if file is not None and not file.exists():
        raise CannotStart(f"There is no database {file}. Is its name right? `ivr seed` and `ivr run` make one.")


def named() -> list[str]:
    """Give the settings without a default that the environment names."""
    required = (name.upper() for name, field in Settings.model_fields.items() if field.is_required())
    return [name for name in required if name in os.environ]


def _from_environment() -> Settings:
    try:
        return Settings.load()
    except ConfigurationError as error:
        if not Folder(USUAL).in_use:
            raise
        hint = f"With --folder {USUAL} the settings of `ivr run` stand for those that are not named."
        raise ConfigurationError([*error.mistakes, hint]) from None


def _said(settings: Settings, whose: str) -> Settings:
    click.echo(f"Settings of {whose}; database {shown(settings.database_url)}", err=True)
    return settings


def shown(url: str) -> str:
    """Give the address of a database without its password. Raises ArgumentError for what is no address."""
    return make_url(url).render_as_string(hide_password=True)


def _nowhere(folder: Path) -> str:
    return (
        f"No settings: the environment names none, and no `ivr run` has kept any in {folder}. Start `ivr run` once, "
        "or name its folder with --folder; for a service of its own see docs/operations.md."
    )
