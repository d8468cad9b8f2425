"""The demo: customers and staff of every kind, put there once."""

import json
from collections.abc import Mapping
from datetime import date

import pyotp
from sqlalchemy import func, select

from ivr.institutions import Institution
from ivr.ports import Clock
from ivr.security.derivation import key_id
from ivr.security.hashing import KeyHasher
from ivr.security.keys import KeyRules
from ivr.security.sealing import Sealer
from ivr.stores.bank.accounts import read_account
from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.demo.guide import demo
from ivr.stores.demo.seed import seed
from ivr.stores.records import Records
from ivr.stores.schema import ContactRecord, CustomerRecord, StaffRecord
from tests.stores.banking import SECRET


def counts(records: Records) -> tuple[int, ...]:
    with records.read() as session:
        tables = (CustomerRecord, ContactRecord, StaffRecord)
        return tuple(session.scalars(select(func.count()).select_from(table)).one() for table in tables)


def test_seeding_again_adds_nothing(
    seeded: Records, clock: Clock, sealer: Sealer, tables: Mapping[str, Institution]
) -> None:
    """Each start may seed."""
    before = counts(seeded)
    assert before == (12, 11, 8)
    assert seed(seeded, clock, sealer, KeyHasher([SECRET]), demo({"serfinansa": tables["serfinansa"]})) == 0
    assert counts(seeded) == before


def test_the_demo_is_printed_as_json(tables: Mapping[str, Institution]) -> None:
    """Scripts find lines, customers and staff where the documentation says."""
    data = json.loads(json.dumps(demo(tables).as_json()))["institutions"]["serfinansa"]
    assert data["lines"][0] == "+5718000510513"
    first = data["customers"][0]
    assert set(first) == {
        "note",
        "name",
        "document",
        "mobile",
        "email",
        "key",
        "birth_date",
        "answers",
        "products",
        "user",
    }
    assert first["document"] == {"type": "CC", "number": "1032456789"}
    assert len({customer["document"]["type"] for customer in data["customers"]}) == 6
    roles = [member["role"] for member in data["staff"]]
    assert roles == ["agent", "agent", "agent", "branch", "branch", "supervisor", "administrator", "auditor"]
    assert set(data["staff"][0]) == {"user", "name", "role", "password", "totp_secret"}


def test_the_demo_knows_every_question_of_the_checklists(tables: Mapping[str, Institution]) -> None:
    """No question of an agent is left without an answer."""
    for name, content in demo(tables).institutions.items():
        asked = {question.id for checklist in tables[name].checklists.values() for question in checklist.questions}
        for customer in content.customers:
            assert asked <= set(customer.answer_by_question)


def test_the_keys_of_the_demo_would_be_taken(tables: Mapping[str, Institution]) -> None:
    """No customer of the demo has a key that the policy refuses, nor a document of another length than the table's."""
    for name, content in demo(tables).institutions.items():
        for customer in content.customers:
            assert refused(tables[name], customer) == (), customer


def refused(table: Institution, customer: DemoCustomer) -> tuple[str, ...]:
    kind = next(kind for kind in table.documents if kind.code == customer.document_type)
    assert kind.shortest <= len(customer.document_number) <= kind.longest
    birth_date = date.fromisoformat(customer.answer_by_question["birth_date"])
    rules, phones = KeyRules(table.key, KeyHasher([SECRET])), [customer.mobile]
    document = customer.document_number
    return rules.broken(customer.key, document=document, phones=phones, birth_date=birth_date) if customer.key else ()


def test_an_institution_without_people_of_its_own_gets_some(tables: Mapping[str, Institution]) -> None:
    """Each run invents the same ones: one of each document and case, one of each role, nobody's telephone twice."""
    everybody = demo(tables).institutions
    invented = everybody["banco_caja_social"]
    assert invented == demo(tables).institutions["banco_caja_social"]
    assert {one.document_type for one in invented.customers} == {"CC", "CE", "TI", "PA"}
    assert {one.role for one in invented.staff} >= {"agent", "supervisor", "administrator", "auditor"}
    mobiles = [one.mobile for people in everybody.values() for one in people.customers if one.mobile]
    voices = [one.voice or one.user for people in everybody.values() for one in people.staff]
    assert len(set(mobiles)) == len(mobiles)
    assert len(set(voices)) == len(voices)


def test_secrets_of_the_demo_are_kept_as_any_others(seeded: Records, sealer: Sealer) -> None:
    """Keys and passwords are hashes, the second factor is sealed."""
    with seeded.read() as session:
        staff = session.scalars(select(StaffRecord).filter_by(user="carolina")).one()
        reference = session.scalars(select(CustomerRecord.reference).filter_by(document_number="1032456789")).one()
        account = read_account(session, "serfinansa", reference)
    assert staff.password_hash.startswith(f"{key_id(SECRET)}$argon2id$")
    assert len(sealer.open_text("totp", staff.totp_sealed)) == len(pyotp.random_base32())
    assert account.of("access").present.startswith(f"{key_id(SECRET)}$argon2id$")
