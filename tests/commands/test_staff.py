"""The staff's command, from its words in a terminal to the sign-in that follows."""

import json
import os
import pwd
import re
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner, Result
from redis import Redis
from sqlalchemy import select

from ivr.assembly import Assembly, build
from ivr.cli import main
from ivr.settings import Settings
from ivr.stores.audit import verify
from ivr.stores.schema import AuditRecord, StaffRecord
from ivr.stores.staff import StaffMember
from ivr.web.sessions import DeskSessions
from tests.conftest import ROOT, FixedClock

PASSWORD, OTHER_PASSWORD = "tinto con panela 8", "arepa de huevo 31"
ADD = ("add", "serfinansa", "lucia", "--name", "Lucía Peña")
ME = f"os:{pwd.getpwuid(os.getuid()).pw_name}"


@pytest.fixture(autouse=True)
def parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, redis_url: str, clock: FixedClock) -> Assembly:
    """Give the service whose settings the command reads, with empty records."""
    monkeypatch.chdir(ROOT)
    for name in map(str.upper, Settings.model_fields):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", "AC" + "0" * 32)
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "1" * 32)
    monkeypatch.setenv("TWILIO_SENDER", "891888")
    monkeypatch.setenv("PUBLIC_URL", "https://ivr.example.co")
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/records.sqlite")
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    service = Assembly(Settings.load(), clock)
    service.records.migrate()
    return service


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


def test_who_is_added_signs_in(parts: Assembly) -> None:
    """The printed secret and the typed password are the two factors."""
    output = done(*ADD)
    expected = StaffMember("serfinansa.lucia", "serfinansa", "lucia", "Lucía Peña", "agent", "client:lucia", 1)
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
    output = done("list")
    assert output.splitlines() == [
        "serfinansa\tana.ruiz\tAna Ruiz\tsupervisor\tdeactivated",
        "serfinansa\tlucia\tLucía Peña\tagent\tactive",
    ]
    assert done("list", "serfinansa") == output
    assert secret not in output


@pytest.fixture
def secret(parts: Assembly) -> str:
    """Add Lucía, and give the secret of her second factor."""
    del parts
    return secret_in(done(*ADD))


def session_of(parts: Assembly, redis: "Redis", secret: str) -> tuple[DeskSessions, str]:
    """Sign in, and give the session."""
    sessions = DeskSessions(redis, parts.clock, parts.staff)
    member = sign_in(parts, secret)
    assert member is not None
    session = sessions.start(member)
    assert sessions.member(session) is not None
    return sessions, session


@pytest.mark.parametrize("change", ["deactivate", "new-factor", "new-password"])
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


@pytest.mark.parametrize("password", ["", "eleven char", "lucia", "lucialucialucia", "LUCIA-lucia-2026", "x" * 257])
def test_a_weak_password_is_refused(parts: Assembly, password: str) -> None:
    """Too short, too long, or hardly more than the user name: a sentence, nobody is added, the old one stays."""
    if password:
        assert refused(*ADD, typed=(password, password)).startswith("Error: The password")
    else:
        assert refused(*ADD, typed=("", "")).endswith("Aborted!")
    assert parts.staff.member("serfinansa.lucia") is None
    secret = secret_in(done(*ADD))
    refused("new-password", "serfinansa", "lucia", typed=(password, password))
    assert sign_in(parts, secret) is not None


def test_a_password_is_typed_twice(parts: Assembly) -> None:
    """Two that differ are asked for again; the input's end adds nobody."""
    refused(*ADD, typed=(PASSWORD, OTHER_PASSWORD))
    assert parts.staff.member("serfinansa.lucia") is None
    secret = secret_in(done(*ADD, typed=(PASSWORD, OTHER_PASSWORD, PASSWORD, PASSWORD)))
    assert sign_in(parts, secret) is not None


@pytest.mark.parametrize("words", [ADD, ("list",), ("deactivate",), ("new-factor",), ("new-password",)])
def test_an_unknown_institution_is_answered_with_those_there_are(words: tuple[str, ...]) -> None:
    """A typing mistake shows what could have been meant."""
    rest = () if words[0] == "list" else ("lucia", *words[3:])
    assert "no institution; there are: serfinansa" in refused(words[0], "serfinanza", *rest)


@pytest.mark.parametrize("change", ["deactivate", "new-factor", "new-password"])
def test_nobody_and_somebody_who_left_are_refused(parts: Assembly, secret: str, change: str) -> None:
    """An unknown user, and one whose rights have ended, get a sentence and no record in the audit."""
    assert secret
    assert "'nobody' is no user of serfinansa" in refused(change, "serfinansa", "nobody")
    done("deactivate", "serfinansa", "lucia")
    before = deeds(parts)
    assert "have ended already" in refused(change, "serfinansa", "lucia")
    assert deeds(parts) == before


def test_a_user_name_is_given_once(parts: Assembly, secret: str) -> None:
    """Neither somebody at work nor somebody who left gives up their name, and no password is asked for."""
    assert "'lucia' is a user already (Lucía Peña, active)" in refused(*ADD, typed=())
    done("deactivate", "serfinansa", "lucia")
    assert "(Lucía Peña, deactivated)" in refused(*ADD, typed=())
    assert sign_in(parts, secret) is None


@pytest.mark.parametrize(
    "voice", ["", "lucia", "client:", "client:ana ruiz", "+1 202 555 0143", "3001234567", "+57300", "sip:a@example.co"]
)
def test_a_wrong_telephone_is_refused(parts: Assembly, voice: str) -> None:
    """What the network could not ring is told with what is allowed."""
    assert "is no telephone; allowed: client:" in refused(*ADD, "--voice", voice)
    assert build(parts.settings).staff.member("serfinansa.lucia") is None


@pytest.mark.parametrize(
    ("user", "name", "sentence"),
    [
        ("lucía", "Lucía", "is no user name"),
        ("l", "Lucía", "is no user name"),
        ("lucia", " ", "is no name"),
        ("lucia", "Lu\ncía", "is no name"),
        ("lucia.pena", "Lucía", "is no telephone"),
    ],
)
def test_a_wrong_name_is_refused(user: str, name: str, sentence: str) -> None:
    """User names are what an audit and a `client:` identity can carry, names are one line."""
    assert sentence in refused("add", "serfinansa", user, "--name", name)
