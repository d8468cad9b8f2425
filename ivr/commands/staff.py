"""`ivr staff`: who may sign in: add people, change their roles, give them new factors, end their rights."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pyotp

from ivr.agents.staff import Changes, Joining, Post
from ivr.assembly import Assembly, build
from ivr.commands.beside import existing, folder_option, settings_beside
from ivr.commands.chosen import choose
from ivr.commands.staff_arguments import Name, User, Voice, known_skills, operator
from ivr.errors import DeskError
from ivr.security.passwords import new_password, weakness
from ivr.security.roles import Right, Role, rights_of

generate_option = click.option("--generate", is_flag=True, help="Invent a password and print it, instead of asking.")
ROLES = [role.value for role in Role]
REFUSED = {
    "rights_ended": "Their rights have ended already.",
    "user_taken": "This user name was given to somebody else in this moment.",
    "voice_taken": "That client: identity is somebody else's.",
}


@click.group("staff", help="Who may sign in, and as what.")
@folder_option
@click.pass_context
def command(context: click.Context, folder: Path | None) -> None:
    """Group the commands about staff; each one asks for the service when it knows that its words are right."""
    context.obj = folder


@command.command("add")
@click.argument("institution")
@click.argument("user", type=User())
@click.option("--name", type=Name(), required=True, help="The person's name, as colleagues read it.")
@click.option("--role", type=click.Choice(ROLES), default=Role.AGENT.value, show_default=True)
@click.option("--voice", type=Voice(), help="Their telephone: +57... or client:...  [default: client:<user>]")
@click.option("--skills", default="", help="What queues ask for, with commas between.")
@generate_option
def add_command(
    *, institution: str, user: str, name: str, role: str, voice: str | None, skills: str, generate: bool
) -> None:
    """Add somebody; ask for their password, and print the secret of their second factor once."""
    parts = _service()
    known = known_skills(choose(parts.institutions, institution), skills)
    joining = Joining(institution, user, name, role, voice or Voice().convert(f"client:{user}", None, None), known)
    _refuse_twice(parts.staffing.find(institution, user))
    password = _password(user, generate=generate)
    with _sentences():
        secret = parts.staffing.add(joining, password, operator())
    click.echo(f"{name} can sign in as {user}.")
    _show_password(password, generate=generate)
    _show_factor(parts, institution, user, secret)


@command.command("list")
@click.argument("institution", required=False)
def list_command(institution: str | None) -> None:
    """List user, name, role, whether they may sign in, and skills."""
    parts = _service()
    names = [choose(parts.institutions, institution).id] if institution else sorted(parts.institutions)
    for post in parts.staffing.posts(*names):
        click.echo("\t".join((post.institution, post.user, post.name, post.role, _state(post), post.skills or "-")))


@command.command("deactivate")
@click.argument("institution")
@click.argument("user", type=User())
def deactivate_command(institution: str, user: str) -> None:
    """End somebody's rights and sessions at once, for good."""
    parts = _service()
    post = _working(parts, institution, user)
    with _sentences():
        parts.staffing.deactivate(post, operator())
    click.echo(f"The rights of {post.name} have ended.")
    _warn_without_administrator(parts, institution)


@command.command("role")
@click.argument("institution")
@click.argument("user", type=User())
@click.argument("role", type=click.Choice(ROLES))
def role_command(institution: str, user: str, role: str) -> None:
    """Give somebody another role, and end their sessions."""
    parts = _service()
    post = _working(parts, institution, user)
    with _sentences():
        parts.staffing.change(post, Changes(post.name, role, post.voice, post.skills), operator())
    click.echo(f"{post.name} is {role}.")
    _warn_without_administrator(parts, institution)


