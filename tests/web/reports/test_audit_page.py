"""The audit's page: found by who, whom, what and when; walked to its end; and itself in the audit."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text, update

from ivr.reports.calendar import Period
from ivr.reports.trail import Question
from ivr.stores.audit import book as audit_book
from ivr.stores.schema import AuditRecord
from tests.web.office import BERTA, RAMIRO, Browser, Office
from tests.web.reports.days import remember

WEEK = "from=2026-02-26&to=2026-03-04"


@pytest.fixture
def ramiro(office: Office) -> Browser:
    """Give an auditor."""
    remember(office)
    return office.at_desk(RAMIRO)


def links(office: Office) -> list[AuditRecord]:
    """Give the whole chain."""
    with office.records.read() as session:
        wanted = select(AuditRecord).where(AuditRecord.institution == "serfinansa")
        return list(session.scalars(wanted.order_by(AuditRecord.sequence)))


def walk(browser: Browser) -> dict[str, Any]:
    """Have the chain verified, as the page does."""
    answer = browser.post("/audit/verify", {"begin": True}).json
    while not answer["over"]:
        answer = browser.post("/audit/verify").json
    assert isinstance(answer, dict)
    return answer


def test_what_is_searched_is_found(office: Office, ramiro: Browser) -> None:
    """By kind, by agent, by the customer's reference; nothing else."""
    kinds = [link.kind for link in links(office)]
    page = ramiro.get(f"/audit?{WEEK}&kind=key_replaced").text
    assert page.count("<td>Clave cambiada</td>") == kinds.count("key_replaced") > 0
    assert "<td>Código enviado</td>" not in page
    laura = sum(link.agent == "serfinansa.laura" for link in links(office))
    page = ramiro.get(f"/audit?{WEEK}&agent=serfinansa.laura").text
    assert page.count("<td>Laura Gómez</td>") == min(50, laura) > 0
    assert "Ningún registro" in ramiro.get(f"/audit?{WEEK}&subject=nobody").text
    assert "Ningún registro" in ramiro.get("/audit?from=2026-01-01&to=2026-01-02").text


def test_older_records_follow(office: Office, ramiro: Browser) -> None:
    """Page by page to the first one, each once."""
    book = audit_book.AuditRecords(office.records, office.clock, office.tables)
    question = Question("serfinansa", period())
    found, after = [], ""
    while True:
        part = book.search(question, after)
        found += [link.sequence for link in part.rows]
        after = part.after
        if not after:
            break
    newest = sorted(links(office), key=lambda link: (link.at, link.sequence), reverse=True)
    assert found == [link.sequence for link in newest]
    assert "Registros anteriores" in ramiro.get(f"/audit?{WEEK}").text
    assert ramiro.get(f"/audit?{WEEK}&after=x").status_code == 400


def period() -> Period:
    """Give the week of the past."""
    return Period(date(2026, 2, 26), date(2026, 3, 5))


def test_a_search_for_a_customer_is_in_the_audit(office: Office, ramiro: Browser) -> None:
    """Who looked for whom is known, too."""
    ramiro.get(f"/audit?{WEEK}&subject=customer-1")
    last = links(office)[-1]
    assert (last.kind, last.agent) == ("audit_searched", "serfinansa.ramiro")
    assert '"subject":"customer-1"' in last.detail


def test_a_whole_chain_is_proven(office: Office, ramiro: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """In parts, to its end; the proof and its hash are written down."""
    monkeypatch.setattr(audit_book, "PART", 7)
    before = links(office)[-1]
    proof = walk(ramiro)
    assert (proof["bad"], proof["links"], proof["hash"]) == (0, before.sequence, before.hash)
    last = links(office)[-1]
    assert (last.kind, last.agent) == ("audit_verified", "serfinansa.ramiro")
    assert before.hash in last.detail


@pytest.mark.parametrize("part", [7, 2000])
def test_a_touched_record_is_named(office: Office, ramiro: Browser, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    """Changed in the middle, or cut off at the end: the first wrong one is said."""
    monkeypatch.setattr(audit_book, "PART", part)
    silence(office)
    with office.records.begin() as session:
        of = (AuditRecord.institution == "serfinansa", AuditRecord.sequence == 20)
        session.execute(update(AuditRecord).where(*of).values(agent="nobody"))
    assert walk(ramiro)["bad"] == 20


@pytest.mark.parametrize("part", [7, 2000])
def test_a_chain_that_was_cut_is_seen(
    office: Office, ramiro: Browser, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    """Whoever removes the newest records leaves a head that does not match."""
    monkeypatch.setattr(audit_book, "PART", part)
    length = len(links(office))
    silence(office)
    with office.records.begin() as session:
        session.execute(
            text("DELETE FROM audit WHERE institution = 'serfinansa' AND sequence > :kept"), {"kept": length - 3}
        )
    assert walk(ramiro)["bad"] == length - 2


def silence(office: Office) -> None:
    """Remove the triggers that refuse every change of the audit: an attacker who owns the database would."""
    with office.records.begin() as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        for name in names:
            session.execute(text(f'DROP TRIGGER "{name}"'))


def test_a_proof_cannot_be_made_up(ramiro: Browser, office: Office) -> None:
    """How far the walk is lies in the signed session: a page that names another place is not listened to."""
    answer = ramiro.post("/audit/verify", {"begin": True, "sequence": 10_000, "hash": "f" * 64}).json
    assert answer["sequence"] == answer["links"] == links(office)[-2].sequence


def test_supervisors_do_not_read_the_audit(office: Office) -> None:
    """Who leads the shift is among those whom it watches."""
    berta = office.at_desk(BERTA)
    assert berta.get("/audit").status_code == 403
    assert berta.post("/audit/verify").status_code == 403
