"""Documents of the network in tests: made of replies, read back, held against the official library's grammar."""

from xml.etree import ElementTree as ET

from ivr.dialog import Form, Kind, Option, Question, Say, secret
from ivr.reply import Reply, Then
from tests.telephony.grammar import mistakes

PUBLIC_URL = "https://ivr.example.co"
PATIENCE = "#ct=1500&rt=4000&rc=2&rp=ct,rt,5xx"
TURN_URL = f"{PUBLIC_URL}/voice/turn/4?token=abc{PATIENCE}"
MENU: Question[str] = Question(
    "menu",
    "menu_consultas",
    Kind.CHOICE,
    Form(1, 1),
    (Option("1", "activate", "option_activate"), Option("2", "change", "option_change")),
)
CONFIRM: Question[bool] = Question(
    "confirm",
    "document_confirm",
    Kind.CONFIRMATION,
    Form(1, 1),
    (Option("1", "yes", ""), Option("2", "no", "")),
    (("number", "1020304050"), ("type", "NIT")),
)
DOCUMENT: Question[str] = Question("document", "document_number", Kind.DIGITS, Form(6, 10))
CODE = secret("code", "security_code", 6, 6)


def reply(then: Then, *say: Say, slow: bool = False) -> Reply:
    """Give a reply whose next turn is the fourth."""
    return Reply("serfinansa", "v1", say, then, 4, "abc", slow)


def read(twiml: str) -> ET.Element:
    """Give a document that has no mistakes."""
    assert mistakes(twiml) == []
    return ET.fromstring(twiml)  # noqa: S314 - our own document


def verbs(parent: ET.Element) -> list[str]:
    """Give the names of what stands in a verb."""
    return [child.tag for child in parent]


def texts(parent: ET.Element) -> list[str]:
    """Give what is said in a verb itself."""
    return ["".join(say.itertext()) for say in parent.findall("Say")]


def only(parent: ET.Element, tag: str) -> ET.Element:
    """Give the one verb of this name."""
    (found,) = parent.findall(tag)
    return found
