"""Says numbers as people in Colombia do: documents in groups, money in words, minutes as a range, turns by ordinal."""

import re

from num2words import num2words

LONGEST_GROUP = 4  # people remember no more digits in one breath
ORDINALS = ["primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo"]
DIGITS = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
NAMES = dict(zip("0123456789", DIGITS, strict=True)) | {"*": "asterisco", "#": "la tecla numeral"}
ROUND_MILLIONS = ("millón", "millones", "billón", "billones", "trillón", "trillones")


def number(value: int) -> str:
    """Give a whole number in words: 21000 is "veintiún mil"."""
    # num2words leaves "veintiuno mil" and "uno millones".
    return _shortened(str(num2words(value, lang="es")), r"(?= mil| \w+ill[oó]n)")


def counted(value: int, one: str, many: str) -> str:
    """Give a number with a masculine noun: "un peso", "veintiún pesos", "ningún dígito"."""
    if value == 0:
        return f"ningún {one}"
    return f"{_shortened(number(value), '$')} {one if value == 1 else many}"


def money(pesos: int) -> str:
    """Give an amount in whole pesos in words; round millions take "de"."""
    if pesos == 0:
        return "cero pesos"
    of = "de " if number(pesos).endswith(ROUND_MILLIONS) else ""
    return counted(pesos, "peso", f"{of}pesos")


def digits(text: str) -> str:
    """Give digits (and the star, and the number sign) one by one in groups; all other signs are left out."""
    return _grouped([NAMES[sign] for sign in text if sign in NAMES])


def document(text: str) -> str:
    """Give a document's number one by one in groups; letters are said as letters."""
    return _grouped([NAMES.get(sign, sign.upper()) for sign in text if sign in NAMES or sign.isalpha()])


def last_four(text: str) -> str:
    """Give the last four digits of a number or of its mask."""
    return digits("".join(re.findall(r"\d", text))[-4:])


def phone(label: str) -> str:
    """Give a telephone number in the groups in which its label is written; words stay as they are."""
    return ", ".join(digits(group) if group.isdigit() else group for group in label.split())


def minutes(value: int) -> str:
    """Give a number of minutes."""
    return "menos de un minuto" if value < 1 else counted(value, "minuto", "minutos")


def minutes_range(span: str) -> str:
    """Give "3-5" as "entre tres y cinco minutos"; "5" or "5-5" as "cinco minutos"."""
    low, _, high = span.partition("-")
    if int(high or low) <= max(1, int(low)):
        return minutes(int(high or low))
    return f"entre {number(max(1, int(low)))} y {counted(int(high), 'minuto', 'minutos')}"


def ordinal(value: int) -> str:
    """Give "tercero"; after the tenth people count on: "número once"."""
    return ORDINALS[value - 1] if 1 <= value <= len(ORDINALS) else f"número {number(value)}"


def tries(left: int) -> str:
    """Give how many tries are left as a clause whose verb agrees: "le queda un intento"."""
    if left < 1:
        return "no le quedan intentos"
    return f"le queda{'n' if left > 1 else ''} {counted(left, 'intento', 'intentos')}"


def _grouped(words: list[str]) -> str:
    if len(words) <= LONGEST_GROUP:
        return " ".join(words)
    cuts = list(range(0, len(words), 3))
    if len(words) % 3 == 1:
        cuts.pop()  # a last digit alone is said with the group before it
    ends = [*cuts[1:], len(words)]
    return ", ".join(" ".join(words[start:end]) for start, end in zip(cuts, ends, strict=True))


def _shortened(words: str, before: str) -> str:
    return re.sub(rf"(veinti)?uno{before}", lambda one: "veintiún" if one[1] else "un", words)
