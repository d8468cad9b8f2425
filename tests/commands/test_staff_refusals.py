"""What the staff's command refuses, each time with one sentence that says what to do."""

import pytest

from ivr.assembly import Assembly, build
from tests.commands.staff import ADD, OTHER_PASSWORD, PASSWORD, deeds, done, refused, secret_in, sign_in

pytestmark = pytest.mark.usefixtures("parts")


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
    assert "no institution; there are: alianza, " in refused(words[0], "serfinanza", *rest)


@pytest.mark.parametrize("change", ["deactivate", "new-factor", "new-password", "sign-out"])
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
    "voice",
    [
        "",
        "lucia",
        "client:",
        "client:ana ruiz",
        "client:ana_v2",
        "+1 202 555 0143",
        "3001234567",
        "+57300",
        "sip:a@example.co",
    ],
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
