"""The two folders that commands read which need no other setting."""

from pathlib import Path

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

institutions_option = click.option(
    "--institutions",
    type=FOLDER,
    default="institutions",
    envvar="INSTITUTIONS_FOLDER",
    show_default=True,
    help="The tables, one TOML for each institution.",
)
prompts_option = click.option(
    "--prompts",
    type=FOLDER,
    default="voice_prompts",
    envvar="PROMPTS_FOLDER",
    show_default=True,
    help="The sentences and recordings, a folder for each language.",
)