@command.command("skills")
@click.argument("institution")
@click.argument("user", type=User())
@click.argument("skills")
def skills_command(institution: str, user: str, skills: str) -> None:
    """Say which callers somebody is the right one for: words that queues ask for, with commas between, or ''."""
    parts = _service()
    post = _working(parts, institution, user)
    known = known_skills(choose(parts.institutions, institution), skills)
    with _sentences():
        parts.staffing.change(post, Changes(post.name, post.role, post.voice, known), operator())
    click.echo(f"{post.name} has {known or 'no skills'}.")


@command.command("sign-out")
@click.argument("institution")
@click.argument("user", type=User())
def sign_out_command(institution: str, user: str) -> None:
    """End somebody's sessions; they may sign in again."""
    parts = _service()
    post = _working(parts, institution, user)
    with _sentences():
        parts.staffing.end_sessions(post, operator())
    click.echo(f"{post.name} is signed out.")


@command.command("new-factor")
@click.argument("institution")
@click.argument("user", type=User())
def new_factor_command(institution: str, user: str) -> None:
    """Replace somebody's second factor, print the new secret once, and end their sessions."""
    parts = _service()
    with _sentences():
        secret = parts.staffing.new_factor(_working(parts, institution, user), operator())
    _show_factor(parts, institution, user, secret)


@command.command("new-password")
@click.argument("institution")
@click.argument("user", type=User())
@generate_option
def new_password_command(*, institution: str, user: str, generate: bool) -> None:
    """Replace somebody's password by a temporary one, and end their sessions."""
    parts = _service()
    post = _working(parts, institution, user)
    password = _password(user, generate=generate)
    with _sentences():
        parts.staffing.new_password(post, password, operator())
    click.echo(f"{post.name} has a new password.")
    _show_password(password, generate=generate)


def _service() -> Assembly:
    """Give the parts of the service that is meant. Raises a sentence when there is none."""
    return build(existing(settings_beside(click.get_current_context().obj)))


@contextmanager
def _sentences() -> Iterator[None]:
    """Say what was refused in a sentence."""
    try:
        yield
    except DeskError as error:
        raise click.ClickException(REFUSED.get(error.code, error.code)) from error


def _warn_without_administrator(parts: Assembly, institution: str) -> None:
    """Say it when nobody is left who may change the staff on the pages."""
    posts = parts.staffing.posts(institution)
    if not any(post.active and Right.STAFF in rights_of(post.role) for post in posts):
        click.echo(f"Nobody administers the staff of {institution} now; `ivr staff add` can add somebody.", err=True)


def _working(parts: Assembly, institution: str, user: str) -> Post:
    """Give somebody whose rights have not ended. Raises a sentence about anybody else."""
    post = parts.staffing.find(choose(parts.institutions, institution).id, user)
    if post is None:
        raise click.ClickException(f"{user!r} is no user of {institution}; `ivr staff list {institution}` names all.")
    if not post.active:
        raise _ended(user)
    return post


def _ended(user: str) -> click.ClickException:
    return click.ClickException(f"The rights of {user!r} have ended already.")


def _refuse_twice(post: Post | None) -> None:
    """Never give a user name to a second person: the audit would speak of both."""
    if post is not None:
        raise click.ClickException(f"{post.user!r} is a user already ({post.name}, {_state(post)}): choose another.")


def _state(post: Post) -> str:
    return "active" if post.active else "deactivated"


def _password(user: str, *, generate: bool) -> str:
    """Ask twice, without showing it, or invent one. Raises a sentence when it is too weak."""
    if generate:
        return new_password()
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same again", err=True)
    if sentence := weakness(password, user):
        raise click.ClickException(sentence)
    return password


def _show_password(password: str, *, generate: bool) -> None:
    if generate:
        click.echo(f"Password: {password}")


def _show_factor(parts: Assembly, institution: str, user: str, secret: str) -> None:
    """Print what an authenticator needs; it is kept sealed, and never shown again."""
    address = pyotp.TOTP(secret).provisioning_uri(name=user, issuer_name=parts.institutions[institution].name)
    click.echo(f"Second factor for an authenticator, shown only now: {secret}\n{address}")
