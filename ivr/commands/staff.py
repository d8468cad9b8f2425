"""`ivr staff`: who may sign in at the desk: add people, give them new factors, end their rights."""

import click
import pyotp

from ivr.assembly import Assembly, build
from ivr.commands.chosen import choose
from ivr.commands.staff_arguments import Name, User, Voice, operator
from ivr.security.passwords import new_password, weakness
from ivr.settings import Settings
from ivr.stores.staffing import Joining, Post, Staffing

generate_option = click.option("--generate", is_flag=True, help="Invent a password and print it, instead of asking.")


@click.group("staff", help="Who may sign in at the desk.")
def command() -> None:
    """Group the commands about staff."""


@command.command("add")
@click.argument("institution")
@click.argument("user", type=User())
@click.option("--name", type=Name(), required=True, help="The person's name, as colleagues read it.")
@click.option("--role", type=click.Choice(["agent", "supervisor"]), default="agent", show_default=True)
@click.option("--voice", type=Voice(), help="Their telephone: +57... or client:...  [default: client:<user>]")
@generate_option
def add_command(*, institution: str, user: str, name: str, role: str, voice: str | None, generate: bool) -> None:
    """Add somebody; ask for their password, and print the secret of their second factor once."""
    parts = build(Settings.load())
    choose(parts.institutions, institution)
    joining = Joining(institution, user, name, role, voice or Voice().convert(f"client:{user}", None, None))
    _refuse_twice(staffing(parts).find(institution, user))
    password = _password(user, generate=generate)
    secret = staffing(parts).add(joining, password, operator())
    if secret is None:
        raise click.ClickException(f"{user!r} was added by somebody else in this moment.")
    click.echo(f"{name} can sign in as {user}.")
    _show_password(password, generate=generate)
    _show_factor(parts, institution, user, secret)


@command.command("list")
@click.argument("institution", required=False)
def list_command(institution: str | None) -> None:
    """List user, name, role, and whether they may sign in."""
    parts = build(Settings.load())
    names = [choose(parts.institutions, institution).id] if institution else sorted(parts.institutions)
    for post in staffing(parts).posts(*names):
        click.echo("\t".join((post.institution, post.user, post.name, post.role, _state(post))))


@command.command("deactivate")
@click.argument("institution")
@click.argument("user", type=User())
def deactivate_command(institution: str, user: str) -> None:
    """End somebody's rights and sessions at once, for good."""
    parts = build(Settings.load())
    post = _working(parts, institution, user)
    parts.staff.deactivate(post.id, operator())
    click.echo(f"The rights of {post.name} have ended.")


@command.command("new-factor")
@click.argument("institution")
@click.argument("user", type=User())
def new_factor_command(institution: str, user: str) -> None:
    """Replace somebody's second factor, print the new secret once, and end their sessions."""
    parts = build(Settings.load())
    secret = staffing(parts).new_factor(_working(parts, institution, user), operator())
    if secret is None:
        raise _ended(user)
    _show_factor(parts, institution, user, secret)


@command.command("new-password")
@click.argument("institution")
@click.argument("user", type=User())
@generate_option
def new_password_command(*, institution: str, user: str, generate: bool) -> None:
    """Replace somebody's password, and end their sessions."""
    parts = build(Settings.load())
    post = _working(parts, institution, user)
    password = _password(user, generate=generate)
    if not staffing(parts).new_password(post, password, operator()):
        raise _ended(user)
    click.echo(f"{post.name} has a new password.")
    _show_password(password, generate=generate)


def staffing(parts: Assembly) -> Staffing:
    """Give the list of staff in these settings' records."""
    return Staffing(parts.records, parts.clock, parts.sealer, parts.hasher)


def _working(parts: Assembly, institution: str, user: str) -> Post:
    """Give somebody whose rights have not ended. Raises a sentence about anybody else."""
    post = staffing(parts).find(choose(parts.institutions, institution).id, user)
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
