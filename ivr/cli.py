"""The program `ivr`: one word for each thing that a person does with the service from a terminal."""

import gc
from importlib import import_module

import click

from ivr.errors import IvrError, Unavailable

COMMANDS = (
    *("audit", "call", "check", "crowd", "graph", "lines", "new-institution", "prompts", "run", "seed", "staff"),
    "worker",
)

LONGEST = 400
"""Characters of what a command is for."""


class Commands(click.Group):
    """Loads a command's module only when it is named, so that each one starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give all names."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give the command `command` of the module of that name, with _ for a hyphen."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        gc.disable()  # nothing of what is loaded is garbage, and looking for some doubles the time
        command: click.Command = import_module(f"ivr.commands.{cmd_name.replace('-', '_')}").command
        gc.freeze()
        gc.enable()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command is for, whole: a sentence that is cut off helps nobody."""
        named = ((name, self.get_command(ctx, name)) for name in COMMANDS)
        with formatter.section("Commands"):
            formatter.write_dl([(name, each.get_short_help_str(LONGEST)) for name, each in named if each])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error of ours ends it with a sentence instead of a traceback."""
        try:
            return super().invoke(ctx)
        except Unavailable as error:
            raise click.ClickException(f"{error}: does not answer") from error
        except IvrError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands)
def main() -> None:
    """Run and look after the telephone service of financial institutions."""
