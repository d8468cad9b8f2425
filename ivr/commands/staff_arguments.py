"""What is typed after `ivr staff`: user names, names and telephones, each checked and refused with one sentence."""

import os
import pwd

import click

from ivr.agents.staff import TERMINAL, Author
from ivr.institutions import Institution
from ivr.queues import skills_of
from ivr.security import staff_words

VOICE = "client: with letters, digits and _, or a Colombian number as +576050000000"


class User(click.ParamType[str]):
    """A user name, in small letters whatever is typed, as at the sign-in."""

    name = "user"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the user name. Raises BadParameter."""
        user = staff_words.user_name(value)
        if not user:
            self.fail(f"{value!r} is no user name; allowed: 2 to 40 letters a-z, digits and . _ -", param, ctx)
        return user


class Name(click.ParamType[str]):
    """The name of a person, as colleagues read it."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the name without spaces around it. Raises BadParameter."""
        name = staff_words.person_name(value)
        if not name:
            self.fail(
                f"{value!r} is no name; allowed: a line of at most {staff_words.LONGEST_NAME} letters", param, ctx
            )
        return name


class Voice(click.ParamType[str]):
    """How somebody's telephone is reached."""

    name = "voice"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give a `client:` identity, or a number in E.164. Raises BadParameter."""
        voice = staff_words.voice(value)
        if not voice:
            self.fail(f"{value!r} is no telephone; allowed: {VOICE}", param, ctx)
        return voice


def known_skills(institution: Institution, typed: str) -> str:
    """Give skills as the records keep them. Raises BadParameter for one that no queue of the institution asks for."""
    wanted = {word.strip() for word in typed.split(",") if word.strip()}
    known = skills_of(queue.distribution for queue in institution.queues.values())
    if unknown := sorted(wanted - set(known)):
        raise click.BadParameter(f"no queue asks for {', '.join(unknown)}; there are: {', '.join(known) or 'none'}")
    return ",".join(sorted(wanted))


def operator() -> Author:
    """Give who types, as the audit names them: the operating system's user, whatever the environment says."""
    try:
        return Author(f"os:{pwd.getpwuid(os.getuid()).pw_name}", TERMINAL)
    except KeyError:  # a container may run as a number that has no name
        return Author(f"os:{os.getuid()}", TERMINAL)
