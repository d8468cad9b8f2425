"""The staff's command, from its words in a terminal to the sign-in that follows."""

import json
import re
from pathlib import Path

import pyotp
import pytest
from redis import Redis
from sqlalchemy import select

from ivr.assembly import Assembly
from ivr.security.roles import Role
from ivr.stores.schema import AuditRecord, StaffRecord
from ivr.stores.staff.sign_in import StaffMember
from ivr.web.sign_in.sessions import DeskSessions
from tests.commands.staff import ADD, ME, OTHER_PASSWORD, PASSWORD, deeds, done, refused, secret_in, sign_in, staff
from tests.conftest import ROOT, FixedClock

pytestmark = pytest.mark.usefixtures("parts")


def test_who_is_added_signs_in(parts: Assembly) -> None:
    """The printed secret and the typed password are the two factors."""
    output = done(*ADD)
    expected = StaffMember(
        "serfinansa.lucia", "serfinansa", "lucia", "Lucía Peña", "agent", "client:lucia", 1, password_temporary=True
    )
    assert sign_in(parts, secret_in(output)) == expected
    assert PASSWORD not in output


def test_the_address_fits_an_authenticator() -> None:
    """The otpauth:// address carries the same secret, the user and the institution's name."""
    output = done(*ADD)
    factor = pyotp.parse_uri(output.splitlines()[-1])
    assert isinstance(factor, pyotp.TOTP)
    assert (factor.secret, factor.name, factor.interval) == (secret_in(output), "lucia", 30)
    assert factor.issuer


def test_an_invented_password_signs_in(parts: Assembly) -> None:
    """With --generate nothing is asked, and the printed password is the right one."""
    output = done(*ADD, "--generate", typed=())
    (password,) = re.findall(r"^Password: (\S{24})$", output, re.MULTILINE)
    assert sign_in(parts, secret_in(output), password) is not None


def test_role_and_telephone_are_chosen(parts: Assembly) -> None:
    """A supervisor with a telephone of their own is who they were said to be; the number is kept in E.164."""
    secret = secret_in(done(*ADD, "--role", "supervisor", "--voice", "+57 605 309 1919"))
    member = sign_in(parts, secret)
    assert member is not None
    assert (member.role, member.voice) == ("supervisor", "+576053091919")


def test_no_secret_is_kept_in_clear(parts: Assembly) -> None:
    """Neither the person's record nor the audit shows the password or the secret."""
    output = done(*ADD)
    with parts.records.read() as session:
        record = session.scalars(select(StaffRecord)).one()
        kept = [record.password_hash, record.totp_sealed, *session.scalars(select(AuditRecord.detail))]
    assert [text for text in kept if PASSWORD in text or secret_in(output) in text] == []


def test_the_list_shows_everybody_and_no_secret(parts: Assembly) -> None:
    """User, name, role and state of each, for one institution or all."""
    del parts
    secret = secret_in(done(*ADD))
    done("add", "serfinansa", "Ana.Ruiz", "--name", "Ana Ruiz", "--role", "supervisor", "--voice", "client:ana")
    done("deactivate", "serfinansa", "ana.ruiz")
    output = staff("list").stdout
    assert output.splitlines() == [
        "serfinansa\tana.ruiz\tAna Ruiz\tsupervisor\tdeactivated\t-",
        "serfinansa\tlucia\tLucía Peña\tagent\tactive\t-",
    ]
    assert staff("list", "serfinansa").stdout == output
    assert secret not in output


def session_of(parts: Assembly, redis: "Redis", secret: str) -> tuple[DeskSessions, str]:
    """Sign in, and give the session."""
    sessions = DeskSessions(redis, parts.clock, parts.staff)
    member = sign_in(parts, secret)
    assert member is not None
    session = sessions.start(member)
    assert sessions.member(session) is not None
    return sessions, session


@pytest.mark.parametrize("change", ["deactivate", "new-factor", "new-password", "sign-out"])
def test_a_change_ends_the_sessions(parts: Assembly, redis: "Redis", secret: str, change: str) -> None:
    """Whoever is at the desk is out with their next request."""
    sessions, session = session_of(parts, redis, secret)
    done(change, "serfinansa", "lucia")
    assert sessions.member(session) is None


