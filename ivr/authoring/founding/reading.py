"""Reads the answers about a new institution, each by itself, and says what is allowed instead."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time

import phonenumbers

from ivr.authoring.founding.answers import Answers, NotAllowed, Taken
from ivr.authoring.founding.offers import DOCUMENTS, LETTERED, NUMERIC, OFFERS, PHONE, WEB
from ivr.procedures import ENDS_ON_PAGE, FOR_COMPANIES
from ivr.tables.links import SENDER
from ivr.tables.opening import WEEKDAYS
from ivr.tables.web import CONTRAST, contrast_to_white

ALWAYS, NOTHING = "always", "none"
RESERVED = frozenset(
    (
        "audit",
        "branch",
        "desk",
        "floor",
        "healthz",
        "metrics",
        "prompts",
        "readyz",
        "reports",
        "staff",
        "static",
        "voice",
    )
)
"""What the service's own addresses begin with: an institution's pages begin with its identifier."""
LONGEST_NAME = 30
"""The welcome and the first option take eight seconds, and a text message has 160 letters."""
MOST = 4
"""Procedures that a menu of the line can offer."""
KEY_LENGTHS = range(4, 13)
RANGE = rf"({'|'.join(WEEKDAYS)})(?:-({'|'.join(WEEKDAYS)}))? (\d\d:\d\d)-(\d\d:\d\d)"
HOURS = f'"{ALWAYS}", or such as "monday-friday 08:00-18:00, saturday 08:00-13:00"'

Read = Callable[[str, Answers, Taken], Answers]


def read_name(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take the name of the institution."""
    return replace(so_far, name=_said(text, LONGEST_NAME))


def read_id(text: str, so_far: Answers, taken: Taken) -> Answers:
    """Take the identifier, the name of the files."""
    _must(re.fullmatch(r"[a-z][a-z0-9_]{0,39}", text), "lower case letters, digits and _, a letter first")
    _must(text not in RESERVED, f"another one: the service's own pages are at /{text}")
    _must(text not in taken.ids, f"a name of its own: there is a file of {text} already, and nothing is overwritten")
    return replace(so_far, id=text)


