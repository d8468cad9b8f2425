"""The list of staff, on both databases: what each change does, who may make it, and what stands in the audit."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from ivr.agents.staff import PAGE, TERMINAL, Author, Changes, Joining, Post
from ivr.errors import DeskError, Unavailable
from ivr.security.hashing import KeyHasher
from ivr.security.sealing import Sealer
from ivr.stores.audit.chain import verify
from ivr.stores.records import Records
from ivr.stores.schema import AuditRecord, StaffRecord
from ivr.stores.staff.staffing import Staffing
from tests.conftest import FixedClock
from tests.stores.banking import SECRET

GLORIA = Author("serfinansa.gloria", PAGE)
OPERATOR = Author("os:root", TERMINAL)
ROSA = Joining("serfinansa", "rosa", "Rosa Mier", "administrator", "client:rosa")
PASSWORD = "una clave cualquiera"


@pytest.fixture
def staffing(seeded: Records, clock: FixedClock, sealer: Sealer) -> Staffing:
    """Give the list of the demo's staff, which Gloria administers."""
    return Staffing(seeded, clock, sealer, KeyHasher([SECRET]))


def post(staffing: Staffing, user: str) -> Post:
    found = staffing.find("serfinansa", user)
    assert found is not None
    return found


def version(staffing: Staffing, user: str) -> int:
    with staffing.records.read() as session:
        return session.get_one(StaffRecord, f"serfinansa.{user}").session_version


def links(staffing: Staffing) -> list[tuple[str, str, str, str, dict[str, str]]]:
    with staffing.records.read() as session:
        assert verify(session, "serfinansa") is None
        found = session.scalars(select(AuditRecord).order_by(AuditRecord.sequence))
        return [(link.kind, link.actor, link.channel, link.subject, json.loads(link.detail)) for link in found]


CHANGES: dict[str, Callable[[Staffing, Post, Author], object]] = {
    "staff_changed": lambda staffing, post, by: staffing.change(
        post, Changes("Otro", "auditor", "client:otro", "claves"), by
    ),
    "staff_deactivated": lambda staffing, post, by: staffing.deactivate(post, by),
    "staff_sessions_ended": lambda staffing, post, by: staffing.end_sessions(post, by),
    "staff_factor_renewed": lambda staffing, post, by: staffing.new_factor(post, by),
    "staff_password_renewed": lambda staffing, post, by: staffing.new_password(post, PASSWORD, by),
}
every_change = pytest.mark.parametrize("kind", CHANGES)


@every_change
def test_a_change_ends_sessions_and_stands_in_the_audit(staffing: Staffing, kind: str) -> None:
    """Each change of rights or factors raises the session's version once, and names who made it, where, about whom."""
    CHANGES[kind](staffing, post(staffing, "carolina"), GLORIA)
    assert version(staffing, "carolina") == 2
    (link,) = links(staffing)
    assert link[:4] == (kind, "serfinansa.gloria", "page", "serfinansa.carolina")
    if kind == "staff_changed":
        assert link[4] == {
            "name": "Carolina Mejía > Otro",
            "role": "agent > auditor",
            "voice": "client:carolina > client:otro",
            "skills": " > claves",
        }


@every_change
@pytest.mark.parametrize("author", ["serfinansa.beatriz", "serfinansa.carolina", "other.gloria", "nobody", "os:root"])
def test_only_administrators_change_the_staff(staffing: Staffing, kind: str, author: str) -> None:
    """Another role, another institution, nobody, and a page that says it is the terminal: nothing changes."""
    with pytest.raises(DeskError, match="forbidden"):
        CHANGES[kind](staffing, post(staffing, "carolina"), Author(author, PAGE))
    with pytest.raises(DeskError, match="forbidden"):
        staffing.add(ROSA, PASSWORD, Author(author, PAGE))
    assert (version(staffing, "carolina"), links(staffing)) == (1, [])
    assert staffing.find("serfinansa", "rosa") is None


@every_change
def test_an_administrator_of_another_institution_is_nobody(staffing: Staffing, kind: str) -> None:
    """The same right at another institution opens nothing here."""
    stranger = replace(ROSA, institution="other")
    staffing.add(stranger, PASSWORD, OPERATOR)
    before = links(staffing)
    with pytest.raises(DeskError, match="forbidden"):
        CHANGES[kind](staffing, post(staffing, "carolina"), Author("other.rosa", PAGE))
    with pytest.raises(DeskError, match="forbidden"):
        staffing.add(ROSA, PASSWORD, Author("other.rosa", PAGE))
    assert (version(staffing, "carolina"), links(staffing)) == (1, before)


@every_change
def test_rights_are_read_in_the_change_itself(staffing: Staffing, kind: str) -> None:
    """An administrator whose rights have just ended changes nothing any more, whatever they had open."""
    with staffing.records.begin() as session:
        session.execute(update(StaffRecord).filter_by(user="gloria").values(active=False))
    with pytest.raises(DeskError, match="forbidden"):
        CHANGES[kind](staffing, post(staffing, "carolina"), GLORIA)
    assert links(staffing) == []


