"""What an institution's table answers for every prompt: its name, its line, how long a key and a code are."""

from collections.abc import Mapping

from ivr.institutions import Institution
from ivr.prompts.formats import Value
from ivr.prompts.key_rules import known, size
from ivr.prompts.spoken import counted, number

MINUTE, HOUR = 60, 3600
END_KEY = ", y al final la tecla numeral"


def constants(institution: Institution) -> Mapping[str, Value]:
    """Give the values that every prompt of the institution may use.

    `institution` is its name and `line` the label of its first number; `key_digits`, `code_digits` and
    `document_digits` are spoken lengths; `key_end` asks for the number sign where a key's length varies; `key_from`
    and `key_not_from` say what a key may not come from, if anything; `code_minutes` is the life of a code,
    `temporary_hours` that of a temporary key (0: there is none).
    """
    typed = [document for document in institution.documents if not document.letters]
    key = institution.key
    return {
        "institution": institution.name,
        "line": institution.lines[0].label,
        "key_digits": size(key),
        "key_end": "" if key.shortest == key.longest else END_KEY,
        "key_from": f", que no salga de {known(key)}" if known(key) else "",
        "key_not_from": f" No use {known(key)}." if known(key) else "",
        "temporary_hours": key.temporary.life // HOUR if key.temporary else 0,
        "code_digits": _length(institution.code.length, institution.code.length),
        "code_minutes": institution.code.life // MINUTE,
        "document_digits": _length(min(d.shortest for d in typed), max(d.longest for d in typed)),
    }


def _length(shortest: int, longest: int) -> str:
    words = counted(longest, "dígito", "dígitos")
    return words if shortest == longest else f"entre {number(shortest)} y {words}"
