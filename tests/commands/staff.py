"""The staff's command in a test: its words, what it printed, and what it left in the records."""

import os
import pwd
import re

import pyotp
from click.testing import CliRunner, Result
from sqlalchemy import select

from ivr.assembly import Assembly
from ivr.cli import main
from ivr.stores.audit.chain import verify
from ivr.stores.schema import AuditRecord
from ivr.stores.staff.sign_in import StaffMember

PASSWORD, OTHER_PASSWORD = "tinto con panela 8", "arepa de huevo 31"
ADD = ("add", "serfinansa", "lucia", "--name", "Lucía Peña")
ME = f"os:{pwd.getpwuid(os.getuid()).pw_name}"


def staff(*words: str, typed: tuple[str, ...] = (PASSWORD, PASSWORD)) -> Result:
    """Run `ivr staff` in this process; `typed` is what the person at the terminal types, line by line."""
    return CliRunner().invoke(main, ["staff", *words], input="".join(f"{line}\n" for line in typed))


def done(*words: str, typed: tuple[str, ...] = (PASSWORD, PASSWORD)) -> str:
    """Run it, and give what it printed when all went well."""
    result = staff(*words, typed=typed)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*words: str, typed: tuple[str, ...] = (PASSWORD, PASSWORD)) -> str:
    """Run it, and give the sentence with which it was refused."""
    result = staff(*words, typed=typed)
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code != 0
    return result.output.splitlines()[-1]


def secret_in(output: str) -> str:
    (secret,) = re.findall(r"shown only now: ([A-Z2-7]{32})$", output, re.MULTILINE)
    return str(secret)


def sign_in(parts: Assembly, secret: str, password: str = PASSWORD, user: str = "lucia") -> StaffMember | None:
    code = pyotp.TOTP(secret).at(parts.clock.now())
    return parts.staff.sign_in("serfinansa", user, password, code)


def deeds(parts: Assembly) -> list[tuple[str, str, str]]:
    with parts.records.read() as session:
        assert verify(session, "serfinansa") is None
        return [(link.kind, link.actor, link.subject) for link in session.scalars(select(AuditRecord))]