def read_colour(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take the colour of buttons and links."""
    colour = text.lower()
    _must(re.fullmatch("#[0-9a-f]{6}", colour), "a colour such as #0b5563")
    dark = contrast_to_white(colour) >= CONTRAST
    _must(dark, f"a darker one: white letters on it need a contrast of {CONTRAST} (WCAG 2.2)")
    return replace(so_far, colour=colour)


def read_line(text: str, so_far: Answers, taken: Taken) -> Answers:
    """Take the telephone number that customers dial."""
    number = re.sub(r"[ ().-]", "", text)
    allowed = "a number with country code such as +576051234567"
    _must(re.fullmatch(r"\+[1-9]\d{6,14}", number), allowed)
    _must(_possible(number), allowed)
    _must(number not in taken.lines, "a line of its own: customers of another institution dial this one")
    return replace(so_far, line=number)


def read_label(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take the line's number as people know it."""
    return replace(so_far, label=_line(text, 40))


def read_documents(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take the types of documents, in the order in which they are offered."""
    codes = _list(text.upper(), DOCUMENTS)
    _must(codes, "at least one of " + ", ".join(DOCUMENTS))
    _must(not all(DOCUMENTS[code].letters for code in codes), "one without letters among them: a keypad has none")
    if so_far.needs("companies"):
        both = {DOCUMENTS[code].company for code in codes} == {True, False}
        _must(both, "one of companies (NIT, FID) and one of the persons who act for them")
    else:
        _must("FID" not in codes, "not FID: it names no person, but a company whose users reset a password")
    return replace(so_far, documents=codes)


def read_signs(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take whether keys are of digits, or of letters and digits."""
    _must(text in (NUMERIC, LETTERED), f"{NUMERIC} or {LETTERED}")
    return replace(so_far, signs=text)


def read_length(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take the length of keys: one, or from a shortest to a longest."""
    allowed = "a length such as 4, or from one to another such as 6-8, between 4 and 12"
    found = re.fullmatch(r"(\d{1,2})(?: ?- ?(\d{1,2}))?", text)
    if found is None:
        raise NotAllowed(allowed)
    shortest, longest = int(found[1]), int(found[2] or found[1])
    _must(shortest in KEY_LENGTHS and longest in KEY_LENGTHS and shortest <= longest, allowed)
    return replace(so_far, shortest=shortest, longest=longest)


def read_phone(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take what the line's menu offers."""
    names = _procedures(text, so_far, PHONE)
    _must(len(names) <= MOST, f"at most {MOST}: nobody remembers more")
    _must_be_alone(names)
    typed = [name for name in names if so_far.signs == LETTERED and name not in ENDS_ON_PAGE]
    _must(not typed, f"not {', '.join(typed)}: a keypad cannot type letters")
    return replace(so_far, phone=names)


def read_web(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take what customers find on the pages."""
    names = _procedures(text, so_far, WEB)
    missing = [name for name in so_far.phone if name in ENDS_ON_PAGE and name not in names]
    _must(not missing, f"{', '.join(missing)} among them: it ends on a page when it began on the line")
    _must(names or so_far.phone, "at least one procedure, by telephone or on pages")
    _must_be_alone((*so_far.phone, *names))
    return replace(so_far, web=names)


def read_code_by(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take by which means codes go."""
    _must(text in ("sms", "email", "choice"), "sms, email or choice")
    return replace(so_far, code_by=text)


def read_sender(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take from whom e-mails come."""
    _must(re.fullmatch(SENDER, text), "an address such as Faro <avisos@faro.example>")
    return replace(so_far, sender=text)


def read_hours(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take when agents answer; a day that is not named is closed."""
    if text == ALWAYS:
        return replace(so_far, hours=None)
    week: dict[str, tuple[str, ...]] = {}
    for part in re.split(r"\s*[,;]\s*", text.lower()):
        for day, interval in _days(part):
            week[day] = (*week.get(day, ()), interval)
    _must(all(_ascends(times) for times in week.values()), "hours of a day in order, none of them twice")
    return replace(so_far, hours=week)


def read_branch(text: str, so_far: Answers, _: Taken) -> Answers:
    """Take the words for the places where customers are attended."""
    return replace(so_far, branch=_said(text, 60))


def plain(text: str) -> str:
    """Give a text in small letters without accents, its words joined by _."""
    letters = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")


def _possible(number: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


def _must(met: object, allowed: str) -> None:
    if not met:
        raise NotAllowed(allowed)


def _line(text: str, longest: int) -> str:
    met = text and text.isprintable() and len(text) <= longest and not set(text) & set('{}<>"@\\')
    _must(met, f'a line of at most {longest} characters, without {{ }} < > @ " and \\')
    return text


def _said(text: str, longest: int) -> str:
    _must(not re.search(r"\d", text), "numbers in words: it is said on the line")
    return _line(text, longest)


def _list(text: str, known: Mapping[str, object]) -> tuple[str, ...]:
    words = tuple(word for word in re.split(r"[\s,]+", text) if word)
    if words in ((NOTHING,), (NOTHING.upper(),)):
        return ()
    unknown = [word for word in words if word not in known]
    _must(not unknown, f"not {', '.join(unknown)}, but words of: {', '.join(known)}")
    return tuple(dict.fromkeys(words))


def _procedures(text: str, so_far: Answers, channel: str) -> tuple[str, ...]:
    offers = {name: offer for name, offer in OFFERS.items() if channel in offer.played}
    names = _list(text, offers)
    for name in names:
        signs = offers[name].signs or so_far.signs
        _must(signs == so_far.signs, f"not {name}: it is for keys of {signs}")
    return names


def _must_be_alone(names: tuple[str, ...]) -> None:
    """A procedure of companies has no other beside it: their link takes the place of a code, in the whole table."""
    alone = FOR_COMPANIES.intersection(names)
    _must(not alone or set(names) == alone, f"{', '.join(sorted(alone))} and nothing else: its link is the only proof")


def _days(part: str) -> list[tuple[str, str]]:
    found = re.fullmatch(RANGE, part)
    if found is None:
        raise NotAllowed(HOURS)
    first = WEEKDAYS.index(found[1])
    last = WEEKDAYS.index(found[2] or found[1])
    try:
        opens, closes = time.fromisoformat(found[3]), time.fromisoformat(found[4].replace("24:00", "23:59"))
    except ValueError:
        raise NotAllowed(HOURS) from None
    _must(first <= last and opens < closes, HOURS)
    return [(day, f"{found[3]}-{found[4]}") for day in WEEKDAYS[first : last + 1]]


def _ascends(times: tuple[str, ...]) -> bool:
    edges = [edge for interval in times for edge in interval.split("-")]
    return edges == sorted(set(edges))