def test_whoever_is_deactivated_cannot_sign_in(parts: Assembly, clock: FixedClock, secret: str) -> None:
    """Both factors are right, and worth nothing."""
    assert sign_in(parts, secret) is not None
    clock.advance(30)
    done("deactivate", "serfinansa", "lucia")
    assert sign_in(parts, secret) is None


def test_a_new_factor_replaces_the_old_one(parts: Assembly, secret: str) -> None:
    """The old secret opens nothing any more, the new one at once: also in the half minute of the last sign-in."""
    assert sign_in(parts, secret) is not None
    fresh = secret_in(done("new-factor", "serfinansa", "lucia"))
    assert sign_in(parts, secret) is None
    assert sign_in(parts, fresh) is not None


def test_a_new_password_replaces_the_old_one(parts: Assembly, secret: str) -> None:
    """The second factor stays; the old password opens nothing any more."""
    output = done("new-password", "serfinansa", "lucia", typed=(OTHER_PASSWORD, OTHER_PASSWORD))
    assert sign_in(parts, secret) is None
    assert sign_in(parts, secret, OTHER_PASSWORD) is not None
    assert OTHER_PASSWORD not in output


def test_every_change_is_in_the_audit(parts: Assembly, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each names who made it: the operating system's user, not what the environment says."""
    assert secret
    monkeypatch.setenv("USER", "somebody-else")
    monkeypatch.setenv("LOGNAME", "somebody-else")
    for change in ("new-factor", "new-password", "deactivate"):
        done(change, "serfinansa", "lucia")
    kinds = ("staff_added", "staff_factor_renewed", "staff_password_renewed", "staff_deactivated")
    assert deeds(parts) == [(kind, ME, "serfinansa.lucia") for kind in kinds]
    with parts.records.read() as session:
        detail = session.scalars(select(AuditRecord.detail).order_by(AuditRecord.sequence)).first()
    assert json.loads(detail or "") == {"role": "agent"}


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_everybody_can_be_given_every_role(parts: Assembly, role: str) -> None:
    """A new role is theirs at the next sign-in, and stands in the audit with the one before."""
    done(*ADD, "--role", "supervisor" if role != "supervisor" else "agent")
    assert f"Lucía Peña is {role}." in done("role", "serfinansa", "lucia", role)
    member = parts.staff.member("serfinansa.lucia")
    assert member is not None
    assert (member.role, member.session_version) == (role, 2)
    assert deeds(parts)[-1] == ("staff_changed", ME, "serfinansa.lucia")


def test_the_last_administrator_is_missed() -> None:
    """The terminal may end them, for a thief may have the account, and says that nobody is left."""
    done(*ADD, "--role", "administrator")
    done("add", "serfinansa", "ana", "--name", "Ana Ruiz", "--role", "administrator")
    assert "Nobody administers" not in done("role", "serfinansa", "ana", "auditor")
    assert "Nobody administers the staff of serfinansa now" in done("deactivate", "serfinansa", "lucia")


def test_skills_are_kept_in_order_and_end_no_session(
    parts: Assembly, redis: "Redis", secret: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What queues ask for can be given and taken away; whoever is at the desk stays there."""
    text = (ROOT / "institutions" / "serfinansa.toml").read_text()
    wanted = "[queues.claves]\nwidening = [{ after = 60, skills = [] }]\nskills = ['tarjetas', 'claves']\n"
    folder = tmp_path / "institutions"
    folder.mkdir()
    (folder / "serfinansa.toml").write_text(text.replace("[queues.claves]\n", wanted))
    monkeypatch.setenv("INSTITUTIONS_FOLDER", str(folder))
    sessions, session = session_of(parts, redis, secret)
    assert "Lucía Peña has claves,tarjetas." in done("skills", "serfinansa", "lucia", "tarjetas, claves")
    assert done("list").splitlines()[-1].endswith("\tclaves,tarjetas")
    assert "there are: claves, tarjetas" in refused("skills", "serfinansa", "lucia", "todo")
    assert "no skills" in done("skills", "serfinansa", "lucia", "")
    assert sessions.member(session) is not None
