"""Reads the product's instructions: XML that must be right, and warnings for what the network would not understand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from ivr.sandbox.grammar import RULES, SSML, VERBS
from ivr.sandbox.webhook import Answer

DOCUMENT_PARSE_FAILURE = 12100
SCHEMA_WARNING = 12200
WRONG_CONTENT_TYPE = 12300


@dataclass(frozen=True)
class Verb:
    """One instruction with its attributes, its text (blanks folded) and what it contains."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    children: tuple["Verb", ...] = ()

    def get(self, attribute: str, default: str = "") -> str:
        """Return an attribute's value."""
        return self.attributes.get(attribute, default)

    def has(self, attribute: str) -> bool:
        """Say whether an attribute was given, even empty."""
        return attribute in self.attributes

    def number(self, attribute: str, default: float) -> float:
        """Return an attribute as a number; words such as `auto` count as the default."""
        try:
            return float(self.get(attribute, str(default)))
        except ValueError:
            return default

    def flag(self, attribute: str, *, default: bool) -> bool:
        """Return an attribute that is true or false."""
        return self.get(attribute, str(default)).lower() in {"true", "1", "yes"}


@dataclass(frozen=True)
class Document:
    """Instructions, the URL that they came from (what is relative starts there), and warnings about them."""

    url: str
    verbs: tuple[Verb, ...]
    warnings: tuple[str, ...] = ()


class NotTwiml(Exception):
    """The answer cannot be executed; `code` is Twilio's."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_answer(answer: Answer) -> Document:
    """Read what a webhook answered. An empty answer is a document without instructions.

    Raises:
        NotTwiml: not XML, another root than Response, or a type that carries no instructions.
    """
    kind = answer.content_type.partition(";")[0].strip().lower()
    if not answer.body.strip():
        return Document(answer.url, ())
    if kind.startswith("audio/"):
        return Document(answer.url, (Verb("Play", text=answer.url),))
    if kind not in {"text/xml", "application/xml", "text/html"}:
        raise NotTwiml(WRONG_CONTENT_TYPE, f"Content-Type {kind or 'missing'}")
    return read_twiml(answer.body, answer.url)


def read_twiml(text: str, url: str) -> Document:
    """Read a document.

    Raises:
        NotTwiml: code 12100 when it is not XML or its root is not Response.
    """
    try:
        root = ET.fromstring(text.strip().encode())  # noqa: S314 - expat of today stops entity bombs
    except ET.ParseError as problem:
        raise NotTwiml(DOCUMENT_PARSE_FAILURE, str(problem)) from problem
    if root.tag != "Response":
        raise NotTwiml(DOCUMENT_PARSE_FAILURE, f"The root is {root.tag}, not Response")
    warnings = tuple(warning for child in root for warning in _warnings(child, VERBS, "Response"))
    return Document(url, tuple(_verb(child) for child in root if child.tag in VERBS), warnings)


def _verb(element: ET.Element) -> Verb:
    rule = RULES[element.tag]
    known = {name: value for name, value in element.attrib.items() if name in rule.attributes}
    inside = tuple(_verb(child) for child in element if child.tag in rule.children)
    text = " ".join("".join(element.itertext() if element.tag == "Say" else [element.text or ""]).split())
    return Verb(element.tag, known, text if rule.text else "", inside)


def _warnings(element: ET.Element, allowed: frozenset[str], parent: str) -> Iterator[str]:
    if element.tag not in allowed:
        yield f"{SCHEMA_WARNING}: {element.tag} is not allowed in {parent}"
        return
    rule = RULES[element.tag]
    for name in element.attrib.keys() - rule.attributes:
        yield f"{SCHEMA_WARNING}: {element.tag} has no attribute {name}"
    for child in element:
        if not (element.tag == "Say" and child.tag in SSML):
            yield from _warnings(child, rule.children, element.tag)
