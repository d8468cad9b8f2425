"""What is asked about a new institution, in this order, and what is usual where nobody has another wish."""

from collections.abc import Callable
from dataclasses import dataclass

from ivr.authoring.founding import reading
from ivr.authoring.founding.answers import Answers, Taken
from ivr.authoring.founding.offers import DOCUMENTS, LETTERED, NUMERIC, OFFERS, PHONE, WEB

INVENTED = "+5760155501{:02}"
"""Numbers that belong to nobody, for a line that has none yet."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question: the option that answers it, the words that ask, what the answer is, how it is read, what is usual.

    `usual` gives nothing where only a person can know the answer; where it is not `needed`, nobody is asked.
    """

    option: str
    words: str
    allowed: str
    read: reading.Read
    usual: Callable[[Answers, Taken], str]
    needed: Callable[[Answers], bool] = lambda _: True


def _line(_: Answers, taken: Taken) -> str:
    free = (number for number in map(INVENTED.format, range(40, 100)) if number not in taken.lines)
    return next(free, "")


def _label(so_far: Answers, _: Taken) -> str:
    """Give a number as Colombians write it: 601 555 0140."""
    national = so_far.line.removeprefix("+57")
    spaced = f"{national[:3]} {national[3:6]} {national[6:]}" if so_far.line.startswith("+57") else so_far.line
    return spaced.strip()


def _documents(so_far: Answers, _: Taken) -> str:
    return "NIT,CC,CE" if so_far.needs("companies") else "CC,CE,TI,PPT,PA"


def _phone(so_far: Answers, _: Taken) -> str:
    return "activate,change,restore" if so_far.signs == NUMERIC else "sent_key"


def _web(so_far: Answers, _: Taken) -> str:
    if so_far.signs == LETTERED:
        return "reset" if "reset" in so_far.phone else "private_zone,sent_key"
    # Those of the line whose two proofs need no agent; first keys wait until somebody wants one proof to be enough.
    alone = [name for name in so_far.phone if WEB in OFFERS[name].played and name != "activate"]
    return ",".join(alone) or "change"


def _sender(so_far: Answers, _: Taken) -> str:
    return f"{so_far.name} <avisos@{so_far.id.replace('_', '-')}.example>"


def _played(channel: str) -> str:
    return ", ".join(name for name, offer in OFFERS.items() if channel in offer.played)


def _fixed(answer: str) -> Callable[[Answers, Taken], str]:
    return lambda _so_far, _taken: answer


QUESTIONS = (
    Question(
        "name", "Name, as customers say it", f"at most {reading.LONGEST_NAME} characters", reading.read_name, _fixed("")
    ),
    Question(
        "id",
        "Identifier, the name of its files",
        "lower case letters, digits and _",
        reading.read_id,
        lambda so_far, _: reading.plain(so_far.name),
    ),
    Question("colour", "Colour of its pages", "a dark one such as #0b5563", reading.read_colour, _fixed("#0b5563")),
    Question("line", "Number that customers dial", "with country code", reading.read_line, _line),
    Question("label", "The same number as people know it", "such as 01 8000 510 513", reading.read_label, _label),
    Question(
        "key-signs",
        "Keys of digits, or of letters and digits",
        f"{NUMERIC} or {LETTERED}",
        reading.read_signs,
        _fixed(NUMERIC),
    ),
    Question(
        "key-length",
        "Length of a key",
        "such as 4, or 6-8",
        reading.read_length,
        lambda so_far, _: "4" if so_far.signs == NUMERIC else "8-10",
    ),
    Question("phone", "Procedures by telephone", f"none, or of {_played(PHONE)}", reading.read_phone, _phone),
    Question("web", "Procedures on pages", f"none, or of {_played(WEB)}", reading.read_web, _web),
    Question(
        "documents",
        "Types of documents",
        "of " + ", ".join(DOCUMENTS),
        reading.read_documents,
        _documents,
    ),
    Question("code-by", "Security codes by", "sms, email or choice", reading.read_code_by, _fixed("sms")),
    Question("sender", "Sender of e-mails", "Name <address>", reading.read_sender, _sender, Answers.sends_mail),
    Question(
        "hours",
        "Hours of agents",
        reading.HOURS,
        reading.read_hours,
        _fixed("monday-friday 08:00-18:00, saturday 08:00-13:00"),
    ),
    Question(
        "branch",
        "Where customers are attended in person",
        "such as: una oficina de Faro",
        reading.read_branch,
        lambda so_far, _: f"una oficina de {so_far.name}",
    ),
)
