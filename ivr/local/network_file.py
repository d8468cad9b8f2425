"""What the local telephone network is told: our lines, the demo's telephones and staff, calls that play themselves."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ivr.institutions import Institution
from ivr.local.scenarios import scenarios, shown_first
from ivr.stores.bank.product_questions import pesos
from ivr.stores.demo.customers import DemoCustomer, DemoProduct
from ivr.stores.demo.guide import Demo, DemoInstitution


def write_network_file(file: Path, url: str, tables: Mapping[str, Institution], demo: Demo) -> None:
    """Write the file for `python -m ivr.sandbox --config`; `url` is where the service answers.

    The lines have no addresses in it: they are connected as on a real account, by `ivr lines`.
    """
    lines = [
        {"number": line.number, "name": f"{table.name}, {line.label}", "voice_url": "", "institution": table.id}
        for table in tables.values()
        for line in table.lines
    ]
    shown = [(tables[name], demo.institutions[name]) for name in shown_first(tables, demo)]
    content = {
        "institutions": {table.id: table.name for table, _ in shown},
        "lines": lines,
        "handsets": [handset for table, people in shown for handset in _handsets(table, people)],
        "desk": {"url": url, "staff": [member for table, people in shown for member in _staff(table, people)]},
        "portals": [_portal(url, each) for each in tables.values() if each.web.procedures],
        "scenarios": [scenario for table, people in shown for scenario in _scenarios(table, people)],
    }
    file.touch(mode=0o600)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1))


def _portal(url: str, table: Institution) -> dict[str, str]:
    return {"name": table.name, "url": f"{url}/{table.id}/", "institution": table.id}


def _handsets(table: Institution, people: DemoInstitution) -> list[dict[str, str]]:
    return [
        {
            "number": number,
            "name": one.name,
            "document": one.document,
            "note": note,
            "institution": table.id,
            "email": one.email,
        }
        for one in people.customers
        for number, note in ((one.mobile, _case(table, one)), (one.new_mobile, "su celular nuevo"))
        if number
    ]


def _case(table: Institution, customer: DemoCustomer) -> str:
    """Give what is worth knowing of somebody whom one plays: their case, and what the institution asks them about."""
    kinds = table.questions.products if table.questions else {}
    known = [_said(kinds[one.kind], one) for one in customer.products if one.kind in kinds]
    return "; ".join([customer.note, *known])


def _said(name: str, product: DemoProduct) -> str:
    instalment = f", cuota de {pesos(product.instalment)}" if product.instalment else ""
    return f"{name} {product.last_four} de {product.opened[:4]} en {product.office}{instalment}"


def _staff(table: Institution, people: DemoInstitution) -> list[dict[str, str]]:
    return [
        {
            "name": member.name,
            "user": member.user,
            "password": member.password,
            "totp_secret": member.totp_secret,
            "institution": table.id,
            "role": member.role,
        }
        for member in people.staff
    ]


def _scenarios(table: Institution, people: DemoInstitution) -> list[dict[str, Any]]:
    where = {"to": table.lines[0].number, "institution": table.id}
    return [
        {"title": one.title, "from": one.caller, "keys": one.keys, "heard": one.heard, **where}
        for one in scenarios(table, people.customers)
    ]
