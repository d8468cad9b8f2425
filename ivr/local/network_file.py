"""What the local telephone network is told: our lines, the demo's telephones and staff, calls that play themselves."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ivr.institutions import Institution
from ivr.local.scenarios import scenarios
from ivr.stores.demo import Demo, DemoInstitution


def write_network_file(file: Path, url: str, tables: Mapping[str, Institution], demo: Demo) -> None:
    """Write the file for `python -m ivr.sandbox --config`; `url` is where the service answers.

    The lines have no addresses in it: they are connected as on a real account, by `ivr lines`.
    """
    lines = [
        {"number": line.number, "name": f"{table.name}, {line.label}", "voice_url": ""}
        for table in tables.values()
        for line in table.lines
    ]
    shown = [(tables[name], people) for name, people in demo.institutions.items()]
    content = {
        "lines": lines,
        "handsets": [handset for _, people in shown for handset in _handsets(people)],
        "desk": {"url": url, "staff": [member for table, people in shown for member in _staff(table, people)]},
        "portals": [{"name": each.name, "url": f"{url}/{each.id}/"} for each in tables.values() if each.web.procedures],
        "scenarios": [scenario for table, people in shown for scenario in _scenarios(table, people)],
    }
    file.touch(mode=0o600)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1))


def _handsets(people: DemoInstitution) -> list[dict[str, str]]:
    return [
        {"number": number, "name": one.name, "document": one.document, "note": note}
        for one in people.customers
        for number, note in ((one.mobile, one.note), (one.new_mobile, "su celular nuevo"))
        if number
    ]


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
    return [
        {"title": one.title, "from": one.caller, "to": table.lines[0].number, "keys": one.keys, "heard": one.heard}
        for one in scenarios(table, people.customers)
    ]
