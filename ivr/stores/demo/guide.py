"""Everything that somebody who tries the demo has to know: lines to dial, customers to be, staff to sign in as."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from ivr.institutions import Institution
from ivr.stores.demo.customers import CUSTOMERS, DemoCustomer, DemoUser
from ivr.stores.demo.recipe import customers_of, staff_of
from ivr.stores.demo.staff import STAFF, DemoStaff
from ivr.stores.demo.users import USERS


@dataclass(frozen=True, slots=True)
class DemoInstitution:
    """The demo of one institution; `lines` in E.164."""

    lines: tuple[str, ...]
    customers: tuple[DemoCustomer, ...]
    staff: tuple[DemoStaff, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo of every institution that has one, by its id."""

    institutions: Mapping[str, DemoInstitution]

    def as_json(self) -> dict[str, object]:
        """Give what `ivr seed --json` prints.

        `{"institutions": {id: {"lines": [...], "customers": [{note, name, document: {type, number}, mobile, email,
        key, birth_date, answers: {question: answer}, products: [{kind, last_four, opened, office, instalment}]}],
        "staff": [{user, name, role, password, totp_secret}]}}}`; a mobile, an address or a key that there is not is
        null. Who acts for a company has a `user` too: {company: {type, number}, name, role}.
        """
        return {"institutions": {name: _institution(demo) for name, demo in self.institutions.items()}}


def demo(tables: Mapping[str, Institution]) -> Demo:
    """Give the demo of these institutions; who is not written down for one is invented from its table."""
    return Demo({name: _of(table) for name, table in tables.items()})


def _of(table: Institution) -> DemoInstitution:
    customers = CUSTOMERS.get(table.id) or USERS.get(table.id) or customers_of(table)
    staff = STAFF.get(table.id) or staff_of(table)
    return DemoInstitution(tuple(line.number for line in table.lines), customers, staff)


def _institution(one: DemoInstitution) -> dict[str, object]:
    return {
        "lines": list(one.lines),
        "customers": [_customer(customer) for customer in one.customers],
        "staff": [_member(member) for member in one.staff],
    }


def _customer(one: DemoCustomer) -> dict[str, object]:
    return {
        "note": one.note,
        "name": one.name,
        "document": {"type": one.document_type, "number": one.document_number},
        "mobile": one.mobile or None,
        "email": one.email or None,
        "key": one.key or None,
        "birth_date": one.answer_by_question["birth_date"],
        "answers": one.answer_by_question,
        "user": _user(one.user),
        "products": [asdict(product) for product in one.products],
    }


def _user(one: DemoUser | None) -> dict[str, object] | None:
    """Give the user of a company that somebody is, or nothing."""
    if one is None:
        return None
    kind, number = one.company.split()
    return {"company": {"type": kind, "number": number}, "name": one.name, "role": one.role}


def _member(one: DemoStaff) -> dict[str, str]:
    return {name: value for name, value in asdict(one).items() if name != "voice"}