@every_change
def test_nobody_changes_their_own_place(staffing: Staffing, kind: str) -> None:
    """An administrator lifts nobody by lifting themselves, and a stolen session makes itself no new factor."""
    with pytest.raises(DeskError, match="yourself"):
        CHANGES[kind](staffing, post(staffing, "gloria"), GLORIA)
    assert (version(staffing, "gloria"), post(staffing, "gloria").role, links(staffing)) == (1, "administrator", [])


@every_change
def test_the_terminal_may_do_all(staffing: Staffing, kind: str) -> None:
    """Whoever runs the service can stop the only administrator too: a thief may hold that account."""
    CHANGES[kind](staffing, post(staffing, "gloria"), OPERATOR)
    assert [link[:3] for link in links(staffing)] == [(kind, "os:root", "terminal")]


@every_change
def test_nothing_changes_of_who_has_left(staffing: Staffing, kind: str) -> None:
    """Rights that have ended stay ended."""
    staffing.deactivate(post(staffing, "carolina"), GLORIA)
    before = version(staffing, "carolina"), links(staffing)
    with pytest.raises(DeskError, match="rights_ended"):
        CHANGES[kind](staffing, post(staffing, "carolina"), GLORIA)
    assert (version(staffing, "carolina"), links(staffing)) == before


@pytest.mark.parametrize("kind", ["staff_deactivated", "staff_changed"])
def test_of_two_who_end_each_other_one_stays(staffing: Staffing, kind: str) -> None:
    """However close together, an institution never loses its last administrator on a page."""
    staffing.add(ROSA, PASSWORD, OPERATOR)
    gloria, rosa = post(staffing, "gloria"), post(staffing, "rosa")

    def end(pair: tuple[Post, Author]) -> str:
        try:
            CHANGES[kind](staffing, *pair)
        except (DeskError, Unavailable) as error:
            return str(error)
        return "done"

    with ThreadPoolExecutor(2) as browsers:
        ended = list(browsers.map(end, [(rosa, GLORIA), (gloria, Author("serfinansa.rosa", PAGE))]))
    assert sorted(ended) == ["done", "forbidden"]
    administrators = [one for one in staffing.posts("serfinansa") if one.active and one.role == "administrator"]
    assert len(administrators) == 1


def test_somebody_new_has_a_temporary_password(staffing: Staffing) -> None:
    """Who adds somebody knows their password: it is good until they have chosen their own."""
    secret = staffing.add(ROSA, PASSWORD, GLORIA)
    rosa = post(staffing, "rosa")
    assert (rosa.role, rosa.active, rosa.password_temporary) == ("administrator", True, True)
    assert links(staffing) == [
        ("staff_added", "serfinansa.gloria", "page", "serfinansa.rosa", {"role": "administrator"})
    ]
    assert len(secret) == 32
    with pytest.raises(DeskError, match="user_taken"):
        staffing.add(ROSA, PASSWORD, GLORIA)
    assert len(links(staffing)) == 1


def test_a_password_that_was_given_is_temporary(staffing: Staffing) -> None:
    """Whoever gave it knows it, whatever its owner had before; a new factor leaves a password of their own alone."""
    staffing.new_factor(post(staffing, "carolina"), GLORIA)
    assert not post(staffing, "carolina").password_temporary
    staffing.new_password(post(staffing, "carolina"), PASSWORD, GLORIA)
    assert post(staffing, "carolina").password_temporary


def test_two_never_share_a_client(staffing: Staffing) -> None:
    """A `client:` identity rings in one browser only; who left gives theirs up, and a number may be shared."""
    carolina = post(staffing, "carolina")
    with pytest.raises(DeskError, match="voice_taken"):
        staffing.change(carolina, Changes(carolina.name, carolina.role, "client:andres", carolina.skills), GLORIA)
    with pytest.raises(DeskError, match="voice_taken"):
        staffing.add(Joining("other", "andres", "Andrés", "agent", "client:andres"), PASSWORD, OPERATOR)
    staffing.deactivate(post(staffing, "andres"), GLORIA)
    staffing.change(carolina, Changes(carolina.name, carolina.role, "client:andres", carolina.skills), GLORIA)
    for user in ("carolina", "milena"):
        one = post(staffing, user)
        staffing.change(one, Changes(one.name, one.role, "+576053091919", one.skills), GLORIA)


def test_a_name_ends_no_session_and_nothing_is_no_change(staffing: Staffing) -> None:
    """A corrected name interrupts nobody's call; what stays as it was is not in the audit."""
    carolina = post(staffing, "carolina")
    staffing.change(carolina, Changes(carolina.name, carolina.role, carolina.voice, carolina.skills), GLORIA)
    assert links(staffing) == []
    staffing.change(carolina, Changes("Carolina Mejía Ríos", carolina.role, carolina.voice, carolina.skills), GLORIA)
    assert [link[4] for link in links(staffing)] == [{"name": "Carolina Mejía > Carolina Mejía Ríos"}]
    assert (post(staffing, "carolina").name, version(staffing, "carolina")) == ("Carolina Mejía Ríos", 1)
