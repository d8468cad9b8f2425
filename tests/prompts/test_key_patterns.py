"""Pages try the patterns of a key's rules by themselves: they mean there what they mean here."""

import json
import re
import subprocess
from collections.abc import Mapping

from ivr.institutions import Institution
from ivr.key_policies import EVER, KeyPolicy, rules_of
from ivr.prompts import Prompts
from tests.conftest import ROOT

FORBIDDEN = ("repeats", "sequences")
LETTERED = KeyPolicy(4, 12, 3, EVER, FORBIDDEN, characters="letters_and_digits", required=("upper", "lower", "digit"))
DIGITS = KeyPolicy(4, 8, 3, 5, FORBIDDEN)
WORDS = ("0", "1", "1", "2", "5", "8", "9", "a", "b", "D", "Z", "ñ", "@", " ", "é", "٤", "\n")
PIECES = ("1234", "2580", "abcd", "dCbA", "8901", "0369", "1980", "4567", "121", "77", "zyx")

NODE = """
const [patterns, keys] = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const read = patterns.map((pattern) => new RegExp(`^(?:${pattern})$`, 'v'));
console.log(JSON.stringify(keys.map((key) => read.map((each) => each.test(key)))));
"""


def test_a_page_reads_the_patterns_as_the_service_does() -> None:
    """JavaScript, with the flag that HTML's `pattern` has, finds of each key what Python finds."""
    patterns = [rule.pattern for policy in (LETTERED, DIGITS) for rule in rules_of(policy) if rule.pattern]
    keys = [f"{one}{two}{three}" for one in WORDS + PIECES for two in PIECES + WORDS[:8] for three in ("", "Q", "11")]
    command = [str(ROOT / ".venv/bin/node"), "-e", NODE]
    told = subprocess.run(command, input=json.dumps([patterns, keys]), capture_output=True, text=True, check=True)
    assert json.loads(told.stdout) == [[bool(re.fullmatch(each, key)) for each in patterns] for key in keys]


def test_prompts_give_a_page_its_list(prompts: Prompts, tables: Mapping[str, Institution]) -> None:
    """The list of an institution has its own figures; what only the bank can tell has no pattern."""
    listed = {rule.id: rule for rule in prompts.key_rules(tables["serfinansa"], "access")}
    assert listed["length"].text == "Tiene cuatro dígitos."
    assert listed["length"].pattern == "[0-9]{4,4}"
    assert [rule for rule in listed if not listed[rule].pattern] == ["document", "phone", "birth_date", "history"]
    assert prompts.text("serfinansa", "es-CO", "key_policy", {}).startswith("Su clave tiene cuatro dígitos; no ")
