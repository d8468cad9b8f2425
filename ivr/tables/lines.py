"""Reads who is called and who speaks: telephone numbers, the voice, and the documents that callers may type."""

import phonenumbers

from ivr.institutions import DocumentType, Line, Voice
from ivr.tables.reader import TableReader

E164 = "a number with country code such as +576051234567"
NIT_LENGTH = 9  # typed without its check digit


def read_lines(root: TableReader) -> tuple[Line, ...]:
    """Give the numbers that customers dial, each once."""
    tables = root.tables("lines")
    lines = tuple(Line(telephone(table, "number"), table.text("label")) for table in tables)
    for place, line in enumerate(lines):
        if line.number and line.number in {other.number for other in lines[:place]}:
            root.note("lines", f"{line.number} twice", "each number once")
    return lines


def telephone(table: TableReader, key: str, default: str | None = None) -> str:
    """Give a number in E.164 that the numbering plan allows, or the default when it is missing."""
    if default is not None and not table.data.get(key):
        table.known.add(key)
        return default
    value = table.text(key, E164, r"\+[1-9]\d{6,14}")
    if value.startswith("+") and value[1:].isdigit() and not _is_possible(value):
        table.note(key, repr(value), E164)
    return value


def read_shared_numbers(root: TableReader) -> tuple[str, ...]:
    """Give the numbers from which many customers call, such as the telephones of branches."""
    return root.texts("shared_numbers", E164, r"\+[1-9]\d{6,14}", default=())


def read_voice(root: TableReader) -> Voice:
    """Give the voice; `slow_rate` is the percentage of its normal speed in a third reprompt."""
    table = root.table("voice")
    return Voice(
        name=table.text("name", "the name of a voice such as Polly.Mia-Neural", r"\w[\w.-]*"),
        language=table.text("language", "es-MX, es-US or es-ES: the voices that speak Spanish", r"es-(MX|US|ES)"),
        slow_rate=table.number("slow_rate", 50, 100, default=80),
    )


def read_documents(root: TableReader) -> tuple[DocumentType, ...]:
    """Give the documents in the order in which they are offered; at least one can be typed on a telephone."""
    documents = tuple(_read_document(table) for table in root.tables("documents"))
    codes = [document.code for document in documents]
    if len(set(codes)) < len(codes):
        root.note("documents", " ".join(codes), "each code once")
    if documents and all(document.letters for document in documents):
        root.note("documents", "letters in every type", "at least one type without letters: a telephone has none")
    return documents


def _read_document(table: TableReader) -> DocumentType:
    document = DocumentType(
        code=table.text("code", "two to four capital letters such as CC", r"[A-Z]{2,4}"),
        label=table.text("label"),
        shortest=table.number("shortest", 4, 15),
        longest=table.number("longest", 4, 15),
        letters=table.flag("letters", default=False),
        company=table.flag("company", default=False),
    )
    if document.longest < document.shortest:
        table.note("longest", document.longest, f"at least shortest ({document.shortest})")
    if document.code == "NIT" and (document.shortest, document.longest) != (NIT_LENGTH, NIT_LENGTH):
        table.note("shortest", f"{document.shortest} to {document.longest}", "9: a NIT is typed without check digit")
    return document


def _is_possible(number: str) -> bool:
    return phonenumbers.is_possible_number(phonenumbers.parse(number))
