"""What the product says in each turn of the measured call, so that the yardstick can say the same."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from bench.load import Connection
from bench.place import Place
from bench.telephone import LINE, PLACES, Telephone, keys_at, telephones
from ivr.conversation import Incoming

CALL = "CA" + "b" * 32
ADDRESS = re.compile(rb"http://127.0.0.1:\d+|token=[\w-]+")


def write_questions(here: Place) -> Path:
    """Take a call through all its turns in this process; give the file with what was asked."""
    conversations = here.assembly().conversations
    answers = [conversations.open(Incoming(CALL, LINE, "+573009999999"))]
    for turn in range(2, PLACES + 1):
        _, token = re.findall(r"/voice/turn/(\d+)\?token=([\w-]+)", answers[-1])[0]
        answers.append(conversations.take_turn(CALL, turn, token, keys_at(turn)))
    file = here.folder / "questions.json"
    file.write_text(json.dumps([_question(twiml) for twiml in answers]))
    here.redis.flushall()
    return file


def _question(twiml: str) -> dict[str, Any]:
    gather = ET.fromstring(twiml.encode())[0]  # noqa: S314 - our own document
    keys = {name: gather.attrib[name] for name in ("numDigits", "finishOnKey", "timeout")}
    return keys | {"sentences": [{"text": say.text, **say.attrib} for say in gather]}


def hold_same(product: Place, bare: Place) -> None:
    """Make sure that both services say the same in every turn. Raises ValueError where they do not."""
    calls = [telephones(here.url, 1)[0] for here in (product, bare)]
    lines = [Connection(here.port) for here in (product, bare)]
    for turn in range(1, PLACES + 1):
        one, other = (_heard(line, call) for line, call in zip(lines, calls, strict=True))
        if one != other:
            raise ValueError(f"turn {turn} differs:\n{one.decode()}\n{other.decode()}")
    for line in lines:
        line.socket.close()
    product.redis.flushall()


def _heard(line: Connection, call: Telephone) -> bytes:
    line.send(call)
    while line.receive() is None:
        pass
    return ADDRESS.sub(b"", call.heard)
