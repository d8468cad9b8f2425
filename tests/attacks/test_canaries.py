"""A call with secrets that are found nowhere else: then everything that was kept, written or answered is searched."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import requests
import structlog

from ivr.institutions import Institution
from ivr.logs import log_to_stderr
from tests.phone.dump import dump
from tests.phone.fixtures import Build
from tests.phone.line import MENU, Phone
from tests.phone.plain import PlainService
from tests.phone.posting import post, told
from tests.phone.real import RealService

KEY, AGAIN = "96173816", "38169617"


@dataclass
class Canaries:
    """What was typed in secret, and what may be known but not written down."""

    key: str
    codes: list[str]
    document: str
    mobile: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """Give what nobody may find anywhere."""
        return (self.key, AGAIN, *self.codes)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Give what no log may have."""
        return (*self.secrets, self.document, self.mobile, self.mobile[3:])


def found(text: str, secrets: tuple[str, ...]) -> list[str]:
    """Give the secrets that stand in a text with no other digit beside them."""
    return [secret for secret in secrets if re.search(rf"(?<!\d){re.escape(secret)}(?!\d)", text)]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """Give the log as the service writes it, tracebacks included; what was set up before comes back afterwards."""
    before, written, configure = structlog.get_config(), StringIO(), structlog.configure
    monkeypatch.setattr("sys.stderr", written)
    monkeypatch.setattr(structlog, "configure", lambda **how: configure(**how | {"cache_logger_on_first_use": False}))
    log_to_stderr("DEBUG")
    yield written
    configure(**before)


@pytest.fixture
def long_keys(build: Build, institution: Institution) -> PlainService:
    """Give a service whose keys have eight digits: four could be found by accident."""
    longer = replace(institution, key=replace(institution.key, shortest=8, longest=8))
    return build(tables=MappingProxyType({institution.id: longer}))


def play(line: Phone) -> Canaries:
    """Play a call with everything that can go wrong, and let it end well."""
    customer, agent = line.customer(), line.agent()
    call = line.at_keypad(customer, agent)
    code = line.reads_sms(customer.mobile)
    wrong = f"{(int(code) + 7) % 10**6:06}"
    call.presses(wrong).hears("code_wrong", "security_code").presses(code).hears("new_key")
    call.presses(KEY).hears("new_key_again").presses(AGAIN).hears("keys_differ", "new_key")
    call.presses("12345#").hears("new_key_wrong").presses(KEY).hears("new_key_again")
    return Canaries(KEY, [code, wrong], customer.document_number, customer.mobile)


def test_no_secret_is_kept_written_or_answered(long_keys: PlainService, tmp_path: Path, log: StringIO) -> None:
    """During the call and after it: not in Redis, not in the database's files, not in the log, not in a document."""
    line = Phone(long_keys)
    canaries = play(line)
    kept = dump(long_keys.parts.redis)
    (caller,) = [leg for leg in long_keys.network.legs.values() if leg.number == line.number]
    long_keys.network.press(caller, KEY)
    long_keys.network.hang_up(caller)
    long_keys.pass_time(5)
    files = b"".join(file.read_bytes() for file in tmp_path.glob("ivr.sqlite*")).decode("latin-1")
    assert found(files, (canaries.document,)) == [canaries.document]
    for place in (kept, dump(long_keys.parts.redis), files, *long_keys.webhooks.answers, *long_keys.webhooks.paths):
        assert found(place, canaries.secrets) == []
    assert "message_sent" in log.getvalue()
    assert found(log.getvalue(), canaries.numbers) == []
    assert found("\n".join(long_keys.webhooks.paths), canaries.numbers) == []


def test_no_secret_is_in_an_error(long_keys: PlainService, monkeypatch: pytest.MonkeyPatch, log: StringIO) -> None:
    """A part that fails with the secret in its words: neither the answer nor the log repeats it."""
    line = Phone(long_keys)
    customer, agent = line.customer(), line.agent()
    call = line.at_keypad(customer, agent)
    code = line.reads_sms(customer.mobile)

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError(f"cannot compare {code} of {customer.document_number} at {customer.mobile}")

    monkeypatch.setattr(type(long_keys.parts.codes), "prove", fail)
    call.presses(code).hears("unavailable", "agent_coming")
    assert "cannot compare" in log.getvalue()
    assert found(log.getvalue(), (code, customer.document_number, customer.mobile, customer.mobile[3:])) == []


def test_no_secret_is_in_a_refusal(long_keys: PlainService, log: StringIO) -> None:
    """A forged webhook full of secrets is refused with nothing of them, in the answer or in the log."""
    call = Phone(long_keys).dials().anyhow()
    for path in (f"/voice/turn/{KEY}?token=x", f"/voice/{KEY}", f"/desk/{KEY}", f"/voice/turn/2?token=x&{KEY}=1"):
        status, answer = post(long_keys, path, told(long_keys, call, Digits=KEY))
        assert 400 <= status < 500
        assert KEY not in answer
    assert "webhook_refused" in log.getvalue()
    assert found(log.getvalue(), (KEY,)) == []


@pytest.mark.network
def test_no_secret_leaves_the_real_service(real_service: RealService) -> None:
    """The files that gunicorn, worker and database write, Redis, and every webhook's answer hold no secret."""
    line = Phone(real_service)
    customer, agent = line.customer(), line.agent()
    call = line.proven(customer, agent).hears("new_key").presses("9617").hears("new_key_again").presses("9617")
    call.hears("one_moment", "key_changed", *MENU).hangs_up()
    line.messages(customer.mobile, least=2)
    (code,) = line.codes(customer.mobile)
    webhooks = requests.get(f"{real_service.network}/sandbox/log", timeout=10).json()["log"]
    answers = json.dumps([{name: record[name] for name in ("url", "body")} for record in webhooks])
    folder = real_service.log.parent
    written = {file.name: file.read_bytes().decode("latin-1") for file in folder.glob("*") if file.is_file()}
    places = [answers, dump(real_service.parts.redis), *written.values()]
    assert {"access", "log", "ivr.sqlite"} <= written.keys()
    assert [found(place, (code,)) for place in places] == [[] for _ in places]
    for name in ("access", "log"):
        assert found(written[name], (customer.document_number, customer.mobile, customer.mobile[3:], line.number)) == []
    assert "token=" not in written["access"]
    real_service.forget()
