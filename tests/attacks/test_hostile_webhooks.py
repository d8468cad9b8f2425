"""Ten thousand hostile webhooks against the whole service: no error, no effect, one line in the log each."""

import random
from itertools import islice
from xml.etree import ElementTree as ET

from sqlalchemy import func, select
from structlog.testing import capture_logs

from ivr.stores.schema import AuditRecord, EffectRecord, LimitEventRecord, MessageRecord
from tests.attacks.hostile import Attacker, Hostile
from tests.phone.dump import dump
from tests.phone.line import MENU, Phone
from tests.phone.plain import PlainService
from tests.telephony.grammar import mistakes

COUNT = 10_000
COUNTED = (AuditRecord, EffectRecord, LimitEventRecord, MessageRecord)


def written(service: PlainService) -> list[int]:
    """Count what the records hold."""
    with service.parts.records.read() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in COUNTED]


def live_calls(service: PlainService) -> Attacker:
    """Have calls stand at a menu, a number, a choice, a code and a key."""
    line = Phone(service)
    coded = line.at_keypad(line.customer(), line.agent())
    keyed = line.proven(line.customer(), line.agent("andres")).anyhow()
    numbered = line.dials("").anyhow().presses("4").anyhow().presses("3").anyhow()
    chosen = line.dials("").anyhow().presses("4").anyhow().presses("3").anyhow().presses("1024502450#").anyhow()
    return Attacker(service, [line.dials("").anyhow(), numbered, chosen, coded, keyed], random.Random(20260304))


def test_ten_thousand_hostile_webhooks(plain: PlainService) -> None:
    """Nothing is answered 5xx, nothing but our own verbs comes back, nothing changes, and each refusal is one line."""
    attacker = live_calls(plain)
    before, records, client = dump(plain.parts.redis), written(plain), plain.parts.app.test_client()
    seen: dict[int, int] = {}

    def send(attack: Hostile) -> int:
        headers = {"X-Twilio-Signature": attack.signature, "Content-Type": attack.kind}
        answer = client.open(attack.path, method=attack.method, data=attack.body, headers=headers)
        assert answer.status_code < 500, attack
        assert not attack.refused or answer.status_code >= 400, attack
        if answer.status_code == 200:
            assert mistakes(answer.text) == []
            assert not {verb.tag for verb in ET.fromstring(answer.text)} & {"Dial", "Record"}  # noqa: S314 - our own
            assert "DROP" not in answer.text
        seen[answer.status_code] = seen.get(answer.status_code, 0) + 1
        return answer.status_code

    with capture_logs() as logs:
        for attack in islice(attacker, COUNT):
            lines = len(logs)
            status = send(attack)
            assert len(logs) - lines <= 1, logs[lines:]
            assert len(logs) - lines == 1 or status not in (400, 403, 413, 415), attack
    assert sum(seen.values()) == COUNT
    assert written(plain) == records
    assert dump(plain.parts.redis) == before
    assert {"webhook_refused"} >= {entry["event"] for entry in logs}


def test_after_the_attack_the_callers_go_on(plain: PlainService) -> None:
    """The same calls take their next turns as if nothing had been."""
    attacker = live_calls(plain)
    client = plain.parts.app.test_client()
    for attack in islice(attacker, 300):
        headers = {"X-Twilio-Signature": attack.signature, "Content-Type": attack.kind}
        client.open(attack.path, method=attack.method, data=attack.body, headers=headers)
    attacker.calls[0].presses("9").hears(*MENU)
    attacker.calls[1].presses("9#").hears("document_number")
    attacker.calls[3].presses("000000").hears("code_wrong", "security_code")
    attacker.calls[4].presses("9617").hears("new_key_again")
